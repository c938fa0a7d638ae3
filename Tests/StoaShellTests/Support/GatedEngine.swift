import StoaEngine
import StoaPlan
import Synchronization

/// An engine in memory that counts, and that holds every query while its gate is closed.
final class GatedEngine: Engine {
  let name = "gated"
  let version = "1"
  let dialect = Dialect.duckdb
  let resultSettings: [String: String] = [:]
  /// Whether a query goes on waiting though it was cancelled.
  private let isStubborn: Bool

  private struct State {
    var isOpen: Bool
    var waiting: [OperationID: CheckedContinuation<Bool, Never>] = [:]
    var isClosed = false
  }
  private let state: Mutex<State>

  init(isOpen: Bool = true, isStubborn: Bool = false) {
    self.isStubborn = isStubborn
    state = Mutex(State(isOpen: isOpen))
  }

  /// How many queries wait at the gate.
  var waitingCount: Int { state.withLock { $0.waiting.count } }
  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Lets all queries through, also later ones.
  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    for continuation in waiting { continuation.resume(returning: true) }
  }

  func run(_ plan: Plan, _ context: ExecutionContext) async throws -> QueryResult {
    let isThrough = await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting[context.operation] = continuation }
        return state.isOpen
      }
      if isOpen { continuation.resume(returning: true) }
    }
    guard isThrough else { throw EngineError(.cancelled, "stopped") }
    guard let count = Self.count(plan) else {
      throw EngineError(.unsupported, "this engine only counts")
    }
    let schema = Schema([Field("n", .int)])
    let table = Table(schema: schema, rows: (0..<count).map { [.int(Int64($0) + 1)] })
    return QueryResult(
      schema: schema,
      batches: AsyncThrowingStream { continuation in
        continuation.yield(table)
        continuation.finish()
      })
  }

  /// The rows of a range, of which a stage may take some.
  private static func count(_ plan: Plan) -> Int? {
    switch plan {
    case .range(_, let first, let last, _): Int(last - first + 1)
    case .limit(let input, _, let take):
      count(input).map { min($0, take.map { Int($0) } ?? $0) }
    case .named(_, let input): count(input)
    default: nil
    }
  }

  func cancel(_ operation: OperationID) async {
    guard !isStubborn else { return }
    state.withLock { $0.waiting.removeValue(forKey: operation) }?.resume(returning: false)
  }

  func close() async { state.withLock { $0.isClosed = true } }

  func unsupported(in plan: Plan) -> [String] { [] }
  func release(_ frame: MaterializedFrame) async throws {}
  func fingerprints(of source: FileSource) async throws -> [FileFingerprint] { [] }

  private var refusal: EngineError { EngineError(.unsupported, "this engine only counts") }

  func schema(of source: FileSource, _ context: ExecutionContext) async throws -> Schema {
    throw refusal
  }
  func schema(
    ofSQL text: String, frames: [String: Plan], _ context: ExecutionContext
  ) async throws -> Schema { throw refusal }
  func write(
    _ plan: Plan, to target: FileTarget, _ context: ExecutionContext
  ) async throws -> WriteReport { throw refusal }
  func materialize(_ plan: Plan, _ context: ExecutionContext) async throws -> MaterializedFrame {
    throw refusal
  }
  func ingest(_ table: Table, _ context: ExecutionContext) async throws -> MaterializedFrame {
    throw refusal
  }
  func explain(_ plan: Plan, _ context: ExecutionContext) async throws -> Explanation {
    throw refusal
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
}
