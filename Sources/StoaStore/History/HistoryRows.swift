import GRDB

/// Rows of the history's tables as they are, on their way from memory to the file.
struct HistoryRows {
  static let tables = ["sessions", "cells", "steps"]

  private var rows: [(table: String, values: [DatabaseValue])] = []

  /// All rows of a database, in the order in which they were written.
  init(_ db: Database) throws {
    for table in Self.tables {
      for row in try Row.fetchAll(db, sql: "SELECT * FROM \(table)") {
        rows.append((table, Array(row.databaseValues)))
      }
    }
  }

  /// Writes them; a row that is there already is replaced.
  func insert(into db: Database) throws {
    for (table, values) in rows {
      let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
      try db.execute(
        sql: "INSERT OR REPLACE INTO \(table) VALUES (\(marks))",
        arguments: StatementArguments(values))
    }
  }
}
