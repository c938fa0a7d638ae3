/// Why a stream was not read or written.
public struct ArrowError: Error, Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// The stream ends before it should.
    case truncated
    /// The stream contradicts the format or itself.
    case malformed
    /// A part of the format that is not done here.
    case unsupported
    /// A library that is needed is not on this machine.
    case unavailable
    /// An array or a batch that was given does not fit its type or schema.
    case mismatch
  }

  public var kind: Kind
  /// One sentence without a full stop.
  public var message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}
