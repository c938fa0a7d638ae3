import StoaEngine
import StoaPlan

/// Finds where in a file the value stands that stopped a query.
///
/// DuckDB converts in parallel, so its error has the text and not the place. Where the query
/// failed, the files are read once more, up to the first value that does not fit and whose text
/// is in the error.
struct BadValueLocator {
  let connection: Connection
  let relation: FileRelation

  /// The error that names file, line, column and text; nil where no value fits `message`.
  func error(for message: String) throws -> EngineError? {
    for file in relation.layout.files {
      guard let found = try find(message, in: file) else { continue }
      let place = try line(ofRow: found.row, in: file).map { "line \($0)" } ?? "row \(found.row)"
      return EngineError(
        .input,
        "\(place) of \"\(file)\" has \"\(found.text)\" in column `\(found.column.name)`, which"
          + " is not \(article(found.column.type))",
        hint: "declare it a string with `schema (\(found.column.name) string)`, or read such values"
          + " as null with `with bad = null`",
        detail: message)
    }
    return nil
  }

  private struct Found {
    /// Counted from 1
    var row: Int64
    var column: FileLayout.Column
    var text: String
  }

  private func find(_ message: String, in file: String) throws -> Found? {
    let tests = relation.converted.compactMap { column -> (FileLayout.Column, String)? in
      let name = SQLText.identifier(column.name)
      let isBad = TextConversion.isBad(name, as: column.type, format: column.format)
      return isBad.map { (column, "(\($0) AND contains($1, \(name)))") }
    }
    guard !tests.isEmpty else { return nil }
    let branches = tests.enumerated().map { "WHEN \($1.1) THEN \($0)" }
    let texts = tests.map { SQLText.identifier($0.0.name) }
    let row = try connection.query(
      """
      SELECT __row, CAST(CASE \(branches.joined(separator: " ")) END AS BIGINT) AS __place,
        \(texts.joined(separator: ", "))
      FROM (SELECT row_number() OVER () AS __row, * FROM \(relation.reader([file])))
      WHERE __place IS NOT NULL LIMIT 1
      """, [.init(.string(message), .string)])
    guard row.rowCount == 1, case .int(let number) = row.columns[0][0],
      case .int(let place) = row.columns[1][0],
      case .string(let text) = row.columns[Int(place) + 2][0]
    else { return nil }
    return Found(row: number, column: tests[Int(place)].0, text: text)
  }

  /// The line where a row of a CSV file begins; nil for other files.
  ///
  /// A row is a line, but for line breaks inside quotes and for empty lines, which the reader
  /// passes over where there is more than one column.
  private func line(ofRow row: Int64, in file: String) throws -> Int64? {
    guard let text = relation.layout.text else { return nil }
    let before = try count(
      "SELECT CAST(coalesce(sum(\(insideBreaks)), 0) AS BIGINT) FROM "
        + "(SELECT * FROM \(relation.reader([file])) LIMIT \(row - 1))")
    let lines = text.skip + (text.hasHeader ? 1 : 0) + row - 1 + before
    let isEmptySkipped = relation.layout.columns.count > 1
    return try count(
      """
      SELECT number FROM (SELECT row_number() OVER () AS number, line
        FROM read_csv(\(SQLText.literal(file)), auto_detect = false, header = false,
          delim = '\u{1F}', quote = '', escape = '', columns = {'line': 'VARCHAR'}))
      \(isEmptySkipped ? "WHERE line IS NOT NULL" : "") LIMIT 1 OFFSET \(lines)
      """)
  }

  /// The lines that begin inside a row and are not empty.
  private var insideBreaks: String {
    relation.layout.columns.map { column in
      let name = SQLText.identifier(column.name)
      return "coalesce(len(regexp_extract_all(\(name), '\\n+')), 0)"
    }.joined(separator: " + ")
  }

  private func count(_ text: String) throws -> Int64 {
    let table = try connection.query(text)
    guard table.rowCount > 0, case .int(let count) = table.columns[0][0] else { return 0 }
    return count
  }

  private func article(_ type: DataType) -> String {
    type == .int ? "an int" : "a \(type)"
  }
}

extension DuckDBEngine {
  /// An error of a query over files, with the place in the file where that can be found.
  func located(
    _ error: EngineError, in relations: [FileRelation], _ context: ExecutionContext
  ) async -> EngineError {
    guard let message = error.detail,
      ["Conversion Error", "Invalid Input Error"].contains(DuckDBError.split(message).name)
    else { return error }
    for relation in relations where relation.source.bad == .fail {
      // Where the file cannot be read to the end, the first error is the one to tell.
      let found = try? await withConnection(context) { connection in
        try BadValueLocator(connection: connection, relation: relation).error(for: message)
      }
      if let found { return found }
    }
    return error
  }
}
