/// The signs of the language, and those of other languages that deserve a hint.
public enum Symbol: String, Hashable, Sendable, CaseIterable {
  case openParenthesis = "("
  case closeParenthesis = ")"
  case openBracket = "["
  case closeBracket = "]"
  case pipe = "|"
  case comma = ","
  case dot = "."
  case range = ".."
  case colon = ":"
  case tilde = "~"
  case assign = "="
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case coalesce = "??"
  case plus = "+"
  case minus = "-"
  case star = "*"
  case slash = "/"
  case doubleSlash = "//"
  case percent = "%"
  case power = "**"

  // Signs of other languages; the parser knows what they would be here.
  case ampersands = "&&"
  case ampersand = "&"
  case bars = "||"
  case exclamation = "!"
  case angles = "<>"
  case caret = "^"
  case semicolon = ";"
  case nativePipe = "|>"
  case magrittrPipe = "%>%"
  case tripleEqual = "==="
  case leftArrow = "<-"
  case openBrace = "{"
  case closeBrace = "}"

  /// By length, longest first, as a lexer wants them.
  static let byLength: [(symbol: Symbol, bytes: [UInt8])] =
    allCases
    .map { ($0, Array($0.rawValue.utf8)) }
    .sorted { $0.1.count > $1.1.count }

  /// Whether a line that ends with it goes on in the next one. `%` and `.` end a statement
  /// (`sample 5%`, `price ~ .`), so they do not.
  var continuesLine: Bool {
    switch self {
    case .openParenthesis, .closeParenthesis, .openBracket, .closeBracket, .dot, .percent,
      .semicolon, .openBrace, .closeBrace:
      false
    default: true
    }
  }
}
