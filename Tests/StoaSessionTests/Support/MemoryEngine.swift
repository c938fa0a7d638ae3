import Foundation
import StoaEngine
import StoaPlan
import Synchronization

/// An engine in memory, for what can be tried without a real one: it counts what it is asked, and
/// can be made to wait until it is cancelled.
///
/// It runs files that a test gives it, literals, ranges, `take`, `count` and kept frames.
final class MemoryEngine: Engine {
  struct State {
    /// Rows of files by path, with the number that stands for their modification time.
    var files: [String: (table: Table, version: Int64)] = [:]
    var frames: [String: Table] = [:]
    var runs = 0
    var schemaQuestions = 0
    var fingerprintQuestions = 0
    var version = "1"
    /// What waits for the end of its operation.
    var waiting: [OperationID: CheckedContinuation<Void, Never>] = [:]
    var isSlow = false
    /// Whether it does not hear `cancel`.
    var isDeaf = false
  }

  let name = "memory"
  var version: String { state.withLock { $0.version } }
  let dialect = Dialect.duckdb
  let resultSettings: [String: String] = [:]
  let state = Mutex(State())
  /// Told whenever something waits.
  let waits: AsyncStream<Void>
  private let waitsContinuation: AsyncStream<Void>.Continuation

  init() {
    (waits, waitsContinuation) = AsyncStream.makeStream()
  }

  var runs: Int { state.withLock { $0.runs } }
  var frameCount: Int { state.withLock { $0.frames.count } }

  func put(_ path: String, _ values: [Int64]) {
    let schema = Schema([Field("x", .int), Field("y", .string)])
    let rows = values.map { [Value.int($0), .string("row \($0)")] }
    state.withLock { state in
      let version = (state.files[path]?.version ?? 0) + 1
      state.files[path] = (Table(schema: schema, rows: rows), version)
    }
  }

  func unsupported(in plan: Plan) -> [String] { [] }

  func schema(of source: FileSource, _ context: ExecutionContext) async throws -> Schema {
    state.withLock { $0.schemaQuestions += 1 }
    return try file(source.path).table.schema
  }

  func schema(
    ofSQL text: String, frames: [String: Plan], _ context: ExecutionContext
  ) async throws -> Schema { throw refusal }

  func fingerprints(of source: FileSource) async throws -> [FileFingerprint] {
    state.withLock { $0.fingerprintQuestions += 1 }
    let file = try file(source.path)
    return [
      FileFingerprint(
        path: source.path, bytes: Int64(file.table.rowCount) * 16, modified: file.version)
    ]
  }

  func run(_ plan: Plan, _ context: ExecutionContext) async throws -> QueryResult {
    await waitIfSlow(context)
    if Task.isCancelled { throw EngineError(.cancelled, "stopped") }
    state.withLock { $0.runs += 1 }
    let table = try evaluate(plan)
    let stream = AsyncThrowingStream<Table, any Error> { continuation in
      continuation.yield(table)
      continuation.finish()
    }
    return QueryResult(schema: plan.schema, batches: stream)
  }

  func materialize(
    _ plan: Plan, _ context: ExecutionContext
  ) async throws -> MaterializedFrame {
    try await ingest(evaluate(plan), context)
  }

  func ingest(_ table: Table, _ context: ExecutionContext) async throws -> MaterializedFrame {
    let id = UUID().uuidString
    state.withLock { $0.frames[id] = table }
    return MaterializedFrame(
      id: id, engine: name, schema: table.schema, rows: Int64(table.rowCount),
      bytes: Int64(table.rowCount) * 8)
  }

  func release(_ frame: MaterializedFrame) async throws {
    state.withLock { $0.frames[frame.id] = nil }
  }

  func cancel(_ operation: OperationID) async {
    let waiting = state.withLock { state in
      state.isDeaf ? nil : state.waiting.removeValue(forKey: operation)
    }
    waiting?.resume()
  }

  /// Lets everything go on that waits.
  func wakeAll() {
    let all = state.withLock { state in
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    for continuation in all { continuation.resume() }
  }

  func close() async { wakeAll() }

  func write(
    _ plan: Plan, to target: FileTarget, _ context: ExecutionContext
  ) async throws -> WriteReport { throw refusal }
  func explain(_ plan: Plan, _ context: ExecutionContext) async throws -> Explanation {
    Explanation(query: SQLQuery(text: "none"), physical: "none")
  }
  func fit(_ request: FitRequest, _ context: ExecutionContext) async throws -> any Model {
    throw refusal
  }
  func save(
    _ model: any Model, to path: String, overwrite: Bool, _ context: ExecutionContext
  ) async throws { throw refusal }
  func loadModel(_ path: String, _ context: ExecutionContext) async throws -> any Model {
    throw refusal
  }

  private var refusal: EngineError { EngineError(.unsupported, "the twin cannot do this") }

  private func waitIfSlow(_ context: ExecutionContext) async {
    guard state.withLock({ $0.isSlow }) else { return }
    await withCheckedContinuation { continuation in
      state.withLock { $0.waiting[context.operation] = continuation }
      waitsContinuation.yield()
    }
  }

  private func file(_ path: String) throws -> (table: Table, version: Int64) {
    guard let file = state.withLock({ $0.files[path] }) else {
      throw EngineError(.input, "there is no file `\(path)`")
    }
    return file
  }

  private func evaluate(_ plan: Plan) throws -> Table {
    switch plan {
    case .named(_, let input): return try evaluate(input)
    case .load(let source, _): return try file(source.path).table
    case .literal(let schema, let rows): return Table(schema: schema, rows: rows)
    case .range(let column, let first, let last, let step):
      let numbers = stride(from: first, through: last, by: Int64.Stride(step))
      return Table(schema: Schema([Field(column, .int)]), rows: numbers.map { [.int($0)] })
    case .materialized(let frame, _):
      guard let table = state.withLock({ $0.frames[frame.id] }) else {
        throw EngineError(.fault, "the frame was released")
      }
      return table
    case .limit(let input, let skip, let take):
      let table = try evaluate(input)
      let first = min(Int(skip), table.rowCount)
      return table.slice(first..<min(table.rowCount, first + Int(take ?? .max / 2)))
    case .sample(let input, let sample):
      guard case .rows(let count) = sample.size, sample.seed == nil else { throw refusal }
      let table = try evaluate(input)
      let picked = (0..<table.rowCount).shuffled().prefix(Int(count))
      return Table(schema: table.schema, rows: picked.map(table.row))
    case .project(let input, let columns):
      let table = try evaluate(input)
      return Table(
        columns: try columns.map { column in
          guard case .column(let name, _) = column.value, let values = table[name] else {
            throw refusal
          }
          return values
        })
    case .aggregate(let input, keys: [], let values) where values.count == 1:
      let count = try evaluate(input).rowCount
      return Table(
        schema: Schema([Field(values[0].name, .int)]), rows: [[.int(Int64(count))]])
    default: throw refusal
    }
  }
}
