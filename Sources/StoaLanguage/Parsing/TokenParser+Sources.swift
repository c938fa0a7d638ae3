extension TokenParser {
  /// A source, and the stages that follow it.
  mutating func parsePipeline() throws(Failure) -> Pipeline {
    let start = currentSpan.lower
    let source = try parsePipelineSource()
    var stages: [Stage] = []
    while takePipe() {
      let base = depth
      // A `Failure` holds nothing: its reason is among the diagnostics by now.
      if let stage = try? parseStage() {
        stages.append(stage)
        if isAfterStage { continue }
        _ = unexpectedRest()
      }
      skip(base: base) { $0.isPipe || $0.isSymbol(.semicolon) }
    }
    return Pipeline(source: source, stages: stages, span: span(from: start))
  }

  private mutating func parsePipelineSource() throws(Failure) -> Source {
    if isSymbol(.pipe) {
      return Source(.previous, span: SourceSpan(currentSpan.lower, currentSpan.lower))
    }
    let base = depth
    do throws(Failure) {
      if let failure = foreignSource() { throw failure }
      let source = try parseSource()
      if isAfterStage { return source }
      throw unexpectedRest(after: source)
    } catch {
      // Stages can be read without their source, so that their mistakes are told at once.
      skip(base: base) { $0.isPipe || $0.isSymbol(.semicolon) }
      guard isPipe else { throw error }
      return Source(.previous, span: SourceSpan(lastEnd, lastEnd))
    }
  }

  /// Whether what follows can stand after a source or a stage.
  private var isAfterStage: Bool {
    atEnd || isPipe || isMissingPipe || isSymbol(.closeParenthesis) || isSymbol(.semicolon)
  }

  /// `|`, or the sign for it in R.
  var isPipe: Bool {
    isSymbol(.pipe) || isSymbol(.nativePipe) || isSymbol(.magrittrPipe) || isSymbol(.bars)
  }

  /// Whether a stage follows without a `|` before it.
  private var isMissingPipe: Bool {
    guard index > 0, let word = currentWord, VerbCatalogue.isVerb(word) else { return false }
    return !breaksLine(before: index)
  }

  /// Reads a `|`, or complains of what stands in its place.
  private mutating func takePipe() -> Bool {
    if accept(.pipe) { return true }
    if isPipe {
      report(
        "foreign-pipe", "stages are joined by `|`, and this is `\(written)`", at: currentSpan,
        hint: isSymbol(.bars) ? "one `|` is enough" : "write `|`")
      advance()
      return true
    }
    guard isMissingPipe else { return false }
    report(
      "missing-pipe", "expected `|` before `\(written)`", at: currentSpan,
      hint: "write `… | \(written) …`")
    return true
  }

  private mutating func parseSource() throws(Failure) -> Source {
    let start = currentSpan.lower
    if let word = currentWord, let kind = try parseSource(named: word) {
      return Source(kind, span: span(from: start))
    }
    return try parseFrame()
  }

  /// A frame: its name, or a pipeline in parentheses.
  mutating func parseFrame() throws(Failure) -> Source {
    let start = currentSpan.lower
    if isSymbol(.openParenthesis) {
      return Source(.group(try parseGroup()), span: span(from: start))
    }
    if case .system(let name) = current {
      let token = advance().span
      return Source(.system(Identifier(name, span: token)), span: token)
    }
    if let word = currentWord, SourceName(rawValue: word) != nil {
      throw fail(
        "bare-source", "a source stands in parentheses here", hint: "write `(\(word) …)`")
    }
    let name = try parseName("a frame", hint: sourceHint)
    return Source(.name(name), span: name.span)
  }

  mutating func parseGroup() throws(Failure) -> Pipeline {
    advance()
    let complaints = diagnostics.count
    let pipeline = try nested { (parser) throws(Failure) in try parser.parsePipeline() }
    if !accept(.closeParenthesis) {
      if diagnostics.count > complaints { throw Failure() }
      throw expected("`)` after the pipeline")
    }
    return pipeline
  }

  /// A source that begins with a word of the source table; nil where the word is a frame's name.
  private mutating func parseSource(named word: String) throws(Failure) -> Source.Kind? {
    var word = word
    if SourceName(rawValue: word) == nil, word != word.lowercased(),
      SourceName(rawValue: word.lowercased()) != nil, next != .end, !isNext(.pipe)
    {
      reportCase(word)
      word = word.lowercased()
    }
    guard let name = SourceName(rawValue: word) else { return nil }
    advance()
    switch name {
    case .load:
      if isWord("model"), next.isString || next.isName && next != .word("as") {
        advance()
        return .loadModel(try parsePath("the path of a model", after: "load model"))
      }
      return .load(try parseLoad())
    case .row: return .row(try parseAssignments("the name of a column"))
    case .table: return try parseTable()
    case .range: return try parseRange()
    case .sql: return .sql(try parseString("a query in quotes after `sql`"))
    }
  }

  func isNext(_ symbol: Symbol) -> Bool { next == .symbol(symbol) }

  private mutating func parseLoad() throws(Failure) -> LoadSource {
    let path = try parsePath("the path of a file", after: "load")
    let format = accept(word: "as") ? try parseName("a kind of file after `as`") : nil
    let options = try parseOptions()
    let schema = accept(word: "schema") ? try parseColumnDeclarations() : nil
    return LoadSource(path: path, format: format, options: options, schema: schema)
  }

  /// `(year int, price float)`
  private mutating func parseColumnDeclarations() throws(Failure) -> [ColumnDeclaration] {
    try expect(.openParenthesis, "before the columns and their types")
    var columns: [ColumnDeclaration] = []
    repeat {
      let name = try parseName("the name of a column")
      if accept(.colon) || accept(.assign) {
        report(
          "type-sign", "a column's type follows its name with a blank between them",
          at: tokens[index - 1].span, hint: "write `\(name.text) int`")
      }
      let type = try parseName("the type of `\(name.text)`", hint: "as in `\(name.text) int`")
      columns.append(ColumnDeclaration(name: name, type: type))
    } while accept(.comma)
    try expect(.closeParenthesis, "after the columns")
    return columns
  }

  private mutating func parseTable() throws(Failure) -> Source.Kind {
    let columns = try parseColumnDeclarations()
    try expect(.openBracket, "before the rows of the table")
    var rows: [[Expr]] = []
    if !isSymbol(.closeBracket) {
      repeat { rows.append(try parseRow(of: columns.count)) } while accept(.comma)
    }
    try expect(.closeBracket, "after the rows of the table")
    return .table(columns, rows: rows)
  }

  private mutating func parseRow(of count: Int) throws(Failure) -> [Expr] {
    let start = currentSpan.lower
    try expect(.openParenthesis, "before the values of a row")
    var values: [Expr] = []
    repeat { values.append(try parseExpression()) } while accept(.comma)
    try expect(.closeParenthesis, "after the values of a row")
    if values.count != count {
      report(
        "row-length",
        "the row has \(counted(values.count, "value")) for \(counted(count, "column"))",
        at: span(from: start), hint: "a value that is not known is written `null`")
    }
    return values
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private mutating func parseRange() throws(Failure) -> Source.Kind {
    if isSymbol(.openParenthesis), kind(at: index + 2) == .symbol(.comma) {
      throw expected("the first number of the range", hint: "write `range 1..10`")
    }
    let first = try parseAdditive()
    if !isSymbol(.range) {
      throw expected("`..` between the ends of the range", hint: "write `range 1..10`")
    }
    advance()
    let last = try parseAdditive()
    let step = accept(word: "step") ? try parseAdditive() : nil
    return .range(first: first, last: last, step: step)
  }
}
