import StoaEngine
import Synchronization

/// Connections that nobody uses, so that each running operation has one of its own.
final class ConnectionPool: Sendable {
  private struct State {
    /// Nil once the pool is closed.
    var database: Database?
    var idle: [Connection] = []
  }

  private let state: Mutex<State>

  init(_ database: Database) {
    state = Mutex(State(database: database))
  }

  /// Gives a connection that nobody else has until it is given back.
  func take() async throws -> Connection {
    let (found, database) = state.withLock { ($0.idle.popLast(), $0.database) }
    if let found { return found }
    guard let database else { throw EngineError(.unavailable, "the engine is closed") }
    let connection = try database.connect()
    try await connection.perform { connection in
      for setting in Self.settings { try connection.query("SET \(setting)") }
    }
    return connection
  }

  func giveBack(_ connection: Connection) {
    state.withLock { if $0.database != nil { $0.idle.append(connection) } }
  }

  /// Lets go of the database; what still runs keeps it until it ends.
  func close() {
    state.withLock { $0 = State(database: nil) }
  }

  /// Progress is only counted where the bar is on, and we draw our own.
  private static let settings = [
    "enable_progress_bar = true", "enable_progress_bar_print = false", "TimeZone = 'UTC'",
  ]
}
