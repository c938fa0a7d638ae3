import SparkConnect
import StoaEngine
import StoaPlan

extension SparkEngine {
  /// Does something on the server; where the server turns out to have lost the session, says so,
  /// opens another one and does it again, once.
  func recovering<Result: Sendable>(
    _ context: ExecutionContext, _ body: () async throws -> Result
  ) async throws -> Result {
    let generation = generation
    do {
      return try await body()
    } catch let error as EngineError where error.isLostSession {
      try await renew(after: generation, context)
      return try await body()
    }
  }

  /// Sees to it that there is a session, for what must not be done twice.
  func ensureSession(_ context: ExecutionContext) async throws {
    try await recovering(context) {
      _ = try await perform(context) { [session] _ in
        try await session.settings("spark.sql.ansi.enabled")
      }
    }
  }

  /// Opens a session in the place of one that was lost, and says what that means.
  func renew(after generation: Int, _ context: ExecutionContext) async throws {
    do {
      guard try await live.renew(after: generation) else { return }
    } catch {
      throw EngineError(spark: error)
    }
    application.withLock { $0 = nil }
    context.onNotice(
      "Spark's server had lost the session, and a new one was opened: kept frames are computed"
        + " again where they are used, models on the server are gone")
  }

  /// A frame that is kept, in this session as in the one in which it was made.
  func kept(_ frame: MaterializedFrame, _ context: ExecutionContext) async throws -> KeptFrame {
    guard let kept = frames.withLock({ $0[frame.id] }) else {
      throw EngineError(
        .connection, "Spark does not keep that frame any more", hint: "compute it again")
    }
    let current = generation
    if kept.generation == current { return kept }
    var again = kept
    again.generation = current
    switch kept.source {
    case .plan(let plan):
      let input = try await numbered(plan, context)
      // The query that asks for it computes it.
      try await perform(context) { [session] _ in try await session.persist(input.relation) }
      again.input = input
    case .rows(let stream):
      again.input.relation = try await perform(context) { [session] _ in
        try await session.relation(of: [stream])
      }
    }
    let restored = again
    frames.withLock { frames in
      // It may have been released meanwhile.
      if frames[frame.id] != nil { frames[frame.id] = restored }
    }
    return restored
  }
}

extension EngineError {
  /// Whether the server has lost the session, so that only another one can help.
  var isLostSession: Bool { kind == .connection && message == Self.lostSession }

  /// What is said of a session that the server does not know any more.
  static let lostSession = "Spark's server has lost the session"
}
