import StoaEngine
import StoaPlan

/// What the binder is told of a session, as it is when a statement is bound.
struct NotebookContext: BindingContext {
  var environment: Environment
  var engine: any Engine
  var schemas: SchemaMemo
  var scope: CellScope
  var step: StepClock.StepID
  var reads: NameReads
  var systemTable: @Sendable (String, ExecutionContext) async throws -> Table?

  func binding(named name: String) async -> Binding? {
    reads.note(name)
    return environment.binding(named: name)
  }

  func names() async -> [String] { environment.names }

  func params() async -> [String: Param] {
    for name in environment.params.keys { reads.note(name) }
    return environment.params
  }

  func systemFrame(_ name: String) async throws -> Plan? {
    guard
      let table = try await scope.perform(within: step, { try await systemTable(name, $0) })
    else { return nil }
    let frame = try await scope.perform(within: step) { try await engine.ingest(table, $0) }
    scope.addTemporary(frame)
    return .materialized(frame, origin: nil)
  }

  func systemFrameNames() async -> [String] { SystemFrames.names }

  func schema(of source: FileSource) async throws -> Schema {
    let fingerprints = try await engine.fingerprints(of: source)
    if let schema = schemas.schema(of: source, on: engine.name, fingerprints) { return schema }
    let schema = try await scope.perform("schema", detail: source.path, in: step) {
      try await engine.schema(of: source, $0)
    }
    schemas.keep(schema, of: source, on: engine.name, fingerprints)
    return schema
  }

  func schema(ofSQL text: String, frames: [String: Plan]) async throws -> Schema {
    try await scope.perform("schema", in: step) {
      try await engine.schema(ofSQL: text, frames: frames, $0)
    }
  }

  func distinctValues(
    of expression: Expression, in plan: Plan, limit: Int
  ) async throws -> [Value] {
    let key = NamedExpression("value", expression)
    let column = Expression.column("value", expression.type)
    let values = Plan.limit(
      .sort(.aggregate(plan, keys: [key], values: []), [SortKey(column)]), skip: 0,
      take: Int64(limit))
    let table = try await scope.perform("values", in: step) {
      try await engine.run(values, $0).collect()
    }
    return table.columns.first.map { column in (0..<column.count).map { column[$0] } } ?? []
  }

  func model(at path: String) async throws -> any PredictingModel {
    try await scope.perform("load model", detail: path, in: step) {
      try await engine.loadModel(path, $0)
    }
  }

  func engine(for plan: Plan) async -> String {
    // Where it cannot run at all is told by `unsupported`.
    guard let router = engine as? EngineRouter else { return engine.name }
    return (try? router.route(plan).engine.name) ?? engine.name
  }

  func unsupported(in plan: Plan) async -> [String] { engine.unsupported(in: plan) }

  func unsupported(_ target: FileTarget, of plan: Plan) async -> String? {
    guard let router = engine as? EngineRouter else { return engine.unsupported(target) }
    return try? router.route(plan).engine.unsupported(target)
  }
}

extension Plan {
  /// The engine's names of the frames that it reads.
  var frameIDs: [String] {
    if case .materialized(let frame, _) = self { return [frame.id] }
    return inputs.flatMap(\.frameIDs)
  }
}
