import Dispatch
import StoaEngine
import Synchronization

/// One operation that runs on a connection, and can be stopped from any thread.
final class Operation: Sendable {
  private struct State {
    var isCancelled = false
    /// Whether DuckDB is at work for this operation, so that an interrupt stops this and no other.
    var isRunning = false
    /// What lets go of the rows that nobody asks for at the moment.
    var release: (@Sendable () -> Void)?
  }

  let connection: Connection
  private let state = Mutex(State())
  private let onProgress: @Sendable (Progress) -> Void

  /// How often progress is told.
  private static let interval = DispatchTimeInterval.milliseconds(50)
  private static let supervision = DispatchQueue(label: "stoa.duckdb.supervision")

  init(on connection: Connection, onProgress: @escaping @Sendable (Progress) -> Void) {
    self.connection = connection
    self.onProgress = onProgress
  }

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  /// Stops the operation, now and for good.
  func cancel() {
    let release = state.withLock { state in
      state.isCancelled = true
      if state.isRunning { connection.interrupt() }
      return state.release
    }
    release?()
  }

  /// Says what lets go of the operation's rows when it is stopped between two batches.
  func onCancel(_ release: @escaping @Sendable () -> Void) {
    state.withLock { $0.release = release }
  }

  /// Runs a body that works on the connection, on the connection's queue.
  ///
  /// Throws an error of the kind `cancelled` where the operation was cancelled before or meanwhile.
  func supervise<Result>(_ body: () throws -> Result) throws -> Result {
    try state.withLock { state in
      guard !state.isCancelled else { throw DuckDBError.cancelled }
      state.isRunning = true
    }
    let timer = DispatchSource.makeTimerSource(queue: Self.supervision)
    timer.schedule(deadline: .now() + Self.interval, repeating: Self.interval)
    timer.setEventHandler { [weak self] in self?.watch() }
    timer.resume()
    defer {
      timer.cancel()
      state.withLock { $0.isRunning = false }
    }
    do {
      return try body()
    } catch {
      throw isCancelled ? DuckDBError.cancelled : error
    }
  }

  private func watch() {
    let progress: Progress? = state.withLock { state in
      guard state.isRunning else { return nil }
      // A query that begins forgets an interrupt that came just before; so it is repeated.
      if state.isCancelled { connection.interrupt() }
      return connection.progress
    }
    if let progress { onProgress(progress) }
  }
}
