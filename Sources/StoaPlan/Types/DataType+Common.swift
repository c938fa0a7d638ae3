extension DataType {
  /// The type in which values of both types can be written without guessing, or nil.
  static func common(_ a: DataType, _ b: DataType) -> DataType? {
    switch (a, b) {
    case _ where a == b: a
    case (.null, _): b
    case (_, .null): a
    case (.int, .float), (.float, .int), (.float, .decimal), (.decimal, .float): .float
    case (.int, .decimal(_, let scale)), (.decimal(_, let scale), .int):
      .decimal(precision: 38, scale: scale)
    case (.decimal(_, let left), .decimal(_, let right)):
      .decimal(precision: 38, scale: max(left, right))
    case (.date, .timestamp), (.timestamp, .date): .timestamp
    default: nil
    }
  }

  /// The type in words, as messages have it.
  var inWords: String {
    switch self {
    case .bool: "a bool"
    case .int: "an int"
    case .float: "a float"
    case .decimal: "a decimal"
    case .string: "text"
    case .date: "a date"
    case .timestamp: "a timestamp"
    case .duration: "a duration"
    case .other(let name): "a \(name)"
    case .null: "null"
    }
  }
}
