/// One thing that is wrong with a program: what, where, and what to do instead.
public struct Diagnostic: Error, Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    case error
    case warning
    case note
  }

  public var severity: Severity
  /// A stable word for the kind of mistake, such as `unknown-column`.
  public var code: String
  /// What is wrong, as one sentence without a full stop.
  public var message: String
  /// Where it is, in the text that was parsed.
  public var span: SourceSpan
  /// What to write instead, where that can be guessed.
  public var hint: String?

  public init(
    _ severity: Severity = .error, code: String, message: String, span: SourceSpan,
    hint: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.hint = hint
  }
}

/// Several diagnostics thrown together; there is at least one error among them.
public struct DiagnosticList: Error, Hashable, Sendable {
  public var diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}
