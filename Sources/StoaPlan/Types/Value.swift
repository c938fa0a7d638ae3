/// One value of any type.
public enum Value: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case float(Double)
  /// `unscaled` × 10^-`scale`
  case decimal(unscaled: Int128, scale: Int)
  case string(String)
  /// Days since 1970-01-01
  case date(Int32)
  /// Microseconds since 1970-01-01T00:00:00
  case timestamp(Int64)
  /// Microseconds
  case duration(Int64)
  /// What is not computed on, as text.
  case other(String)

  public var isNull: Bool { self == .null }
}
