import Foundation
import StoaEngine
import StoaPlan

@testable import StoaLearning

/// An engine in memory that knows what trainers ask for: project, filter and aggregate of a
/// literal frame.
struct TableEngine: Engine {
  let name = "table"
  let version = "1"
  let dialect = Dialect.duckdb
  let resultSettings: [String: String] = [:]
  /// Rows in each batch of a result.
  var batchRows = 100

  func run(_ plan: Plan, _ context: ExecutionContext) async throws -> QueryResult {
    let table = try evaluate(plan)
    let batches = stride(from: 0, to: table.rowCount, by: batchRows).map {
      table.slice($0..<min($0 + batchRows, table.rowCount))
    }
    let stream = AsyncThrowingStream<Table, any Error> { continuation in
      for batch in batches { continuation.yield(batch) }
      continuation.finish()
    }
    return QueryResult(schema: table.schema, batches: stream)
  }

  private func evaluate(_ plan: Plan) throws -> Table {
    switch plan {
    case .literal(let schema, let rows): return Table(schema: schema, rows: rows)
    case .named(_, let input): return try evaluate(input)
    case .filter(let input, let condition):
      let table = try evaluate(input)
      let kept = try records(table).enumerated().filter {
        try ScalarEvaluator(row: $0.element).evaluate(condition) == .bool(true)
      }
      return Table(schema: table.schema, rows: kept.map { table.row($0.offset) })
    case .project(let input, let columns):
      let rows = try records(evaluate(input)).map { row in
        try columns.map { try ScalarEvaluator(row: row).evaluate($0.value) }
      }
      return Table(schema: Schema(columns.map { Field($0.name, $0.value.type) }), rows: rows)
    case .aggregate(let input, let keys, let values):
      return try aggregate(records(evaluate(input)), keys, values)
    default: throw EngineError(.unsupported, "the table engine does not run this plan")
    }
  }

  private func records(_ table: Table) -> [[String: Value]] {
    let names = table.schema.names
    return (0..<table.rowCount).map {
      Dictionary(uniqueKeysWithValues: zip(names, table.row($0)))
    }
  }

  private func aggregate(
    _ rows: [[String: Value]], _ keys: [NamedExpression], _ values: [NamedExpression]
  ) throws -> Table {
    var groups: [[Value]: [[String: Value]]] = [:]
    for row in rows {
      let key = try keys.map { try ScalarEvaluator(row: row).evaluate($0.value) }
      groups[key, default: []].append(row)
    }
    let schema = Schema((keys + values).map { Field($0.name, $0.value.type) })
    return try Table(
      schema: schema,
      rows: groups.map { key, rows in try key + values.map { try aggregate(rows, $0.value) } })
  }

  private func aggregate(_ rows: [[String: Value]], _ value: StoaPlan.Expression) throws -> Value {
    guard case .aggregate(let call) = value else {
      throw EngineError(.unsupported, "the table engine knows plain aggregates alone")
    }
    let arguments = try rows.map { row in
      try call.arguments.map { try ScalarEvaluator(row: row).evaluate($0).number }
    }.filter { !$0.contains(nil) }.map { $0.compactMap { $0 } }
    let count = Double(arguments.count)
    func mean(_ position: Int) -> Double {
      arguments.reduce(0) { $0 + $1[position] } / count
    }
    switch call.function {
    case "count": return .int(Int64(rows.count))
    case "mean": return arguments.isEmpty ? .null : .float(mean(0))
    case "covariance":
      guard count > 1 else { return .null }
      let (left, right) = (mean(0), mean(1))
      let sum = arguments.reduce(0) { $0 + ($1[0] - left) * ($1[1] - right) }
      return .float(sum / (count - 1))
    default: throw EngineError(.unsupported, "the table engine has no `\(call.function)`")
    }
  }

  func unsupported(in plan: Plan) -> [String] { [] }
  func schema(of source: FileSource, _ context: ExecutionContext) async throws -> Schema {
    throw refusal
  }
  func schema(
    ofSQL text: String, frames: [String: Plan], _ context: ExecutionContext
  ) async throws -> Schema { throw refusal }
  func fingerprints(of source: FileSource) async throws -> [FileFingerprint] { throw refusal }
  func write(
    _ plan: Plan, to target: FileTarget, _ context: ExecutionContext
  ) async throws -> WriteReport { throw refusal }
  func materialize(_ plan: Plan, _ context: ExecutionContext) async throws -> MaterializedFrame {
    throw refusal
  }
  func ingest(_ table: Table, _ context: ExecutionContext) async throws -> MaterializedFrame {
    throw refusal
  }
  func release(_ frame: MaterializedFrame) async throws { throw refusal }
  func explain(_ plan: Plan, _ context: ExecutionContext) async throws -> Explanation {
    throw refusal
  }
  func fit(_ request: FitRequest, _ context: ExecutionContext) async throws -> any Model {
    try await Trainers.fit(request, engine: self, context)
  }
  func save(
    _ model: any Model, to path: String, overwrite: Bool, _ context: ExecutionContext
  ) async throws { throw refusal }
  func loadModel(_ path: String, _ context: ExecutionContext) async throws -> any Model {
    throw refusal
  }
  func cancel(_ operation: OperationID) async {}
  func close() async {}

  private var refusal: EngineError {
    EngineError(.unsupported, "the table engine runs plans alone")
  }
}
