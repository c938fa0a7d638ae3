/// What an engine could not do: what, where and what to do instead.
public struct EngineError: Error, Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// The engine's library or server is not there.
    case unavailable
    /// The engine cannot do this at all.
    case unsupported
    /// A file cannot be read or written, or does not hold what it should.
    case input
    /// The query failed: overflow, a bad cast, an error in `sql`.
    case query
    /// Memory or disk is used up.
    case resources
    /// The user stopped it.
    case cancelled
    /// The connection or the server's session is gone.
    case connection
    /// A mistake in Stoa.
    case fault
  }

  public var kind: Kind
  /// What went wrong, as one sentence without a full stop.
  public var message: String
  /// What to do instead, where that can be guessed.
  public var hint: String?
  /// The engine's own words in full, for `:why`.
  public var detail: String?

  public init(_ kind: Kind, _ message: String, hint: String? = nil, detail: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
    self.detail = detail
  }
}
