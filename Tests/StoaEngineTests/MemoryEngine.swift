import StoaEngine
import StoaPlan
import Synchronization

/// A small engine in memory that behaves as one far away: every answer comes through a gate,
/// rows come in batches by tasks of stages, files are known by the server alone, and the server
/// goes on with an operation until it is told to stop.
actor MemoryEngine: Engine {
  struct RemoteFile: Sendable {
    var table: Table
    var fingerprint: FileFingerprint
  }

  nonisolated let name = "memory"
  nonisolated let version = "1"
  nonisolated let dialect = Dialect.spark
  nonisolated let resultSettings: [String: String] = [:]

  let gate: RemoteGate
  private let rowsPerTask: Int
  private var files: [String: RemoteFile]
  private var frames: [String: Table] = [:]
  /// Operations that the server works on.
  private(set) var running: Set<OperationID> = []
  /// Batches that the server has computed.
  private(set) var computed = 0

  init(gate: RemoteGate = RemoteGate(), rowsPerTask: Int = 2, files: [String: RemoteFile] = [:]) {
    self.gate = gate
    self.rowsPerTask = rowsPerTask
    self.files = files
  }

  func replace(_ path: String, with file: RemoteFile) { files[path] = file }

  // MARK: Engine

  nonisolated func unsupported(in plan: Plan) -> [String] {
    if case .asofJoin = plan { return ["the engine in memory has no `asof join`"] }
    return plan.inputs.flatMap(unsupported(in:))
  }

  func schema(of source: FileSource, _ context: ExecutionContext) async throws -> Schema {
    try await gate.pass(context.operation)
    return try file(source.path).table.schema
  }

  func schema(
    ofSQL text: String, frames: [String: Plan], _ context: ExecutionContext
  ) async throws -> Schema {
    throw EngineError(.unsupported, "the engine in memory has no SQL")
  }

  func fingerprints(of source: FileSource) async throws -> [FileFingerprint] {
    try await gate.pass(OperationID())
    return [try file(source.path).fingerprint]
  }

  func run(_ plan: Plan, _ context: ExecutionContext) async throws -> QueryResult {
    try await gate.pass(context.operation)
    let rows = try evaluate(plan)
    running.insert(context.operation)
    let stream = RemoteStream(engine: self, operation: context.operation)
    let tasks = (rows.rowCount + rowsPerTask - 1) / rowsPerTask
    return QueryResult(
      schema: rows.schema,
      batches: AsyncThrowingStream {
        let done = stream.nextTask()
        guard let batch = try await self.batch(done, of: rows, context.operation) else {
          return nil
        }
        context.onProgress(
          Progress(
            fraction: Double(done + 1) / Double(tasks), rows: Int64(batch.rowCount),
            stages: [Progress.Stage(name: "scan", tasksDone: done + 1, tasks: tasks)]))
        return batch
      })
  }

  func write(
    _ plan: Plan, to target: FileTarget, _ context: ExecutionContext
  ) async throws -> WriteReport {
    let rows = try await run(plan, context).collect()
    let size = Int64(rows.rowCount) * 8
    let old = files[target.path]?.fingerprint.modified ?? 0
    files[target.path] = RemoteFile(
      table: rows,
      fingerprint: FileFingerprint(path: target.path, bytes: size, modified: old + 1))
    return WriteReport(path: target.path, rows: Int64(rows.rowCount), bytes: size)
  }

  func materialize(
    _ plan: Plan, _ context: ExecutionContext
  ) async throws -> MaterializedFrame {
    try await ingest(try await run(plan, context).collect(), context)
  }

  func ingest(_ table: Table, _ context: ExecutionContext) async throws -> MaterializedFrame {
    let id = "frame \(frames.count)"
    frames[id] = table
    return MaterializedFrame(
      id: id, engine: name, schema: table.schema, rows: Int64(table.rowCount),
      bytes: Int64(table.rowCount) * 8)
  }

  func release(_ frame: MaterializedFrame) async throws { frames[frame.id] = nil }

  func explain(_ plan: Plan, _ context: ExecutionContext) async throws -> Explanation {
    Explanation(query: SQLQuery(text: plan.canonical), physical: "in memory")
  }

  func fit(_ request: FitRequest, _ context: ExecutionContext) async throws -> any Model {
    throw EngineError(.unsupported, "the engine in memory trains nothing")
  }

  func save(
    _ model: any Model, to path: String, overwrite: Bool, _ context: ExecutionContext
  ) async throws {
    throw EngineError(.unsupported, "the engine in memory keeps no models")
  }

  func loadModel(_ path: String, _ context: ExecutionContext) async throws -> any Model {
    throw EngineError(.unsupported, "the engine in memory keeps no models")
  }

  func cancel(_ operation: OperationID) async {
    running.remove(operation)
    await gate.stop(operation)
  }

  func close() async {
    for operation in running { await cancel(operation) }
  }
}

extension MemoryEngine {
  private func batch(
    _ index: Int, of rows: Table, _ operation: OperationID
  ) async throws -> Table? {
    let start = index * rowsPerTask
    guard start < rows.rowCount else {
      running.remove(operation)
      return nil
    }
    do {
      try await gate.pass(operation)
    } catch {
      running.remove(operation)
      throw error
    }
    computed += 1
    return rows.slice(start..<min(start + rowsPerTask, rows.rowCount))
  }

  private func file(_ path: String) throws -> RemoteFile {
    guard let file = files[path] else {
      throw EngineError(.input, "there is no file \"\(path)\"")
    }
    return file
  }

  private func evaluate(_ plan: Plan) throws -> Table {
    switch plan {
    case .load(let source, _): return try file(source.path).table
    case .literal(let schema, let rows): return Table(schema: schema, rows: rows)
    case .range(let column, let first, let last, let step):
      let values = Array(stride(from: first, through: last, by: Int(step)))
      return Table(columns: [Column(name: column, type: .int, storage: .int(values))])
    case .materialized(let frame, _):
      guard let table = frames[frame.id] else {
        throw EngineError(.input, "the frame \(frame.id) was released")
      }
      return table
    case .named(_, let input): return try evaluate(input)
    case .limit(let input, let skip, let take):
      let table = try evaluate(input)
      let start = min(Int(skip), table.rowCount)
      let count = min(take.map { Int($0) } ?? .max, table.rowCount - start)
      return table.slice(start..<start + count)
    default: throw EngineError(.unsupported, "the engine in memory does not run this plan")
    }
  }
}

/// The client's end of a stream: where nobody holds it any longer, it tells the server to stop.
private final class RemoteStream: Sendable {
  private let engine: MemoryEngine
  private let operation: OperationID
  private let next = Mutex(0)

  init(engine: MemoryEngine, operation: OperationID) {
    self.engine = engine
    self.operation = operation
  }

  deinit {
    Task { [engine, operation] in await engine.cancel(operation) }
  }

  func nextTask() -> Int {
    next.withLock { next in
      defer { next += 1 }
      return next
    }
  }
}
