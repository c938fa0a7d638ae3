/// What a store could not do.
public struct StoreError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The file is not as it should be.
    case condition(StoreCondition)
    /// A mistake in Stoa.
    case fault
  }

  public var kind: Kind
  /// What went wrong, as one sentence without a full stop.
  public var message: String
  /// What to do instead, where that can be guessed.
  public var hint: String?

  public init(_ kind: Kind, _ message: String, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// The error of a read of a store's file.
  init(reading noun: String, at path: String, _ error: any Error) {
    if let condition = StoreCondition(error) {
      let notice = StoreNotice(condition, noun: noun, path: path)
      self.init(.condition(condition), notice.message, hint: notice.hint)
    } else {
      self.init(.fault, "the \(noun) at \(path) cannot be read: \(error)")
    }
  }
}
