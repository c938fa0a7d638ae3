import StoaEngine
import StoaPlan

extension DuckDBEngine {
  public func run(_ plan: Plan, _ context: ExecutionContext) async throws -> QueryResult {
    let query = try await prepare(plan, context)
    let cursor = Cursor(engine: self, operation: try await begin(context), context: context)
    do {
      let schema = try await locating(query, context) { try await cursor.open(query) }
      return QueryResult(
        schema: schema,
        batches: AsyncThrowingStream {
          try await self.locating(query, context) { try await cursor.next() }
        })
    } catch {
      cursor.finish()
      throw error
    }
  }

  public func explain(_ plan: Plan, _ context: ExecutionContext) async throws -> Explanation {
    let query = try await prepare(plan, context)
    let physical = try await withConnection(context) { connection in
      let table = try connection.query(
        "EXPLAIN (FORMAT json) " + query.sql.text, query.sql.parameters)
      guard table.rowCount > 0, case .string(let text)? = table.columns.last?[0] else {
        throw EngineError(.fault, "DuckDB told no plan")
      }
      return try OperatorTree.outline(ofJSON: text)
    }
    return Explanation(query: query.sql, physical: physical)
  }

  /// Prints a plan as SQL, after a look at the files that it reads.
  func prepare(_ plan: Plan, _ context: ExecutionContext) async throws -> PreparedPlan {
    // What cannot be said in SQL is found out where it is printed, below.
    if let sentence = unreadable(in: plan).first { throw EngineError(.unsupported, sentence) }
    var relations: [Plan: FileRelation] = [:]
    let reads = plan.textReads()
    let leafOfRows = plan.leafOfRows
    for case .load(let source, let schema) in plan.leaves {
      let load = Plan.load(source, schema)
      guard relations[load] == nil else { continue }
      var relation = try await relation(of: source, schema, context)
      relation.keeps(reads[load], inOrder: load == leafOfRows)
      relations[load] = relation
    }
    do {
      let sql = try SQLPrinter.print(plan, dialect: dialect, scorer: { try self.scored(&$0) }) {
        leaf in
        if case .materialized(let frame, _) = leaf { return Self.fragment(of: frame) }
        guard let relation = relations[leaf] else {
          throw EngineError(.fault, "a file of the plan was not looked at")
        }
        return relation.fragment
      }
      return PreparedPlan(
        sql: sql, schema: plan.schema, relations: Array(relations.values))
    } catch let error as PlanError {
      throw EngineError(.unsupported, error.message)
    }
  }

  /// Runs a body; where a value of a file stops it, says where in the file.
  func locating<Result: Sendable>(
    _ query: PreparedPlan, _ context: ExecutionContext, _ body: () async throws -> Result
  ) async throws -> Result {
    do {
      return try await body()
    } catch let error as EngineError {
      throw await located(error, in: query.relations, context)
    }
  }
}

/// A plan as SQL, and what the engine must know to run it.
struct PreparedPlan: Sendable {
  var sql: SQLQuery
  /// What the plan says its columns are.
  var schema: Schema
  var relations: [FileRelation]
}
