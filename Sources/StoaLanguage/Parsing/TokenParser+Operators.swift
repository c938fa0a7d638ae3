/// Operators, and what stands for them in other languages: those are read as what they mean, after
/// a complaint.
extension TokenParser {
  var lowercasedWord: String? { currentWord?.lowercased() }

  /// Reads a keyword; complains where it has capitals.
  mutating func acceptWord(_ word: String) -> Bool {
    guard let written = currentWord, written.lowercased() == word else { return false }
    if written != word { reportCase(written) }
    advance()
    return true
  }

  mutating func acceptOperator(_ sign: BinaryOperator) -> Bool {
    let foreign: Set<Symbol> = sign == .or ? [.bars] : [.ampersands, .ampersand]
    if case .symbol(let symbol) = current, foreign.contains(symbol), isOperand(next) {
      reportForeign(
        sign.rawValue, hint: sign == .or ? "write `or`; strings are joined by `concat(a, b)`" : nil)
      return true
    }
    return acceptWord(sign.rawValue)
  }

  /// Whether an operand, and not a stage, begins with it.
  private func isOperand(_ kind: Token.Kind) -> Bool {
    switch kind {
    case .end, .invalid, .command: false
    case .word(let word): !VerbCatalogue.isVerb(word)
    case .symbol(let symbol): [.openParenthesis, .minus, .exclamation].contains(symbol)
    default: true
    }
  }

  mutating func acceptNot() -> Bool {
    if isSymbol(.exclamation) {
      reportForeign("not")
      return true
    }
    return (isWord("not") || isForeignNot) && acceptWord("not")
  }

  /// Whether a `NOT` is the keyword in capitals, and not a column or a function of that name.
  private var isForeignNot: Bool {
    switch next {
    case .word(let word): !ClauseWords.all.contains(word) && !VerbCatalogue.isVerb(word)
    case .quotedName: true
    case .symbol(.openParenthesis): tokens[index + 1].span.lower > currentSpan.upper
    default: false
    }
  }

  /// The comparison that a token is.
  func comparison(atNextOf kind: Token.Kind) -> BinaryOperator? {
    guard case .symbol(let symbol) = kind else { return nil }
    return switch symbol {
    case .equal, .assign, .tripleEqual: .equal
    case .notEqual, .angles: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  mutating func acceptComparison() -> BinaryOperator? {
    guard let sign = comparison(atNextOf: current) else { return nil }
    switch current {
    case .symbol(.assign):
      report(
        "assign-for-equal", "`=` gives a name; two values are compared with `==`", at: currentSpan,
        hint: "write `==`")
      advance()
    case .symbol(.angles), .symbol(.tripleEqual): reportForeign(sign.rawValue)
    default: advance()
    }
    return sign
  }

  mutating func acceptAny(_ signs: [Symbol: BinaryOperator]) -> BinaryOperator? {
    guard case .symbol(let symbol) = current, let sign = signs[symbol] else { return nil }
    advance()
    return sign
  }

  private mutating func reportForeign(_ sign: String, hint: String? = nil) {
    report(
      "foreign-operator", "`\(written)` is written `\(sign)` here", at: currentSpan,
      hint: hint ?? "write `\(sign)`")
    advance()
  }
}
