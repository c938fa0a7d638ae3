import Foundation
import StoaEngine
import StoaPlan
import Synchronization

/// DuckDB in this process, as an engine.
///
/// Rows are computed out of core: what does not fit the memory budget goes to a temporary folder.
public final class DuckDBEngine: Engine {
  public let name = "duckdb"
  public let version: String
  public let dialect = Dialect.duckdb
  public let resultSettings = ["time_zone": "UTC"]
  /// Bytes of memory that queries and kept frames share before they spill to disk.
  public let memoryBudget: Int64
  /// Where DuckDB's library was found.
  public let libraryPath: String

  let pool: ConnectionPool
  let layouts = LayoutCache<FileLayout>()
  let operations = Mutex<[OperationID: [Operation]]>([:])
  /// How to stop the trainings that run, which work between their queries too.
  let trainings = Mutex<[OperationID: @Sendable () -> Void]>([:])
  let frameNumber = Mutex(0)
  let scorers = ScorerRegistry()

  /// Opens a database in memory.
  ///
  /// Throws an `EngineError` of the kind `unavailable` where DuckDB's library is not there.
  public convenience init(_ settings: EngineSettings? = nil) throws {
    try self.init(settings, library: DuckDBLibrary.load())
  }

  /// `options` are settings of DuckDB's own that stand in place of ours, for tests.
  init(
    _ settings: EngineSettings?, library: DuckDBLibrary, options: [String: String] = [:]
  ) throws {
    let settings = try settings ?? EngineSettings()
    version = library.version
    libraryPath = library.path
    memoryBudget = settings.memoryBudget
    let database = try Database(library, settings: settings, options: options)
    // Here rather than with the first frame, as two connections that create it at once conflict.
    let first = try database.connect()
    try first.query("CREATE SCHEMA \(Self.schemaName)")
    for function in [RowHash.function] + IntegerText.functions + ScoringFunctions.all(scorers) {
      try function.register(on: first.handle, library)
    }
    try DelimitedFunction.register(on: first.handle, library, database.scans)
    first.disconnect()
    pool = ConnectionPool(database)
  }

  public func cancel(_ operation: OperationID) async {
    let stopTraining = trainings.withLock { $0[operation] }
    stopTraining?()
    let running = operations.withLock { $0[operation] ?? [] }
    for operation in running { operation.cancel() }
  }

  public func close() async {
    let stopTrainings = trainings.withLock { Array($0.values) }
    for stop in stopTrainings { stop() }
    let running = operations.withLock { $0.values.flatMap(\.self) }
    for operation in running { operation.cancel() }
    await pool.close()
  }

  /// Bytes of memory that DuckDB holds now, for queries and kept frames together.
  public func memoryInUse() async throws -> Int64 {
    try await withConnection(ExecutionContext()) { connection in
      let table = try connection.query(
        "SELECT CAST(coalesce(sum(memory_usage_bytes), 0) AS BIGINT) FROM duckdb_memory()")
      guard case .int(let bytes) = table.columns[0][0] else { return 0 }
      return bytes
    }
  }
}

extension DuckDBEngine {
  /// Runs a body on a connection of its own as (a part of) an operation that can be cancelled.
  func withConnection<Result: Sendable>(
    _ context: ExecutionContext, _ body: @escaping @Sendable (Connection) throws -> Result
  ) async throws -> Result {
    let operation = try await begin(context)
    do {
      let result = try await perform(operation, body)
      end(operation, context)
      return result
    } catch {
      end(operation, context)
      throw error
    }
  }

  /// Runs a body on the connection of an operation; cancelling the task stops it.
  func perform<Result: Sendable>(
    _ operation: Operation, _ body: @escaping @Sendable (Connection) throws -> Result
  ) async throws -> Result {
    try await withTaskCancellationHandler {
      try await operation.connection.perform { connection in
        try operation.supervise { try body(connection) }
      }
    } onCancel: {
      operation.cancel()
    }
  }

  func begin(_ context: ExecutionContext) async throws -> Operation {
    if Task.isCancelled { throw DuckDBError.cancelled }
    let operation = Operation(on: try await pool.take(), onProgress: context.onProgress)
    operations.withLock { $0[context.operation, default: []].append(operation) }
    return operation
  }

  /// Forgets an operation and gives its connection back.
  func end(_ operation: Operation, _ context: ExecutionContext) {
    operations.withLock { operations in
      operations[context.operation]?.removeAll { $0 === operation }
      if operations[context.operation]?.isEmpty == true { operations[context.operation] = nil }
    }
    pool.giveBack(operation.connection)
  }
}
