import StoaEngine
import StoaPlan

/// What is asked of an engine goes to the one that is meant.
extension EngineRouter {
  public var name: String { current.engine.name }
  public var version: String { current.engine.version }
  public var dialect: Dialect { current.engine.dialect }
  public var resultSettings: [String: String] { current.engine.resultSettings }

  public func unsupported(in plan: Plan) -> [String] {
    do {
      let route = try route(plan)
      // A frame that is sent is then one of the engine's own.
      let target = route.engine.name
      let sent = plan.replacingParts { part in
        guard case .materialized(var frame, let origin) = part, frame.engine != target
        else { return nil }
        frame.engine = target
        return .materialized(frame, origin: origin)
      }
      return route.engine.unsupported(in: sent)
    } catch let error as EngineError {
      return [error.message]
    } catch {
      return ["\(error)"]
    }
  }

  public func schema(
    of source: FileSource, _ context: ExecutionContext
  ) async throws -> Schema {
    try await current.engine.schema(of: source, context)
  }

  public func schema(
    ofSQL text: String, frames: [String: Plan], _ context: ExecutionContext
  ) async throws -> Schema {
    let probe = Plan.sql(text, Schema([]), frames: frames)
    let (engine, ready) = try await routed(probe, context)
    guard case .sql(_, _, let there) = ready else { return Schema([]) }
    return try await engine.schema(ofSQL: text, frames: there, context)
  }

  public func fingerprints(of source: FileSource) async throws -> [FileFingerprint] {
    try await current.engine.fingerprints(of: source)
  }

  public func run(_ plan: Plan, _ context: ExecutionContext) async throws -> QueryResult {
    let (engine, ready) = try await routed(plan, context)
    return try await engine.run(ready, context)
  }

  public func write(
    _ plan: Plan, to target: FileTarget, _ context: ExecutionContext
  ) async throws -> WriteReport {
    let (engine, ready) = try await routed(plan, context)
    return try await engine.write(ready, to: target, context)
  }

  public func materialize(
    _ plan: Plan, _ context: ExecutionContext
  ) async throws -> MaterializedFrame {
    let (engine, ready) = try await routed(plan, context)
    return try await engine.materialize(ready, context)
  }

  public func ingest(_ table: Table, _ context: ExecutionContext) async throws -> MaterializedFrame
  {
    try await current.engine.ingest(table, context)
  }

  public func release(_ frame: MaterializedFrame) async throws {
    let engines = openEngines
    if let copy = forgetCopy(of: frame) { try await engines[copy.engine]?.release(copy) }
    try await engines[frame.engine]?.release(frame)
  }

  public func explain(_ plan: Plan, _ context: ExecutionContext) async throws -> Explanation {
    let (engine, ready) = try await routed(plan, context)
    return try await engine.explain(ready, context)
  }

  public func systemTable(_ name: String, _ context: ExecutionContext) async throws -> Table? {
    try await current.engine.systemTable(name, context)
  }

  public func fit(_ request: FitRequest, _ context: ExecutionContext) async throws -> any Model {
    var request = request
    let (engine, input) = try await routed(request.input, context)
    request.input = input
    return try await engine.fit(request, context)
  }

  public func save(
    _ model: any Model, to path: String, overwrite: Bool, _ context: ExecutionContext
  ) async throws {
    try await current.engine.save(model, to: path, overwrite: overwrite, context)
  }

  public func loadModel(_ path: String, _ context: ExecutionContext) async throws -> any Model {
    try await current.engine.loadModel(path, context)
  }

  public func cancel(_ operation: OperationID) async {
    // It may have begun on one engine and gone on to another.
    await withTaskGroup { group in
      for engine in openEngines.values { group.addTask { await engine.cancel(operation) } }
    }
  }

  public func close() async {
    for engine in openEngines.values { await engine.close() }
  }
}
