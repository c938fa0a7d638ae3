import StoaEngine
import StoaPlan

/// What the binder is told while a text is being typed: nothing runs, and no cluster is asked.
struct CompletionContext: BindingContext {
  var environment: Environment
  var engine: EngineRouter
  var schemas: SchemaMemo

  /// Why something is not known here.
  private struct Unknown: Error {}

  func binding(named name: String) async -> Binding? { environment.binding(named: name) }

  func names() async -> [String] { environment.names }

  func params() async -> [String: Param] { environment.params }

  func systemFrame(_ name: String) async throws -> Plan? {
    SystemFrames.emptyTable(name).map { .literal($0.schema, rows: []) }
  }

  func systemFrameNames() async -> [String] { SystemFrames.names }

  func schema(of source: FileSource) async throws -> Schema {
    let isHere = engine.current.address == nil
    let fingerprints = isHere ? try await engine.fingerprints(of: source) : []
    if isHere, let schema = schemas.schema(of: source, on: engine.name, fingerprints) {
      return schema
    }
    guard isHere else { throw Unknown() }
    let context = ExecutionContext(operation: OperationID())
    let schema = try await engine.schema(of: source, context)
    schemas.keep(schema, of: source, on: engine.name, fingerprints)
    return schema
  }

  func schema(ofSQL text: String, frames: [String: Plan]) async throws -> Schema {
    guard engine.current.address == nil else { throw Unknown() }
    return try await engine.schema(
      ofSQL: text, frames: frames, ExecutionContext(operation: OperationID()))
  }

  func distinctValues(
    of expression: Expression, in plan: Plan, limit: Int
  ) async throws -> [Value] { throw Unknown() }

  func model(at path: String) async throws -> any PredictingModel { throw Unknown() }

  func engine(for plan: Plan) async -> String { engine.name }

  func unsupported(in plan: Plan) async -> [String] { [] }

  func unsupported(_ target: FileTarget, of plan: Plan) async -> String? { nil }
}
