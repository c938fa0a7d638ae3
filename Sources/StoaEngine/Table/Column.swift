import StoaPlan

/// A named column of values of one type, and which rows hold one.
public struct Column: Hashable, Sendable {
  /// The values, one a row; a row without a value holds a zero or an empty string.
  public enum Storage: Hashable, Sendable {
    case bool([Bool])
    case int([Int64])
    case float([Double])
    /// Unscaled; the scale is that of the column's type.
    case decimal([Int128])
    case string(StringStorage)
    /// Days since 1970-01-01
    case date([Int32])
    /// Microseconds since 1970-01-01T00:00:00
    case timestamp([Int64])
    /// Microseconds
    case duration([Int64])
    /// What is not computed on, as text.
    case other(StringStorage)
    /// Nulls alone
    case null(Int)
  }

  public var name: String
  public var type: DataType
  public var storage: Storage
  /// Nil where every row holds a value.
  public var validity: Validity?

  public init(name: String, type: DataType, storage: Storage, validity: Validity? = nil) {
    self.name = name
    self.type = type
    self.storage = storage
    self.validity = validity
  }

  public var count: Int {
    switch storage {
    case .bool(let values): values.count
    case .int(let values), .timestamp(let values), .duration(let values): values.count
    case .float(let values): values.count
    case .decimal(let values): values.count
    case .string(let values), .other(let values): values.count
    case .date(let values): values.count
    case .null(let count): count
    }
  }

  public func isValid(_ row: Int) -> Bool {
    if case .null = storage { return false }
    return validity?[row] ?? true
  }

  public var nullCount: Int {
    if case .null(let count) = storage { return count }
    return validity?.nullCount ?? 0
  }

  /// The value of a row.
  public subscript(row: Int) -> Value {
    guard isValid(row) else { return .null }
    switch storage {
    case .bool(let values): return .bool(values[row])
    case .int(let values): return .int(values[row])
    case .float(let values): return .float(values[row])
    case .decimal(let values):
      guard case .decimal(_, let scale) = type else { return .null }
      return .decimal(unscaled: values[row], scale: scale)
    case .string(let values): return .string(values[row])
    case .date(let values): return .date(values[row])
    case .timestamp(let values): return .timestamp(values[row])
    case .duration(let values): return .duration(values[row])
    case .other(let values): return .other(values[row])
    case .null: return .null
    }
  }
}
