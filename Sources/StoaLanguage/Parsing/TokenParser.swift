/// A recursive-descent parser over the tokens of a text; its parts are in the extensions.
///
/// Where a statement ends is decided here: tokens after its end read as `.end`, so that the rest
/// of the parser need not know of lines.
struct TokenParser {
  let text: String
  var tokens: [Token]
  var index = 0
  /// Brackets that are open; a line's end means nothing within them.
  var depth = 0
  /// Groups, calls and operators within each other, bounded to keep the stack safe.
  var nesting = 0
  /// Binary operators of the current stage, bounded for the same reason.
  var operators = 0
  var diagnostics: [Diagnostic] = []
  /// How many of the diagnostics say no more than that the text ends too early.
  var unfinished = 0
  private(set) var statementStart = 0
  private let endsInString: Bool

  static let maximumNesting = 100
  static let maximumOperators = 1000

  init(text: String, lexed: LexedText) {
    self.text = text
    tokens = lexed.tokens
    endsInString = lexed.endsInString
  }

  /// Thrown where a part of the text cannot be understood; the reason is among the diagnostics.
  struct Failure: Error {}
}

// MARK: - Reading

extension TokenParser {
  /// The kind of the current token, or `.end` after the end of the statement.
  var current: Token.Kind { kind(at: index) }

  var currentSpan: SourceSpan { tokens[index].span }

  /// The kind of the token after the current one.
  var next: Token.Kind { atEnd ? .end : kind(at: index + 1) }

  /// The kind of the token two after the current one.
  var afterNext: Token.Kind { next == .end ? .end : kind(at: index + 2) }

  var atEnd: Bool { current == .end }

  /// The end of what was last read.
  var lastEnd: Int { index > 0 ? tokens[index - 1].span.upper : 0 }

  func kind(at position: Int) -> Token.Kind {
    position >= tokens.count || endsStatement(before: position) ? .end : tokens[position].kind
  }

  /// Whether the statement ends before the token at `position`.
  private func endsStatement(before position: Int) -> Bool {
    guard position > statementStart, depth == 0 else { return false }
    return breaksLine(before: position)
  }

  /// Whether a line ends before the token at `position`, and nothing says that it goes on.
  func breaksLine(before position: Int) -> Bool {
    let token = tokens[position]
    guard token.startsLine, position > 0 else { return false }
    if case .command = tokens[position - 1].kind { return true }
    return token.kind != .symbol(.pipe) && !tokens[position - 1].continuesLine
  }

  mutating func beginStatement() {
    statementStart = index
    depth = 0
  }

  /// Moves past the current token.
  @discardableResult
  mutating func advance() -> Token {
    let token = tokens[index]
    switch token.kind {
    case .symbol(.openParenthesis), .symbol(.openBracket): depth += 1
    case .symbol(.closeParenthesis), .symbol(.closeBracket): depth = max(0, depth - 1)
    default: break
    }
    if token.kind != .end { index += 1 }
    return token
  }

  func isWord(_ word: String) -> Bool { current == .word(word) }

  func isSymbol(_ symbol: Symbol) -> Bool { current == .symbol(symbol) }

  /// The current bare word, keyword or not.
  var currentWord: String? {
    if case .word(let word) = current { return word }
    return nil
  }

  mutating func accept(_ symbol: Symbol) -> Bool {
    guard isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func accept(word: String) -> Bool {
    guard isWord(word) else { return false }
    advance()
    return true
  }

  mutating func expect(_ symbol: Symbol, _ place: String) throws(Failure) {
    guard accept(symbol) else { throw expected("`\(symbol.rawValue)` \(place)") }
  }

  mutating func expect(word: String, _ place: String, hint: String? = nil) throws(Failure) {
    if let written = currentWord, written != word, written.lowercased() == word {
      reportCase(written)
      advance()
    } else if !accept(word: word) {
      throw expected("`\(word)` \(place)", hint: hint)
    }
  }

  /// Runs `body` one level deeper, and refuses where that is too deep.
  mutating func nested<T>(
    _ body: (inout TokenParser) throws(Failure) -> T
  ) throws(Failure) -> T {
    guard nesting < Self.maximumNesting else {
      throw fail(
        "nested-too-deeply",
        "brackets and operators are nested more than \(Self.maximumNesting) deep",
        hint: "give the inner part a name in a `derive`, or the inner pipeline a name with `=`")
    }
    nesting += 1
    defer { nesting -= 1 }
    return try body(&self)
  }

  func span(from start: Int) -> SourceSpan { SourceSpan(start, max(start, lastEnd)) }
}

// MARK: - Saying what is wrong

extension TokenParser {
  mutating func report(
    _ code: String, _ message: String, at span: SourceSpan, hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(code: code, message: message, span: span, hint: hint))
  }

  mutating func fail(
    _ code: String, _ message: String, at span: SourceSpan? = nil, hint: String? = nil
  ) -> Failure {
    report(code, message, at: span ?? errorSpan, hint: hint)
    return Failure()
  }

  /// A failure that says what should stand here, and what does.
  mutating func expected(_ wanted: String, hint: String? = nil) -> Failure {
    // The lexer has said what is wrong with an invalid token.
    if current == .invalid { return Failure() }
    if endsTooEarly { unfinished += 1 }
    return fail("expected", "expected \(wanted), found \(found)", hint: hint)
  }

  /// Whether all that is wrong here is that the text ends.
  private var endsTooEarly: Bool {
    tokens[index].kind == .end && index > 0
      && (depth > 0 || tokens[index - 1].continuesLine || endsInString)
  }

  /// Where to point: the current token, or just behind the statement that ended too early.
  private var errorSpan: SourceSpan {
    atEnd ? SourceSpan(lastEnd, lastEnd) : currentSpan
  }

  private var found: String {
    if atEnd { return tokens[index].kind == .end ? "the end" : "the end of the line" }
    return switch current {
    case .string: "a string"
    case .int, .float: "the number `\(written)`"
    case .date: "the date `\(written)`"
    case .timestamp: "the timestamp `\(written)`"
    case .duration: "the duration `\(written)`"
    default: "`\(written)`"
    }
  }

  /// The current token as it stands in the text.
  var written: String { slice(currentSpan) }

  func slice(_ span: SourceSpan) -> String {
    let utf8 = text.utf8
    let lower = utf8.index(utf8.startIndex, offsetBy: span.lower)
    let upper = utf8.index(lower, offsetBy: span.upper - span.lower)
    return String(decoding: utf8[lower..<upper], as: UTF8.self)
  }

  mutating func reportCase(_ written: String) {
    report(
      "upper-case", "keywords are written in lower case", at: currentSpan,
      hint: "write `\(written.lowercased())`")
  }
}
