import StoaPlan

/// How the text of a column becomes values, as SQL.
///
/// The rules are ours, not those of DuckDB's reader, which rounds `1.5` where a column was taken
/// for ints, drops the time of a day where it was taken for dates, and drops the zone of a
/// timestamp: a value either fits its column or is bad.
enum TextConversion {
  /// What happens where a value does not fit.
  enum Mode {
    case fail, null
  }

  /// The expression that converts `column`, a quoted name of text.
  static func sql(_ column: String, to type: DataType, format: String?, _ mode: Mode) -> String {
    let cast = mode == .fail ? "CAST" : "TRY_CAST"
    switch type {
    case .string, .other, .null: return column
    case .int: return "\(mode == .fail ? "stoa_int" : "stoa_int_or_null")(\(column))"
    case .date:
      if let format { return "CAST(\(parsed(column, format, mode)) AS DATE)" }
      return "\(cast)(\(spoiled(column, unless: "NOT contains(\(column), ':')")) AS DATE)"
    case .timestamp:
      if let format { return "CAST(\(parsed(column, format, mode)) AS TIMESTAMP)" }
      // A text without a zone is in UTC, which is the connection's zone.
      return "CAST(\(cast)(\(column) AS TIMESTAMP WITH TIME ZONE) AS TIMESTAMP)"
    case .bool, .float, .decimal, .duration:
      return "\(cast)(\(column) AS \(SQLText.type(type)))"
    }
  }

  /// Whether `column` holds a text that does not fit, as SQL; nil where every text does.
  static func isBad(_ column: String, as type: DataType, format: String?) -> String? {
    switch type {
    case .string, .other, .null: nil
    default:
      "(\(column) IS NOT NULL AND \(sql(column, to: type, format: format, .null)) IS NULL)"
    }
  }

  /// The text, or, where it would be cut to fit, one that does not fit in any way.
  private static func spoiled(_ column: String, unless condition: String) -> String {
    "CASE WHEN \(condition) THEN \(column) ELSE \(column) || '?' END"
  }

  private static func parsed(_ column: String, _ format: String, _ mode: Mode) -> String {
    "\(mode == .fail ? "strptime" : "try_strptime")(\(column), \(SQLText.literal(format)))"
  }
}
