extension TokenParser {
  /// A literal, a name, a call, or an expression in parentheses.
  mutating func parsePrimary() throws(Failure) -> Expr {
    let span = currentSpan
    switch current {
    case .word, .quotedName: return try parseNameOrCall()
    case .symbol(.openParenthesis): return try parseParentheses()
    case .symbol(.minus): return try parseUnary()
    case .symbol(.dot):
      if case .int = next {
        throw fail("bad-number", "a number begins with a digit", hint: "write `0.5`")
      }
      throw expected("an expression")
    case .symbol(.assign), .symbol(.equal): throw expected("a value before `\(written)`")
    case .system(let name):
      throw fail(
        "system-frame-as-value", "`$\(name)` is a frame, not a value",
        hint: "begin a pipeline with it: `$\(name) | …`; a column is written without `$`")
    default: break
    }
    guard let literal = try parseLiteral() else { throw expected("an expression") }
    return Expr(.literal(literal), span: span)
  }

  private mutating func parseLiteral() throws(Failure) -> Literal? {
    let literal: Literal
    switch current {
    case .int(let value): literal = .int(try checkedInt(value, negative: false))
    case .float(let value): literal = .float(value)
    case .string(let text): literal = .string(text)
    case .date(let days): literal = .date(days)
    case .timestamp(let microseconds): literal = .timestamp(microseconds)
    case .duration(let microseconds): literal = .duration(microseconds)
    default: return nil
    }
    advance()
    return literal
  }

  /// The number after a minus sign, where it is not the base of a power.
  mutating func parseNegativeNumber(from start: Int) throws(Failure) -> Expr? {
    let literal: Literal
    switch current {
    case .int(let value) where !isPowerNext: literal = .int(try checkedInt(value, negative: true))
    case .float(let value) where !isPowerNext: literal = .float(-value)
    case .duration(let value) where !isPowerNext: literal = .duration(-value)
    default: return nil
    }
    advance()
    return Expr(.literal(literal), span: span(from: start))
  }

  private var isPowerNext: Bool { isNext(.power) || isNext(.caret) }

  private mutating func checkedInt(_ magnitude: UInt64, negative: Bool) throws(Failure) -> Int64 {
    if negative { return magnitude == 0 ? 0 : -Int64(magnitude - 1) - 1 }
    guard let value = Int64(exactly: magnitude) else {
      throw fail(
        "number-too-large", "the number \(magnitude) does not fit in 64 bits",
        hint: "write it as a float: `\(magnitude).0`")
    }
    return value
  }

  private mutating func parseParentheses() throws(Failure) -> Expr {
    advance()
    let inner = try parseExpression()
    if isSymbol(.comma) {
      throw fail(
        "list-brackets", "expected `)`, found `,`",
        hint: "a list stands in square brackets: `[a, b]`")
    }
    try expect(.closeParenthesis, "after the expression")
    return inner
  }

  private mutating func parseNameOrCall() throws(Failure) -> Expr {
    let span = currentSpan
    switch current {
    case .word("null"): return constant(.null)
    case .word("true"): return constant(.bool(true))
    case .word("false"): return constant(.bool(false))
    default: break
    }
    if isWord("case"), next == .word("when") || next == .word("WHEN") {
      throw fail(
        "foreign-case", "a `case` is a call here", hint: "write `case(a > 1, x, a > 0, y, z)`")
    }
    let name = try parseName("an expression")
    // A name in back quotes is never a function: `` `f` (x) `` has no meaning.
    if isSymbol(.openParenthesis) { return try parseCall(name) }
    if isSymbol(.dot), next.isName {
      throw qualifiedName(name)
    }
    return Expr(.name(name), span: span)
  }

  private mutating func constant(_ literal: Literal) -> Expr {
    Expr(.literal(literal), span: advance().span)
  }

  private mutating func qualifiedName(_ name: Identifier) -> Failure {
    let member = tokens[index + 1]
    let called = kind(at: index + 2) == .symbol(.openParenthesis)
    let written = slice(member.span)
    return fail(
      "qualified-name",
      called ? "functions are not called with a dot" : "a column is named without its frame",
      at: name.span.union(member.span),
      hint: called
        ? "write `\(written)(\(Name.spelled(name.text)), …)`" : "write `\(written)`")
  }

  private mutating func parseCall(_ function: Identifier) throws(Failure) -> Expr {
    advance()
    var call = Call(function: function, arguments: [])
    if isSymbol(.star), isNext(.closeParenthesis) {
      report(
        "call-star", "`\(function.text)` needs no `*`", at: currentSpan,
        hint: "write `\(function.text)()`")
      advance()
    }
    if lowercasedWord == "distinct", next.isName {
      report(
        "call-distinct", "distinct values are counted with `count_distinct`", at: currentSpan,
        hint: "write `count_distinct(\(slice(tokens[index + 1].span)))`")
      advance()
    }
    while !isSymbol(.closeParenthesis) {
      if try parseClause(of: &call) { continue }
      if call.filter != nil || call.frame != nil { break }
      call.arguments.append(try parseExpression())
      if isSymbol(.closeParenthesis) || startsClause { continue }
      guard accept(.comma) else {
        throw expected("`,` or `)` in the call of `\(function.text)`")
      }
      if isSymbol(.closeParenthesis) { throw expected("another argument after `,`") }
    }
    try expect(.closeParenthesis, "after the arguments of `\(function.text)`")
    return Expr(.call(call), span: span(from: function.span.lower))
  }

  private var startsClause: Bool { lowercasedWord == "where" || isWord("rows") }

  /// `where p` or `rows -6..0` within a call.
  private mutating func parseClause(of call: inout Call) throws(Failure) -> Bool {
    if call.filter == nil, acceptWord("where") {
      call.filter = try parseExpression()
      return true
    }
    if call.frame == nil, accept(word: "rows") {
      let first = try parseOffset("the first row of the window")
      try expect(.range, "between the ends of the window")
      let last = try parseOffset("the last row of the window")
      call.frame = WindowFrame(first: first, last: last)
      return true
    }
    return false
  }

  /// A signed number of rows.
  private mutating func parseOffset(_ wanted: String) throws(Failure) -> Int {
    let negative = accept(.minus)
    guard case .int(let value) = current, value <= 1 << 31 else {
      throw expected("\(wanted), a whole number", hint: "the last week is `rows -6..0`")
    }
    advance()
    return negative ? -Int(value) : Int(value)
  }
}
