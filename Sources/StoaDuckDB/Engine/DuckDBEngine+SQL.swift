import StoaEngine
import StoaPlan

extension DuckDBEngine {
  public func schema(
    ofSQL text: String, frames: [String: Plan], _ context: ExecutionContext
  ) async throws -> Schema {
    let word = text.firstMatch(of: #/^(?:\s|--[^\n]*\n|/\*[\s\S]*?\*/)*(\w*)/#)?.1 ?? ""
    guard word.isEmpty || Self.queryWords.contains(word.lowercased()) else {
      throw EngineError(
        .query, "`sql` takes a query, and `\(word)` begins another statement",
        hint: "begin it with `select`, `from` or `with`")
    }
    return try await withConnection(context) { connection in
      let columns = try connection.prepareReadable(SQLQuery(text: text, frames: frames))
      let names = columns.statement.columns.map(\.name)
      if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
        throw EngineError(
          .query, "the query gives two columns of the name `\(twice)`",
          hint: "name one of them with `as`")
      }
      return Schema(zip(names, columns.types).map { Field($0, $1) })
    }
  }

  /// What a query begins with, but for a bracket.
  private static let queryWords: Set = [
    "select", "from", "with", "values", "table", "pivot", "unpivot", "describe", "summarize",
    "show",
  ]
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
