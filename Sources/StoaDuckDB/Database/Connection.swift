import CDuckDB
import Dispatch
import StoaEngine
import StoaPlan
import Synchronization

/// One connection to a database, with a thread of work of its own.
///
/// Sendable because everything but `interrupt` and `progress`, which DuckDB documents as safe
/// from any thread, is called on `queue` alone.
final class Connection: @unchecked Sendable {
  let database: Database
  let handle: duckdb_connection
  /// DuckDB's number for it
  let number: UInt64
  private let isOpen = Atomic(true)
  private var isSetUp = false
  private var isProfiling = false
  private let queue = DispatchQueue(label: "stoa.duckdb.connection")

  var functions: stoa_duckdb_functions { database.library.functions }

  init(_ handle: duckdb_connection, database: Database) {
    self.handle = handle
    self.database = database
    let functions = database.library.functions
    var context: duckdb_client_context?
    functions.connection_get_client_context(handle, &context)
    number = context.map { functions.client_context_get_connection_id($0) } ?? 0
    functions.destroy_client_context(&context)
  }

  deinit { disconnect() }

  /// Closes the connection; nothing is to be run on it afterwards.
  func disconnect() {
    guard isOpen.exchange(false, ordering: .acquiringAndReleasing) else { return }
    var closing: duckdb_connection? = handle
    functions.disconnect(&closing)
  }

  /// Makes settings the first time that it is called.
  func setUp(_ settings: [String]) throws {
    guard !isSetUp else { return }
    for setting in settings { try query("SET \(setting)") }
    isSetUp = true
  }

  /// Runs a body on the connection's queue, off Swift's own threads, which must not block.
  func perform<Result: Sendable>(
    _ body: @escaping @Sendable (Connection) throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: .init { try body(self) }) }
    }
  }

  /// Runs a body on the queue some time later.
  func later(_ body: @escaping @Sendable (Connection) -> Void) {
    queue.async { body(self) }
  }

  /// Stops what runs, if anything does.
  func interrupt() { functions.interrupt(handle) }

  /// How far the running query is.
  ///
  /// DuckDB counts between the tasks of a query, so that the fraction is not known at first, nor
  /// while one chunk is joined with very many rows.
  var progress: Progress {
    let progress = functions.query_progress(handle)
    let fraction = progress.percentage >= 0 ? min(progress.percentage / 100, 1) : nil
    return Progress(
      // DuckDB knows nothing of how far a function of ours is.
      fraction: database.scans.fraction(of: number).map { max($0, fraction ?? 0) } ?? fraction,
      // A source whose rows DuckDB cannot guess, as a text file, counts for some hundred.
      rows: progress.total_rows_to_process >= 10_000 && progress.rows_processed > 0
        ? Int64(clamping: progress.rows_processed) : nil)
  }
}

extension Connection {
  /// Prepares one statement, with the values of its parameters.
  func prepare(_ query: SQLQuery) throws -> PreparedStatement {
    let statement = try PreparedStatement(query.text, on: self)
    try statement.bind(query.parameters)
    return statement
  }

  /// Runs a statement of ours to its end and gives its rows.
  ///
  /// Without parameters it is not prepared: DuckDB keeps no plan that reads a table, so that what
  /// is prepared is bound once more when it runs.
  @discardableResult
  func query(_ text: String, _ parameters: [SQLQuery.Parameter] = []) throws -> Table {
    guard parameters.isEmpty else {
      return try prepareReadable(SQLQuery(text: text, parameters: parameters))
        .execute(streaming: false).readAll()
    }
    var result = duckdb_result()
    guard functions.query(handle, text, &result) == DuckDBSuccess else {
      defer { functions.destroy_result(&result) }
      throw DuckDBError.error(functions.result_error(&result).map { String(cString: $0) } ?? "")
    }
    return try ResultReader(result, on: self).readAll()
  }

  /// Ends a query whose rows were not all read; DuckDB does so when the next one begins.
  func dropQuery() {
    // An error is that of the dropped query, whose rows nobody waits for any more.
    _ = try? query("SELECT 1")
  }

  /// Measures the operators of the queries from here on, or no longer.
  func setProfiling(_ on: Bool) throws {
    guard on != isProfiling else { return }
    try query(on ? "SET enable_profiling = 'no_output'" : "RESET enable_profiling")
    isProfiling = on
  }
}
