extension TokenParser {
  /// An expression, from the loosest operator down.
  mutating func parseExpression() throws(Failure) -> Expr {
    try nested { (parser) throws(Failure) in try parser.parseOr() }
  }

  private mutating func parseOr() throws(Failure) -> Expr {
    var left = try parseAnd()
    while acceptOperator(.or) { left = try binary(.or, left, try parseAnd()) }
    return left
  }

  private mutating func parseAnd() throws(Failure) -> Expr {
    var left = try parseNot()
    while acceptOperator(.and) { left = try binary(.and, left, try parseNot()) }
    return left
  }

  private mutating func parseNot() throws(Failure) -> Expr {
    let start = currentSpan.lower
    guard acceptNot() else { return try parseComparison() }
    let operand = try nested { (parser) throws(Failure) in try parser.parseNot() }
    return Expr(.unary(.not, operand), span: span(from: start))
  }

  /// Comparisons do not chain.
  private mutating func parseComparison() throws(Failure) -> Expr {
    let left = try parseCoalesce()
    guard let result = try parseComparison(of: left) else { return left }
    if comparison(atNextOf: current) != nil, !isSymbol(.assign) {
      throw fail(
        "chained-comparison", "comparisons do not chain",
        hint: "write `a < b and b < c`, or `b between a and c`")
    }
    return result
  }

  /// The comparison that follows `left`, if one does.
  private mutating func parseComparison(of left: Expr) throws(Failure) -> Expr? {
    if let sign = acceptComparison() {
      return try binary(sign, left, try parseCoalesce())
    }
    if acceptWord("is") {
      let negated = acceptWord("not")
      if !acceptWord("null") {
        let hint =
          switch current {
          case .word("missing"), .word("na"), .word("NA"), .word("None"), .word("nan"):
            "a missing value is `null`"
          default: "other values are compared with `==`"
          }
        throw expected("`null` after `is\(negated ? " not" : "")`", hint: hint)
      }
      return Expr(.isNull(left, negated: negated), span: span(from: left.span.lower))
    }
    let negated = lowercasedWord == "not" && isInfix(next)
    if negated { advance() }
    if acceptWord("in") {
      let values = try parseList()
      return Expr(.isIn(left, values, negated: negated), span: span(from: left.span.lower))
    }
    if acceptWord("between") {
      let lower = try parseCoalesce()
      guard acceptWord("and") else {
        throw expected("`and` between the bounds", hint: "write `x between 1 and 10`")
      }
      let upper = try parseCoalesce()
      return Expr(
        .between(left, lower, upper, negated: negated), span: span(from: left.span.lower))
    }
    if acceptWord("like") {
      let pattern = try parseCoalesce()
      return Expr(.like(left, pattern, negated: negated), span: span(from: left.span.lower))
    }
    return nil
  }

  private func isInfix(_ kind: Token.Kind) -> Bool {
    guard case .word(let word) = kind else { return false }
    return ["in", "between", "like"].contains(word.lowercased())
  }

  /// `[a, b]`
  mutating func parseList() throws(Failure) -> [Expr] {
    if isSymbol(.openParenthesis) {
      report(
        "list-brackets", "a list stands in square brackets", at: currentSpan, hint: "write `[…]`")
    } else if !isSymbol(.openBracket) {
      throw expected("a list in square brackets", hint: "write `x in [1, 2, 3]`")
    }
    let close: Symbol = isSymbol(.openBracket) ? .closeBracket : .closeParenthesis
    advance()
    var values: [Expr] = []
    if !isSymbol(close) {
      repeat { values.append(try parseExpression()) } while accept(.comma)
    }
    try expect(close, "after the list")
    return values
  }

  private mutating func parseCoalesce() throws(Failure) -> Expr {
    var left = try parseAdditive()
    while accept(.coalesce) { left = try binary(.coalesce, left, try parseAdditive()) }
    return left
  }

  mutating func parseAdditive() throws(Failure) -> Expr {
    var left = try parseMultiplicative()
    while let sign = acceptAny([.plus: .add, .minus: .subtract]) {
      left = try binary(sign, left, try parseMultiplicative())
    }
    return left
  }

  private mutating func parseMultiplicative() throws(Failure) -> Expr {
    let signs: [Symbol: BinaryOperator] = [
      .star: .multiply, .slash: .divide, .doubleSlash: .floorDivide, .percent: .remainder,
    ]
    var left = try parseUnary()
    while let sign = acceptAny(signs) { left = try binary(sign, left, try parseUnary()) }
    return left
  }

  /// A sign, or a power: `-x ** 2` is the negative of a square, `2 ** -1` is a half.
  mutating func parseUnary() throws(Failure) -> Expr {
    let start = currentSpan.lower
    guard accept(.minus) else { return try parsePower() }
    if let literal = try parseNegativeNumber(from: start) { return literal }
    let operand = try nested { (parser) throws(Failure) in try parser.parseUnary() }
    return Expr(.unary(.negate, operand), span: span(from: start))
  }

  mutating func parsePower() throws(Failure) -> Expr {
    let base = try parsePrimary()
    if isSymbol(.caret) {
      report(
        "foreign-operator", "a power is written `**`, and this is `^`", at: currentSpan,
        hint: "write `**`")
      advance()
    } else if !accept(.power) {
      return base
    }
    let exponent = try nested { (parser) throws(Failure) in try parser.parseUnary() }
    return try binary(.power, base, exponent)
  }

  private mutating func binary(
    _ sign: BinaryOperator, _ left: Expr, _ right: Expr
  ) throws(Failure) -> Expr {
    operators += 1
    guard operators <= Self.maximumOperators else {
      throw fail(
        "too-many-operators", "a stage has at most \(Self.maximumOperators) operators",
        hint: "compare with many values by `x in [1, 2, 3]`, or give parts a name in a `derive`")
    }
    return Expr(.binary(sign, left, right), span: left.span.union(right.span))
  }
}
