import StoaPlan

/// What was found out of a file, or of files that are read as one.
struct FileLayout: Hashable, Sendable {
  struct Column: Hashable, Sendable {
    var name: String
    /// The type it has here.
    var type: DataType
    /// What DuckDB's reader gives: `VARCHAR` where the text is converted by our own rules.
    var readAs: String
    /// How its dates or times are written, where not as ISO 8601.
    var format: String?
  }

  /// How the rows of a CSV file are written.
  struct Text: Hashable, Sendable {
    var delimiter: String
    var quote: String
    var escape: String
    var comment: String
    /// Lines before the header
    var skip: Int64
    var hasHeader: Bool
    /// Whether nothing but a carriage return ends a line.
    var hasOldLineBreaks: Bool
    /// Whether a line is longer than DuckDB's reader takes them where nothing is said.
    var hasLongLines: Bool
  }

  var files: [String]
  var columns: [Column]
  /// Nil for a file that is not CSV.
  var text: Text?
  /// All files together
  var bytes: Int64 = 0

  /// The option of DuckDB's reader for long lines, in bytes.
  static let longestLine = "max_line_size = \(DelimitedFile.longestRow)"

  var schema: Schema { Schema(columns.map { Field($0.name, $0.type) }) }
}
