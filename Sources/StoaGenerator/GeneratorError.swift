/// Why data could not be generated: one sentence, and what to do about it.
public struct GeneratorError: Error, Equatable, CustomStringConvertible, Sendable {
  public let message: String
  public let hint: String?

  init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }

  /// The message, and the hint on a line of its own.
  public var description: String {
    hint.map { "\(message)\nhint: \($0)" } ?? message
  }
}
