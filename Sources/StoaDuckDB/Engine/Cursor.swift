import StoaEngine
import StoaPlan
import Synchronization

/// A query whose rows are being asked for; letting go of it stops the query.
final class Cursor: Sendable {
  private let engine: DuckDBEngine
  private let operation: Operation
  private let context: ExecutionContext
  private let rows = RunningRows()
  private let isOpen = Mutex(true)

  /// The first batch is one vector, so that the first rows are there at once; later ones are
  /// larger, so that going from thread to thread costs little.
  fileprivate static let firstBatch = 2048
  private static let largestBatch = 65_536

  init(engine: DuckDBEngine, operation: Operation, context: ExecutionContext) {
    self.engine = engine
    self.operation = operation
    self.context = context
    operation.onCancel { [weak self] in self?.finish() }
  }

  deinit { finish() }

  /// Starts the query and gives the columns of its rows.
  func open(_ query: PreparedPlan) async throws -> Schema {
    try await engine.perform(operation) { [context, rows] connection in
      try connection.setProfiling(context.clock != nil)
      let step = context.clock?.begin("prepare", in: context.step)
      let readable = try connection.prepareReadable(query.sql, expected: query.schema)
      if let step { context.clock?.end(step) }
      let reader = try readable.execute(streaming: true)
      rows.reader = reader
      return reader.schema
    }
  }

  /// The next rows, or nil after the last.
  func next() async throws -> Table? {
    guard isOpen.withLock({ $0 }) else {
      if operation.isCancelled { throw DuckDBError.cancelled }
      return nil
    }
    do {
      let table = try await engine.perform(operation) { connection in
        let table = try self.rows.reader?.next(rows: self.rows.batchSize)
        self.rows.batchSize = min(self.rows.batchSize * 4, Self.largestBatch)
        if table == nil { self.record(connection) }
        return table
      }
      if table == nil { finish() }
      return table
    } catch {
      finish()
      throw error
    }
  }

  /// Stops the query where it still runs, and gives the connection back.
  func finish() {
    let wasOpen = isOpen.withLock { isOpen in
      defer { isOpen = false }
      return isOpen
    }
    guard wasOpen else { return }
    let (engine, operation, context, rows) = (engine, operation, context, rows)
    operation.connection.later { connection in
      if rows.reader != nil {
        // Ending a query waits for its tasks, which look for an interrupt and for nothing else.
        connection.interrupt()
        rows.reader = nil
        connection.dropQuery()
      }
      engine.end(operation, context)
    }
  }

  private func record(_ connection: Connection) {
    rows.reader = nil
    guard let clock = context.clock else { return }
    connection.profile()?.record(on: clock, in: context.step)
  }
}

/// The reader of a running query.
///
/// Sendable because it is touched on the queue of the query's connection alone.
private final class RunningRows: @unchecked Sendable {
  var reader: ResultReader?
  var batchSize = Cursor.firstBatch
}
