import StoaPlan

/// Something that runs plans: in this process, or on a cluster.
///
/// Every call may take long and may be cancelled, by `cancel` with the operation of its context
/// or by cancelling the task that awaits it; both end it with an `EngineError` of the kind
/// `cancelled` and leave the engine usable. All errors are `EngineError`s.
public protocol Engine: Sendable {
  /// `duckdb` or `spark`
  var name: String { get }
  /// The engine's own version, a part of every cache key.
  var version: String { get }
  var dialect: Dialect { get }
  /// Settings that change results, a part of every cache key.
  var resultSettings: [String: String] { get }

  /// What in a plan this engine cannot do, one sentence each; empty where it can do all.
  func unsupported(in plan: Plan) -> [String]
  /// Why this engine cannot write a file, in a sentence; nil where it can.
  func unsupported(_ target: FileTarget) -> String?

  /// Finds out the columns of a file.
  func schema(of source: FileSource, _ context: ExecutionContext) async throws -> Schema
  /// Finds out the columns of a query in the engine's own SQL; frames are visible by name.
  func schema(
    ofSQL text: String, frames: [String: Plan], _ context: ExecutionContext
  ) async throws -> Schema
  /// What tells whether a file, or any file of a glob or folder, has changed.
  func fingerprints(of source: FileSource) async throws -> [FileFingerprint]

  /// Runs a plan; the batches are computed as they are asked for.
  func run(_ plan: Plan, _ context: ExecutionContext) async throws -> QueryResult
  /// Runs a plan and writes its rows to a file; nothing half-written is left behind.
  func write(
    _ plan: Plan, to target: FileTarget, _ context: ExecutionContext
  ) async throws -> WriteReport
  /// Runs a plan and keeps its rows in the engine's own form.
  func materialize(_ plan: Plan, _ context: ExecutionContext) async throws -> MaterializedFrame
  /// Keeps rows that came from elsewhere.
  func ingest(_ table: Table, _ context: ExecutionContext) async throws -> MaterializedFrame
  /// Keeps the rows of another engine, batch by batch.
  func ingest(_ rows: QueryResult, _ context: ExecutionContext) async throws -> MaterializedFrame
  /// Lets go of a kept frame.
  func release(_ frame: MaterializedFrame) async throws
  /// The engine's own account of how it would run a plan.
  func explain(_ plan: Plan, _ context: ExecutionContext) async throws -> Explanation

  /// The rows of a frame about the cluster that the engine runs on, such as `executors`, with the
  /// columns of `SystemFrame.ofCluster`; nil where it runs on none.
  func systemTable(_ name: String, _ context: ExecutionContext) async throws -> Table?

  /// Trains a model.
  func fit(_ request: FitRequest, _ context: ExecutionContext) async throws -> any Model
  /// Writes a model to a folder.
  func save(
    _ model: any Model, to path: String, overwrite: Bool, _ context: ExecutionContext
  ) async throws
  /// Reads a model from a folder.
  func loadModel(_ path: String, _ context: ExecutionContext) async throws -> any Model

  /// Stops an operation; does nothing where it is not running.
  func cancel(_ operation: OperationID) async
  /// Lets go of everything the engine holds.
  func close() async
}

extension Engine {
  public func unsupported(_ target: FileTarget) -> String? { nil }

  /// What the engine's dialect has no form of, a part of `unsupported(in:)`.
  public func unsayable(in plan: Plan) -> [String] {
    do {
      _ = try SQLPrinter.print(plan, dialect: dialect, scorer: { _ in "scored" }) { _ in
        SQLPrinter.Fragment(text: "leaf")
      }
      return []
    } catch {
      return [(error as? PlanError)?.message ?? "\(error)"]
    }
  }

  public func ingest(
    _ rows: QueryResult, _ context: ExecutionContext
  ) async throws -> MaterializedFrame {
    try await ingest(try await rows.collect(), context)
  }

  public func systemTable(_ name: String, _ context: ExecutionContext) async throws -> Table? {
    nil
  }
}

/// The rows of a plan, batch by batch.
public struct QueryResult: Sendable {
  public var schema: Schema
  public var batches: TableBatches

  public init(schema: Schema, batches: AsyncThrowingStream<Table, any Error>) {
    self.schema = schema
    self.batches = TableBatches(batches)
  }

  /// All rows as one table, at most `limit` of them.
  public func collect(limit: Int = .max) async throws -> Table {
    var tables: [Table] = []
    var rows = 0
    for try await batch in batches {
      tables.append(rows + batch.rowCount > limit ? batch.prefix(limit - rows) : batch)
      rows += batch.rowCount
      if rows >= limit { break }
    }
    return Table(schema: schema, concatenating: tables)
  }
}

/// What identifies the content of a file without reading it.
public struct FileFingerprint: Hashable, Sendable {
  public var path: String
  public var bytes: Int64
  /// Nanoseconds since 1970
  public var modified: Int64

  public init(path: String, bytes: Int64, modified: Int64) {
    self.path = path
    self.bytes = bytes
    self.modified = modified
  }
}

/// What was written.
public struct WriteReport: Hashable, Sendable {
  public var path: String
  public var rows: Int64
  public var bytes: Int64

  public init(path: String, rows: Int64, bytes: Int64) {
    self.path = path
    self.rows = rows
    self.bytes = bytes
  }
}

/// How an engine would run a plan.
public struct Explanation: Hashable, Sendable {
  /// The query in the engine's SQL.
  public var query: SQLQuery
  /// The engine's own plan.
  public var physical: String
  /// Where rows go from machine to machine on the way, in the order of the plan from its end.
  public var exchanges: [Exchange]

  public init(query: SQLQuery, physical: String, exchanges: [Exchange] = []) {
    self.query = query
    self.physical = physical
    self.exchanges = exchanges
  }
}
