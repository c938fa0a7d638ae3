import StoaEngine
import StoaPlan

extension DuckDBEngine {
  public func schema(
    ofSQL text: String, frames: [String: Plan], _ context: ExecutionContext
  ) async throws -> Schema {
    try QueryCheck.checkBeginning(of: text, words: Self.queryWords)
    return try await withConnection(context) { connection in
      let columns = try connection.prepareReadable(SQLQuery(text: text, frames: frames))
      let names = columns.statement.columns.map(\.name)
      try QueryCheck.checkNames(names)
      return Schema(zip(names, columns.types).map { Field($0, $1) })
    }
  }

  /// What a query of DuckDB's also begins with.
  private static let queryWords: Set = ["pivot", "unpivot", "describe", "summarize", "show"]
}

extension SQLQuery {
  /// A query that sees frames by name, with their columns and without their rows: enough to find
  /// out its own columns.
  fileprivate init(text: String, frames: [String: Plan]) {
    let relations = frames.sorted { $0.key < $1.key }.map { name, plan in
      let items = plan.schema.fields.map { field in
        let type = field.type == .null ? "INTEGER" : SQLText.type(field.type)
        return "CAST(NULL AS \(type)) AS \(SQLText.identifier(field.name))"
      }
      return "\(SQLText.identifier(name)) AS (SELECT \(items.joined(separator: ", ")))"
    }
    var body = text
    while let last = body.last, last.isWhitespace || last == ";" { body.removeLast() }
    self.init(
      text: (relations.isEmpty ? "" : "WITH \(relations.joined(separator: ", ")) ")
        + "SELECT * FROM (\n\(body)\n)")
  }
}
