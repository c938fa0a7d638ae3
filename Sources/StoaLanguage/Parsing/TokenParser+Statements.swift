extension TokenParser {
  mutating func parseProgram() -> Program {
    var statements: [Statement] = []
    while tokens[index].kind != .end {
      beginStatement()
      let start = currentSpan.lower
      // A `Failure` holds nothing: its reason is among the diagnostics by now.
      if let kind = try? parseStatement() {
        statements.append(Statement(kind, span: span(from: start)))
        finishStatement()
      } else {
        skipStatement()
      }
    }
    return Program(statements: statements)
  }

  private mutating func parseStatement() throws(Failure) -> Statement.Kind {
    if case .command(let command) = current {
      advance()
      return .command(command)
    }
    skipDeclarationWord()
    if isWord("param"), next.isName { return try parseParam() }
    if startsAssignment { return try parseAssignment() }
    return .pipeline(try parsePipeline())
  }

  /// `let x = …` and its like in other languages.
  private mutating func skipDeclarationWord() {
    guard let word = currentWord,
      ["let", "var", "const", "val", "set"].contains(word.lowercased()),
      next.isName
    else { return }
    report(
      "declaration-word", "a name needs no `\(word)` before it", at: currentSpan,
      hint: "write `name = …`")
    advance()
  }

  private mutating func parseParam() throws(Failure) -> Statement.Kind {
    advance()
    let name = try parseName("the name of the param")
    try expect(.assign, "after the name of the param")
    let value = try parseExpression()
    if !value.isLiteral {
      report(
        "param-not-literal", "the value of a param is a literal", at: value.span,
        hint: "write a number, a string, a date, `true`, `false` or `null`")
    }
    return .param(name, value)
  }

  /// Whether names and an assignment follow.
  private var startsAssignment: Bool {
    var position = index
    while kind(at: position).isName {
      switch kind(at: position + 1) {
      case .symbol(.assign), .symbol(.equal), .symbol(.leftArrow): return true
      case .symbol(.comma): position += 2
      default: return false
      }
    }
    // `a,` at the end of the text is the beginning of `a, b = …`.
    return position > index && kind(at: position) == .end
  }

  private mutating func parseAssignment() throws(Failure) -> Statement.Kind {
    var names: [Identifier] = []
    repeat {
      if let word = currentWord, SourceCatalogue.reservedNames.contains(word) {
        report(
          "reserved-name", "`\(word)` begins a pipeline and cannot be the name of a frame",
          at: currentSpan, hint: "choose another name")
      }
      if isWord("_") {
        report(
          "reserved-name", "`_` is the last result and cannot be given another value",
          at: currentSpan, hint: "choose another name")
      }
      names.append(try parseName("a name"))
    } while accept(.comma)
    if !isSymbol(.assign) {
      report(
        "assign-sign", "a name is given with `=`, and this is `\(written)`", at: currentSpan,
        hint: "write `\(names.map(\.text).joined(separator: ", ")) = …`")
    }
    advance()
    return .assign(names, try parsePipeline())
  }

  /// Complains of anything between the statement and the end of its line.
  private mutating func finishStatement() {
    // A command and a param take no stages: a `|` in the next line goes on from the last result.
    if atEnd || (isSymbol(.pipe) && tokens[index].startsLine) { return }
    if isSymbol(.semicolon) {
      report(
        "semicolon", "a statement ends at the end of its line, without a `;`", at: currentSpan,
        hint: "leave it out, or begin a new line")
      advance()
      return
    }
    _ = unexpectedRest()
    skipStatement()
  }

  /// Moves to the beginning of the next statement.
  private mutating func skipStatement() {
    skip(base: 0) { $0.isSymbol(.semicolon) }
    if isSymbol(.semicolon) { advance() }
    depth = 0
  }

  /// Moves on to a token at the depth `base` that fulfils `stop`, to the bracket that closes that
  /// depth, or to the end of the statement.
  ///
  /// A line that begins where the parser gave up, or that begins with a statement of its own,
  /// ends the statement even within brackets: most likely one was not closed.
  mutating func skip(base: Int, until stop: (TokenParser) -> Bool) {
    let first = index
    while tokens[index].kind != .end {
      if index > statementStart, breaksLine(before: index),
        depth == 0 || (index == first && !closesBracket) || beginsStatement(at: index)
      {
        depth = 0
        return
      }
      if depth <= base, stop(self) || (base > 0 && closesBracket) { return }
      advance()
    }
  }

  private var closesBracket: Bool {
    tokens[index].kind == .symbol(.closeParenthesis) || tokens[index].kind == .symbol(.closeBracket)
  }

  private func beginsStatement(at position: Int) -> Bool {
    if case .command = tokens[position].kind { return true }
    guard tokens[position].kind.isName, position + 1 < tokens.count else { return false }
    return tokens[position + 1].kind == .symbol(.assign)
  }
}

extension Token.Kind {
  /// Whether it can be read as a name.
  var isName: Bool {
    switch self {
    case .word, .quotedName: true
    default: false
    }
  }

  var isString: Bool {
    if case .string = self { return true }
    return false
  }
}

extension Expr {
  var isLiteral: Bool {
    if case .literal = kind { return true }
    return false
  }
}
