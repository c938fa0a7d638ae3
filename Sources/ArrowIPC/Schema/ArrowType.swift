/// A data type of Arrow; what is nested in it are the children of its field.
///
/// https://arrow.apache.org/docs/format/Columnar.html#data-types
public enum ArrowType: Hashable, Sendable {
  case null
  case bool
  case int8, int16, int32, int64
  case uint8, uint16, uint32, uint64
  case float16, float32, float64
  /// 128 bits, two's complement; the value is unscaled × 10^-`scale`.
  case decimal128(precision: Int, scale: Int)
  case utf8, largeUTF8
  case binary, largeBinary
  case fixedSizeBinary(width: Int)
  /// Days since 1970-01-01
  case date32
  /// Milliseconds since 1970-01-01, whole days
  case date64
  /// Since midnight: 32 bits for seconds and milliseconds, 64 for the rest
  case time(ArrowTimeUnit)
  /// 64 bits since 1970-01-01T00:00:00, in UTC where there is a zone
  case timestamp(ArrowTimeUnit, zone: String?)
  /// 64 bits
  case duration(ArrowTimeUnit)
  case interval(ArrowIntervalUnit)
  /// One child, the items; 32-bit offsets
  case list
  /// One child, the items; 64-bit offsets
  case largeList
  /// One child, the items; `size` of them a row
  case fixedSizeList(size: Int)
  /// A child for each member
  case `struct`
  /// One child: a struct of a key that is not null, and a value
  case map(keysSorted: Bool)
}

public enum ArrowTimeUnit: Int16, Hashable, Sendable, CaseIterable {
  case second, millisecond, microsecond, nanosecond
}

public enum ArrowIntervalUnit: Int16, Hashable, Sendable, CaseIterable {
  /// 32 bits: months
  case yearMonth
  /// 32 bits of days, 32 bits of milliseconds
  case dayTime
  /// 32 bits of months, 32 bits of days, 64 bits of nanoseconds
  case monthDayNano
}

extension ArrowType {
  /// How the values of an array of this type lie in its buffers.
  enum Layout: Hashable {
    /// No buffer at all
    case none
    /// One bit a value
    case bits
    /// `width` bytes a value
    case fixed(width: Int)
    /// Offsets of `width` bytes, then bytes
    case variable(width: Int)
    /// Offsets of `width` bytes into the child
    case list(width: Int)
    /// `size` values of the child a value
    case fixedList(size: Int)
    /// One value of each child a value
    case members
  }

  var layout: Layout {
    switch self {
    case .null: .none
    case .bool: .bits
    case .int8, .uint8: .fixed(width: 1)
    case .int16, .uint16, .float16: .fixed(width: 2)
    case .int32, .uint32, .float32, .date32: .fixed(width: 4)
    case .int64, .uint64, .float64, .date64, .timestamp, .duration: .fixed(width: 8)
    case .decimal128: .fixed(width: 16)
    case .fixedSizeBinary(let width): .fixed(width: width)
    case .time(let unit):
      .fixed(width: unit == .second || unit == .millisecond ? 4 : 8)
    case .interval(let unit):
      switch unit {
      case .yearMonth: .fixed(width: 4)
      case .dayTime: .fixed(width: 8)
      case .monthDayNano: .fixed(width: 16)
      }
    case .utf8, .binary: .variable(width: 4)
    case .largeUTF8, .largeBinary: .variable(width: 8)
    case .list, .map: .list(width: 4)
    case .largeList: .list(width: 8)
    case .fixedSizeList(let size): .fixedList(size: size)
    case .struct: .members
    }
  }
}
