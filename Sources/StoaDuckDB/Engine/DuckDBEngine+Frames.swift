import StoaEngine
import StoaPlan

extension DuckDBEngine {
  /// The schema of the tables that hold kept frames; the user's own SQL cannot meet it by chance.
  static let schemaName = "stoa_frames"

  public func materialize(
    _ plan: Plan, _ context: ExecutionContext
  ) async throws -> MaterializedFrame {
    let query = try await prepare(plan, context)
    let id = nextFrameID()
    return try await locating(query, context) {
      try await withConnection(context) { [name] connection in
        try connection.setProfiling(context.clock != nil)
        // The schema tells the types; the text with its casts is what is kept.
        let readable = try connection.readable(query.sql, as: query.schema)
        let created = try connection.query(
          "CREATE TABLE \(Self.table(id)) AS \(readable.text)", query.sql.parameters)
        if let clock = context.clock { connection.profile()?.record(on: clock, in: context.step) }
        let schema = Schema(zip(query.schema.fields, readable.types).map { Field($0.name, $1) })
        return try connection.frame(id, engine: name, schema: schema, count: created)
      }
    }
  }

  public func ingest(_ table: Table, _ context: ExecutionContext) async throws -> MaterializedFrame
  {
    let batches = AsyncThrowingStream<Table, any Error> { continuation in
      continuation.yield(table)
      continuation.finish()
    }
    return try await ingest(QueryResult(schema: table.schema, batches: batches), context)
  }

  public func ingest(
    _ rows: QueryResult, _ context: ExecutionContext
  ) async throws -> MaterializedFrame {
    let id = nextFrameID()
    let columns = rows.schema.fields.map {
      "\(SQLText.identifier($0.name)) \(TableWriter.type(of: $0.type))"
    }
    try await withConnection(context) { connection -> Void in
      try connection.query("CREATE TABLE \(Self.table(id)) (\(columns.joined(separator: ", ")))")
    }
    do {
      for try await batch in rows.batches {
        try await withConnection(context) { connection -> Void in
          try TableWriter(connection: connection, schema: Self.schemaName, table: id).write(batch)
        }
      }
      return try await withConnection(context) { [name] connection in
        let count = try connection.query("SELECT count(*) FROM \(Self.table(id))")
        return try connection.frame(id, engine: name, schema: rows.schema, count: count)
      }
    } catch {
      // Nothing may be left of it, whatever has become of the operation.
      try await withConnection(ExecutionContext()) { connection -> Void in
        try connection.query("DROP TABLE IF EXISTS \(Self.table(id))")
      }
      throw error
    }
  }

  public func release(_ frame: MaterializedFrame) async throws {
    try await withConnection(ExecutionContext()) { connection -> Void in
      try connection.query("DROP TABLE IF EXISTS \(Self.table(frame.id))")
    }
  }

  /// A kept frame as a relation.
  static func fragment(of frame: MaterializedFrame) -> SQLPrinter.Fragment {
    guard frame.schema.fields.contains(where: { $0.type == .null }) else {
      return SQLPrinter.Fragment(text: table(frame.id))
    }
    // A table has no columns of nulls alone; they were kept as some type.
    let items = frame.schema.fields.map { field in
      let name = SQLText.identifier(field.name)
      return field.type == .null ? "NULL AS \(name)" : name
    }
    return SQLPrinter.Fragment(
      text: "(SELECT \(items.joined(separator: ", ")) FROM \(table(frame.id)))")
  }

  static func table(_ id: String) -> String {
    "\(schemaName).\(SQLText.identifier(id))"
  }

  private func nextFrameID() -> String {
    frameNumber.withLock { number in
      number += 1
      return "frame_\(number)"
    }
  }
}

extension Connection {
  /// A frame that was just made, with the number of its rows, which a statement gave, and its
  /// size estimated.
  fileprivate func frame(
    _ id: String, engine: String, schema: Schema, count: Table
  ) throws -> MaterializedFrame {
    guard case .int(let rows)? = count.columns.first?[0] else {
      throw EngineError(.fault, "the rows of a frame could not be counted")
    }
    return MaterializedFrame(
      id: id, engine: engine, schema: schema, rows: rows,
      bytes: try Int64(Double(rows) * bytesPerRow(of: DuckDBEngine.table(id), schema)))
  }

  /// What a row takes, by the widths of its types and the strings of the first rows.
  private func bytesPerRow(of table: String, _ schema: Schema) throws -> Double {
    let widths = schema.fields.map { Self.width(of: $0.type) }
    let fixed = Double(widths.reduce(0) { $0 + ($1 ?? 16) })
    let texts = zip(schema.fields, widths).filter { $1 == nil }.map { field, _ in
      "strlen(CAST(\(SQLText.identifier(field.name)) AS VARCHAR))"
    }
    guard !texts.isEmpty else { return fixed }
    // By their numbers, as a LIMIT takes two to three times as long.
    let lengths = try query(
      "SELECT \(texts.joined(separator: ", ")) FROM \(table) WHERE rowid < 1000")
    // DuckDB keeps 16 bytes for each text, and what is longer than 12 elsewhere.
    let longer: Int64 = lengths.columns.reduce(0) { sum, column in
      guard case .int(let lengths) = column.storage else { return sum }
      return sum + lengths.reduce(0) { $0 + ($1 > 12 ? $1 : 0) }
    }
    return fixed + Double(longer) / Double(max(1, lengths.rowCount))
  }

  /// The bytes of a value; nil where that depends on the value.
  private static func width(of type: DataType) -> Int? {
    switch type {
    case .bool: 1
    case .date: 4
    case .int, .float, .timestamp: 8
    case .decimal(let precision, _): precision > 18 ? 16 : 8
    case .duration: 16
    case .null: 0
    case .string, .other: nil
    }
  }
}
