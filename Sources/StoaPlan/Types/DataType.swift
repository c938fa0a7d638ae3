/// The type of a column or of a value.
public indirect enum DataType: Hashable, Sendable {
  case bool
  /// 64-bit, signed
  case int
  /// 64-bit, IEEE 754
  case float
  case decimal(precision: Int, scale: Int)
  case string
  case date
  /// Microseconds, without a zone
  case timestamp
  /// Microseconds
  case duration
  /// What an engine also has (lists, structs), by the engine's name for it: shown and carried,
  /// not computed on.
  case other(String)
  /// The type of a bare `null`, until something gives it one.
  case null
}

extension DataType: CustomStringConvertible {
  /// The type as the language writes it.
  public var description: String {
    switch self {
    case .bool: "bool"
    case .int: "int"
    case .float: "float"
    case .decimal(let precision, let scale): "decimal(\(precision), \(scale))"
    case .string: "string"
    case .date: "date"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .other(let name): name
    case .null: "null"
    }
  }

  public var isNumeric: Bool {
    switch self {
    case .int, .float, .decimal: true
    default: false
    }
  }

  public var isTemporal: Bool {
    switch self {
    case .date, .timestamp: true
    default: false
    }
  }
}
