import StoaPlan

/// How the text of a column becomes values, as Spark's SQL in ANSI mode.
///
/// The rules are those of the embedded engine: a value either fits its column or is bad. Spark's
/// own casts drop the time of a day where a date is wanted.
enum TextConversion {
  /// The expression that converts `column`, a quoted name of text.
  static func sql(_ column: String, to type: DataType, orNull: Bool) -> String {
    let cast = orNull ? "try_cast" : "CAST"
    switch type {
    case .string, .other, .null: return column
    case .date:
      // Nor are the words that it takes for a day, such as `tomorrow`, days here.
      return "\(cast)(CASE WHEN \(column) RLIKE '^\\\\s*[+-]?[0-9][^:]*$'"
        + " THEN \(dashed(column)) ELSE \(column) || '?' END AS DATE)"
    case .timestamp:
      // A text without a zone is in UTC, which is the session's zone.
      return "CAST(\(cast)(\(dashed(column)) AS TIMESTAMP_LTZ) AS TIMESTAMP_NTZ)"
    case .bool:
      return "CASE WHEN lower(trim(\(column))) IN (\(truths)) THEN TRUE"
        + " WHEN lower(trim(\(column))) IN (\(falsehoods)) THEN FALSE"
        + " ELSE \(cast)(\(column) || '?' AS BOOLEAN) END"
    case .duration: return "\(cast)(\(column) AS INTERVAL DAY TO SECOND)"
    case .int: return "\(cast)(\(column) AS BIGINT)"
    case .float: return "\(cast)(\(column) AS DOUBLE)"
    case .decimal(let precision, let scale):
      return "\(cast)(trim(\(column)) AS DECIMAL(\(precision), \(scale)))"
    }
  }

  /// The words that the embedded engine takes for bools.
  private static let truths = "'true', 't', 'yes'"
  private static let falsehoods = "'false', 'f', 'no'"

  /// A day that is written with slashes, as Spark reads it.
  private static func dashed(_ column: String) -> String {
    "regexp_replace(\(column), '^(\\\\s*[0-9]{4})/([0-9]{1,2})/', '$1-$2-')"
  }

  /// Whether `column` holds a text that does not fit.
  static func isBad(_ column: String, as type: DataType) -> String {
    "(\(column) IS NOT NULL AND \(sql(column, to: type, orNull: true)) IS NULL)"
  }

  /// The types that a column without a stated one may turn out to be, the narrowest first; the
  /// test says whether a text is of that type.
  static func candidates(_ column: String) -> [(type: DataType, test: String)] {
    [
      (.bool, "lower(trim(\(column))) IN (\(truths), \(falsehoods))"),
      (
        .int,
        // Only a long one may be too large.
        "(\(column) RLIKE '^\\\\s*[+-]?[0-9]+\\\\s*$' AND (length(\(column)) < 19"
          + " OR try_cast(trim(\(column)) AS BIGINT) IS NOT NULL))"
      ),
      (
        .float,
        "\(column) RLIKE '^\\\\s*[+-]?(([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?"
          + "|(?i:nan|inf(inity)?))\\\\s*$'"
      ),
      (
        .date,
        "(\(column) RLIKE '^\\\\s*[0-9]{4}([-/])[0-9]{1,2}\\\\1[0-9]{1,2}\\\\s*$'"
          + " AND try_cast(\(dashed(column)) AS DATE) IS NOT NULL)"
      ),
      (
        .timestamp,
        "(\(column) RLIKE '^\\\\s*[0-9]{4}([-/])[0-9]{1,2}\\\\1[0-9]{1,2}[ T]'"
          + " AND try_cast(\(dashed(column)) AS TIMESTAMP_LTZ) IS NOT NULL)"
      ),
    ]
  }
}
