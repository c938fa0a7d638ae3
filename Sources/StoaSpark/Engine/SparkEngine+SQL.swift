import SparkConnect
import StoaEngine
import StoaPlan

extension SparkEngine {
  public func schema(
    ofSQL text: String, frames: [String: Plan], _ context: ExecutionContext
  ) async throws -> Schema {
    try QueryCheck.checkBeginning(of: text)
    let schema = try await recovering(context) {
      var relations: [String: Relation] = [:]
      for (name, plan) in frames { relations[name] = try await prepare(plan, context).relation }
      let query: Relation = relations.isEmpty ? .sql(text) : .sql(text, over: relations)
      return try await perform(context) { [session] _ in
        Schema(try await session.schema(of: query))
      }
    }
    try QueryCheck.checkNames(schema.names)
    return schema
  }
}
