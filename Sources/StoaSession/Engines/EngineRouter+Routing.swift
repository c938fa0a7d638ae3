import StoaEngine
import StoaPlan

extension EngineRouter {
  /// Where a plan runs, and which frames must be sent there before.
  struct Route {
    var engine: any Engine
    var foreign: [MaterializedFrame]
  }

  /// Finds out where a plan runs.
  ///
  /// - Throws: `EngineError` of the kind `unsupported` where what it reads cannot come together,
  ///   `connection` where the engine that holds a frame was closed.
  func route(_ plan: Plan) throws -> Route {
    let engines = openEngines
    let chosen = current.engine
    let frames = plan.keptFrames
    var holders = Set(frames.map(\.engine))
    if plan.readsOfChosenEngine { holders.insert(chosen.name) }
    let remote = holders.subtracting([Self.local])
    // A cluster's rows stay where they are.
    let target = remote.first ?? holders.first ?? chosen.name
    guard let engine = engines[target] else {
      throw EngineError(
        .connection, "\(target), which holds a frame of this pipeline, was closed",
        hint: "compute the frame again")
    }
    if target != chosen.name, plan.readsOfChosenEngine {
      throw EngineError(
        .unsupported,
        "a frame is kept on \(target), and the rest of the pipeline is read by \(chosen.name)",
        hint: "`:engine \(target)`, then `frame = frame | collect` brings the frame here")
    }
    return Route(engine: engine, foreign: frames.filter { $0.engine != target })
  }

  /// The engine for a plan, and the plan with all its frames there.
  func routed(
    _ plan: Plan, _ context: ExecutionContext
  ) async throws -> (engine: any Engine, plan: Plan) {
    let route = try route(plan)
    guard !route.foreign.isEmpty else { return (route.engine, plan) }
    var copies: [String: MaterializedFrame] = [:]
    for frame in route.foreign where copies[frame.id] == nil {
      copies[frame.id] = try await copy(of: frame, on: route.engine, context)
    }
    let ready = plan.replacingParts { part in
      guard case .materialized(let frame, let origin) = part, let copy = copies[frame.id]
      else { return nil }
      return .materialized(copy, origin: origin)
    }
    return (route.engine, ready)
  }

  /// The copy of a frame on another engine, which is sent there where it is not yet.
  private func copy(
    of frame: MaterializedFrame, on target: any Engine, _ context: ExecutionContext
  ) async throws -> MaterializedFrame {
    if let copy = sentCopy(of: frame), copy.engine == target.name { return copy }
    guard frame.bytes <= Self.largestSent else {
      throw EngineError(
        .resources,
        "a frame of \(ByteCount.text(frame.bytes)) on \(frame.engine) is too large to be sent to"
          + " \(target.name) by itself, which stops at \(ByteCount.text(Self.largestSent))",
        hint: "save it to a file that \(target.name) reads, or `collect` the other frame")
    }
    let source = try await engine(named: frame.engine)
    let rows = try await source.run(.materialized(frame, origin: nil), context)
    let copy = try await target.ingest(rows, context)
    keep(copy: copy, of: frame)
    context.onNotice(
      "sent \(frame.rows) \(frame.rows == 1 ? "row" : "rows") from \(frame.engine) to"
        + " \(target.name) (\(ByteCount.text(copy.bytes)))")
    return copy
  }

  /// Brings the rows of a plan to the engine of this process, batch by batch.
  func collect(_ plan: Plan, _ context: ExecutionContext) async throws -> MaterializedFrame {
    let local = try await engine(named: Self.local)
    let (engine, ready) = try await routed(plan, context)
    if engine.name == Self.local { return try await local.materialize(ready, context) }
    return try await local.ingest(try await engine.run(ready, context), context)
  }
}

extension Plan {
  /// The frames of engines that it reads.
  fileprivate var keptFrames: [MaterializedFrame] {
    leaves.compactMap { if case .materialized(let frame, _) = $0 { frame } else { nil } }
  }

  /// Whether the engine that was chosen must read something for it: a file, or its own SQL.
  fileprivate var readsOfChosenEngine: Bool {
    switch self {
    case .load, .sql: true
    case .materialized: false
    default: inputs.contains(where: \.readsOfChosenEngine)
    }
  }
}
