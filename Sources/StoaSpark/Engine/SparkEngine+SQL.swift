import SparkConnect
import StoaEngine
import StoaPlan

extension SparkEngine {
  public func schema(
    ofSQL text: String, frames: [String: Plan], _ context: ExecutionContext
  ) async throws -> Schema {
    let word = text.firstMatch(of: #/^(?:\s|--[^\n]*\n|/\*[\s\S]*?\*/)*(\w*)/#)?.1 ?? ""
    guard word.isEmpty || Self.queryWords.contains(word.lowercased()) else {
      throw EngineError(
        .query, "`sql` takes a query, and `\(word)` begins another statement",
        hint: "begin it with `select`, `from` or `with`")
    }
    let schema = try await recovering(context) {
      var relations: [String: Relation] = [:]
      for (name, plan) in frames { relations[name] = try await prepare(plan, context).relation }
      let query: Relation = relations.isEmpty ? .sql(text) : .sql(text, over: relations)
      return try await perform(context) { [session] _ in
        Schema(try await session.schema(of: query))
      }
    }
    let names = schema.names
    if let twice = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw EngineError(
        .query, "the query gives two columns of the name `\(twice)`",
        hint: "name one of them with `as`")
    }
    return schema
  }

  /// What a query begins with, but for a bracket.
  private static let queryWords: Set = ["select", "from", "with", "values", "table"]
}
