import StoaEngine
import StoaPlan

/// A prepared statement whose columns can all be read.
struct ReadableStatement {
  let statement: PreparedStatement
  /// What the columns are here.
  let types: [DataType]
  /// The query with its columns in the types of the plan, and what is only carried as DuckDB has
  /// it: for what stays in DuckDB.
  let native: String

  func execute(streaming: Bool) throws -> ResultReader {
    let reader = try statement.execute(streaming: streaming)
    reader.label(types)
    return reader
  }
}

extension Connection {
  /// Prepares a query so that its columns can be read, and have the types that `expected` says.
  ///
  /// A type that is only carried is cast to text, and one that is not the expected one is cast to
  /// it, by a `SELECT` around the query.
  func prepareReadable(_ query: SQLQuery, expected: Schema? = nil) throws -> ReadableStatement {
    let statement = try prepare(query)
    guard statement.isSelect else {
      return ReadableStatement(statement: statement, types: [], native: query.text)
    }
    var columns = statement.columns
    // With a parameter of no type in its list, DuckDB does not know the columns yet.
    let isKnown = !columns.contains(where: \.type.isUnknown)
    guard isKnown || expected != nil else {
      return ReadableStatement(statement: statement, types: [], native: query.text)
    }
    if let expected, columns.count != expected.fields.count || !isKnown {
      columns = expected.fields.map { NativeColumn(name: $0.name, type: .unknown) }
    }
    let casts = columns.enumerated().map { index, column in
      Self.cast(of: column, expected: expected?.fields[index].type)
    }
    let types = columns.enumerated().map { index, column in
      expected?.fields[index].type == .null ? .null : casts[index]?.type ?? column.type.dataType
    }
    let names = columns.map(\.name)
    let native = Self.wrap(query.text, names, casts.map { $0?.isForReading == false ? $0 : nil })
    let readable = Self.wrap(query.text, names, casts)
    guard readable != query.text else {
      return ReadableStatement(statement: statement, types: types, native: native)
    }
    let wrapped = try prepare(SQLQuery(text: readable, parameters: query.parameters))
    return ReadableStatement(statement: wrapped, types: types, native: native)
  }

  /// The text of a query with its columns in the types that `expected` says, for what stays in
  /// DuckDB, and those types.
  ///
  /// Where they leave it open what a column is, the query is prepared to find out.
  func readable(_ query: SQLQuery, as expected: Schema) throws -> (text: String, types: [DataType])
  {
    let isOpen = expected.fields.contains { field in
      switch field.type {
      case .null, .other: true
      default: false
      }
    }
    guard !isOpen else {
      let readable = try prepareReadable(query, expected: expected)
      return (readable.native, readable.types)
    }
    // A cast of a column to what it is already is none.
    let casts = expected.fields.map {
      Cast(sql: SQLText.type($0.type), type: $0.type, isForReading: false)
    }
    return (Self.wrap(query.text, expected.names, casts), expected.fields.map(\.type))
  }

  private struct Cast {
    var sql: String
    /// What the column is here.
    var type: DataType
    /// Whether it is cast for the sake of reading alone.
    var isForReading: Bool
  }

  /// The query with some of its columns cast; itself where there is none.
  private static func wrap(_ text: String, _ columns: [String], _ casts: [Cast?]) -> String {
    guard casts.contains(where: { $0 != nil }) else { return text }
    // Names of our own, as those of the query may be equal but for their case.
    let names = columns.indices.map { "c\($0)" }
    let items = columns.indices.map { index in
      let sql = casts[index].map { "CAST(\(names[index]) AS \($0.sql))" } ?? names[index]
      return "\(sql) AS \(SQLText.identifier(columns[index]))"
    }
    return "SELECT \(items.joined(separator: ", ")) FROM (\n\(text)\n) AS q"
      + "(\(names.joined(separator: ", ")))"
  }

  /// What a column is cast to, and what it then is; nil where it is read as it is.
  private static func cast(of column: NativeColumn, expected: DataType?) -> Cast? {
    let type = column.type
    switch expected {
    case .other?:
      guard !type.isUnknown, let expected else { break }
      return Cast(sql: "VARCHAR", type: expected, isForReading: true)
    case nil, .null?: break
    case type.dataType? where !type.isUnknown: return nil
    case let expected?:
      return Cast(sql: SQLText.type(expected), type: expected, isForReading: false)
    }
    guard type.isCarriedAsText, !type.isUnknown else { return nil }
    return Cast(sql: "VARCHAR", type: .other(type.name), isForReading: true)
  }
}
