import ArrowIPC
import SparkConnect
import StoaArrow
import StoaEngine
import StoaPlan
import Synchronization

extension SparkEngine {
  public func run(
    _ plan: Plan, _ context: ExecutionContext
  ) async throws -> StoaEngine.QueryResult {
    let cursor = Cursor(engine: self, plan: plan, context: context)
    do {
      // The server answers with the columns as soon as it has analysed the query.
      let analysis = context.clock?.begin("analyse", in: context.step)
      defer { if let analysis { context.clock?.end(analysis) } }
      try await stoppable(context) {
        try await self.recovering(context) {
          try await self.locating(plan, context) { try await cursor.open() }
        }
      }
    }
    return StoaEngine.QueryResult(
      schema: plan.schema,
      batches: AsyncThrowingStream {
        let batch = try await self.locating(plan, context) { try await cursor.next() }
        if batch == nil { await self.recordStages(context) }
        return batch
      })
  }

  public func explain(_ plan: Plan, _ context: ExecutionContext) async throws -> Explanation {
    try await recovering(context) {
      let query = try await prepare(plan, context)
      let (physical, costs) = try await perform(context) { [session] _ in
        try await (
          session.explain(query.relation, .formatted), session.explain(query.relation, .cost)
        )
      }
      return Explanation(
        query: query.sql, physical: physical, exchanges: Exchange.exchanges(in: costs))
    }
  }

  /// Prints a plan as SQL over relations.
  func prepare(_ plan: Plan, _ context: ExecutionContext) async throws -> PreparedPlan {
    if let sentence = unsupported(in: plan).first { throw EngineError(.unsupported, sentence) }
    var inputs: [Plan: (name: String, input: Input)] = [:]
    for leaf in plan.leaves where inputs[leaf] == nil {
      inputs[leaf] = (relationName(), try await input(of: leaf, context))
    }
    let named = inputs
    var all = named.values.map { (name: $0.name, relation: $0.input.relation) }
    let sql: SQLQuery
    do {
      sql = try SQLPrinter.print(
        plan, dialect: dialect,
        scorer: { query in
          let name = self.relationName()
          all.append((name, try ScoredRelation(query, over: all, in: self.session).relation))
          return name
        },
        leaf: { leaf in
          guard let entry = named[leaf] else {
            throw EngineError(.fault, "an input of the plan was not looked at")
          }
          return SQLPrinter.Fragment(text: entry.name, order: entry.input.order)
        })
    } catch let error as PlanError {
      throw EngineError(.unsupported, error.message)
    }
    var shown = sql
    shown.text = Self.readable(sql.text, plan.schema)
    return PreparedPlan(
      sql: shown, relation: Self.relation(shown, over: all))
  }

  /// A name that no other relation of the session has: a relation may stand within another, as a
  /// kept frame does, and the server knows one of a name at a time.
  func relationName() -> String {
    "stoa_input_\(relationCount.add(1, ordering: .relaxed).newValue)"
  }

  static func relation(
    _ query: SQLQuery, over relations: [(name: String, relation: Relation)]
  ) -> Relation {
    let values = query.parameters.enumerated().map { ("p\($0.offset + 1)", Literal($0.element)) }
    let named = Dictionary(uniqueKeysWithValues: values)
    if relations.isEmpty { return .sql(query.text, named: named) }
    return .sql(
      query.text,
      over: Dictionary(uniqueKeysWithValues: relations.map { ($0.name, $0.relation) }),
      named: named)
  }

  /// The query with what is not computed on as Spark's own text.
  private static func readable(_ text: String, _ schema: Schema) -> String {
    let isOther = schema.fields.map { if case .other = $0.type { true } else { false } }
    guard isOther.contains(true) else { return text }
    let items = zip(schema.names, isOther).map { name, isOther in
      let quoted = "`\(name.replacing("`", with: "``"))`"
      return isOther ? "CAST(\(quoted) AS STRING) AS \(quoted)" : quoted
    }
    return "SELECT \(items.joined(separator: ", ")) FROM (\n\(text)\n)"
  }
}

/// What a plan reads.
struct Input: Sendable {
  var relation: Relation
  /// A column besides, by which its rows have their order.
  var order: String?
}

/// A plan as SQL over relations.
struct PreparedPlan: Sendable {
  var sql: SQLQuery
  var relation: Relation
}
