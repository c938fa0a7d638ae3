/// The few looks that text may have; none where escape sequences are not wanted.
public struct Style: Hashable, Sendable {
  /// What a piece of text is, by which it is coloured.
  public enum Role: String, Hashable, Sendable {
    case plain
    /// What stands back: nulls, types, footers
    case faint
    /// What stands out: names of columns, titles
    case strong
    case failure
    case warning
    case success
    case prompt

    /// The parameters of "select graphic rendition" (ECMA-48, 8.3.117).
    fileprivate var parameters: String? {
      switch self {
      case .plain: nil
      case .faint: "2"
      case .strong: "1"
      case .failure: "1;31"
      case .warning: "33"
      case .success: "32"
      case .prompt: "1;36"
      }
    }
  }

  public var isEnabled: Bool

  /// Text without any escape sequence.
  public static let none = Style(isEnabled: false)

  public init(isEnabled: Bool) {
    self.isEnabled = isEnabled
  }

  /// The text in its look; every look is taken back where it ends.
  public func callAsFunction(_ role: Role, _ text: some StringProtocol) -> String {
    guard !text.isEmpty, let (begin, end) = sequences(role) else { return String(text) }
    return begin + text + end
  }

  /// What begins a look and what ends it; nil where there is none.
  func sequences(_ role: Role) -> (begin: String, end: String)? {
    guard isEnabled, let parameters = role.parameters else { return nil }
    return ("\u{1B}[\(parameters)m", "\u{1B}[0m")
  }
}
