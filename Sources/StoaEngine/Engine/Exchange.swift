/// Rows that go from machine to machine, which costs more than what is done with them on one.
public struct Exchange: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Equal keys come together.
    case hash
    /// Each machine gets a range of the keys.
    case range
    /// Evenly, whatever the rows hold.
    case even
    /// All rows come to one machine.
    case single
    /// All rows come to every machine.
    case broadcast
  }

  public var kind: Kind
  public var keys: [String]
  /// How many parts there are after it, before small ones are put together.
  public var partitions: Int?
  /// The engine's guess of what is read for it, as `605.4 KiB`: what is sent is seldom more.
  public var size: String?

  public init(kind: Kind, keys: [String] = [], partitions: Int? = nil, size: String? = nil) {
    self.kind = kind
    self.keys = keys
    self.partitions = partitions
    self.size = size
  }
}
