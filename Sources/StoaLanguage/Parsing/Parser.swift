/// Makes a syntax tree of a text, and says all that is wrong with it.
public enum Parser {
  /// Parses a whole program; statements that cannot be understood are left out of the tree.
  public static func parse(_ text: String) -> ParseResult {
    let lexed = Lexer.tokenize(text)
    var parser = TokenParser(text: text, lexed: lexed)
    let program = parser.parseProgram()
    let diagnostics = (lexed.diagnostics + parser.diagnostics)
      .sorted { ($0.span.lower, $0.span.upper) < ($1.span.lower, $1.span.upper) }
    let isEmpty = lexed.tokens.count == 1
    let complaints = diagnostics.filter { $0.code != "open-string" }.count
    let onlyUnfinished = complaints == parser.unfinished
    let isOpen = parser.unfinished > 0 || lexed.endsInString
    return ParseResult(
      program: program, diagnostics: diagnostics,
      isIncomplete: isEmpty || (isOpen && onlyUnfinished))
  }
}

/// What the parser makes of a text.
public struct ParseResult: Hashable, Sendable {
  public var program: Program
  /// In the order of the text.
  public var diagnostics: [Diagnostic]
  /// Whether the text is a proper beginning that more lines may complete: it is empty, or ends
  /// in an open bracket or string, or after a `|`, a `,` or an operator.
  public var isIncomplete: Bool

  /// The program, if nothing is wrong with it.
  public func get() throws(DiagnosticList) -> Program {
    guard diagnostics.isEmpty else { throw DiagnosticList(diagnostics) }
    return program
  }
}
