import StoaEngine
import Synchronization

/// Connections that nobody uses, so that each running operation has one of its own.
final class ConnectionPool: Sendable {
  private struct State {
    /// Nil once the pool is closed and every connection is back.
    var database: Database?
    var isClosed = false
    var idle: [Connection] = []
    var taken = 0
    /// Who waits for the database to be closed.
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>

  init(_ database: Database) {
    state = Mutex(State(database: database))
  }

  /// Gives a connection that nobody else has until it is given back.
  func take() async throws -> Connection {
    let connection = try state.withLock { state in
      guard let database = state.database, !state.isClosed else {
        throw EngineError(.unavailable, "the engine is closed")
      }
      let connection = try state.idle.popLast() ?? database.connect()
      state.taken += 1
      return connection
    }
    do {
      try await connection.perform { try $0.setUp(Self.settings) }
    } catch {
      giveBack(connection)
      throw error
    }
    return connection
  }

  func giveBack(_ connection: Connection) {
    state.withLock { state in
      state.taken -= 1
      state.idle.append(connection)
      Self.closeIfDone(&state)
    }
  }

  /// Closes the database, after the operations that still run have given their connections back.
  func close() async {
    await withCheckedContinuation { continuation in
      state.withLock { state in
        state.isClosed = true
        state.waiting.append(continuation)
        Self.closeIfDone(&state)
      }
    }
  }

  private static func closeIfDone(_ state: inout State) {
    guard state.isClosed, state.taken == 0 else { return }
    for connection in state.idle { connection.disconnect() }
    state.idle = []
    state.database?.close()
    state.database = nil
    for continuation in state.waiting { continuation.resume() }
    state.waiting = []
  }

  private static let settings = [
    // Progress is only counted where the bar is on, and we draw our own.
    "enable_progress_bar = true", "enable_progress_bar_print = false", "TimeZone = 'UTC'",
    // What a profile is read for: the sizes of the rows would be added up text by text.
    "tracked_metrics = ['operator.timing', 'operator.type', 'operator.extra_info', "
      + "'operator.intermediate_rows']",
  ]
}
