import SparkConnect
import StoaEngine
import Synchronization

/// The session of an engine; where the server has lost it, another takes its place.
final class LiveSession: Sendable {
  private struct State {
    var session: SparkSession
    var generation = 0
  }

  private let server: ConnectionString
  private let state: Mutex<State>
  /// One at a time looks whether the session is there, and opens another.
  private let gate = Gate()

  /// Settings of the session on which the answers depend.
  private static let settings = [
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "true",
  ]

  init(_ connection: String) async throws {
    var server = try ConnectionString(connection)
    state = Mutex(State(session: try await Self.open(server)))
    // The server never gives a session's name away again.
    server.sessionID = nil
    self.server = server
  }

  var session: SparkSession { state.withLock { $0.session } }
  /// How many sessions there have been before this one.
  var generation: Int { state.withLock { $0.generation } }

  /// Opens a session in the place of one that the server has lost.
  ///
  /// - Returns: whether the session is another one now than that of the generation.
  func renew(after generation: Int) async throws -> Bool {
    try await gate.pass {
      if self.generation != generation { return true }
      let old = self.session
      if try await Self.isAlive(old) { return false }
      let fresh = try await Self.open(self.server)
      self.state.withLock { $0 = State(session: fresh, generation: generation + 1) }
      // There is nobody to whom its end matters.
      Task { await old.close() }
      return true
    }
  }

  private static func open(_ server: ConnectionString) async throws -> SparkSession {
    let session = try await SparkSession(
      server,
      configuration: SparkConfiguration(
        userAgent: "stoa", progressInterval: .milliseconds(200)))
    do {
      try await session.set(settings)
    } catch {
      await session.close()
      throw error
    }
    return session
  }

  private static func isAlive(_ session: SparkSession) async throws -> Bool {
    do {
      _ = try await session.settings("spark.sql.ansi.enabled")
      return true
    } catch let error as SparkError where error.kind == .sessionLost {
      return false
    }
  }
}
