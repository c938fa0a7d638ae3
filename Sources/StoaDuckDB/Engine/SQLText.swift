import StoaPlan

/// Names and texts as DuckDB's SQL writes them.
enum SQLText {
  static func identifier(_ name: String) -> String { name.quoted(by: "\"") }

  /// A string literal, for the places where SQL takes no parameter: paths and options of readers.
  static func literal(_ text: String) -> String { text.quoted(by: "'") }

  static func list(_ texts: [String]) -> String {
    "[" + texts.map(literal).joined(separator: ", ") + "]"
  }

  /// A type of ours as DuckDB writes it.
  static func type(_ type: DataType) -> String {
    switch type {
    case .bool: "BOOLEAN"
    case .int: "BIGINT"
    case .float: "DOUBLE"
    case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
    case .string, .null: "VARCHAR"
    case .date: "DATE"
    case .timestamp: "TIMESTAMP"
    case .duration: "INTERVAL"
    case .other(let name): name
    }
  }
}
