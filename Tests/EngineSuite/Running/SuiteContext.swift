import StoaEngine
import StoaPlan

/// What the binder is told while a program of the suite is bound.
struct SuiteContext: BindingContext {
  var engine: any Engine
  var bindings: [String: Binding]

  func binding(named name: String) async -> Binding? { bindings[name] }
  func names() async -> [String] { bindings.keys.sorted() }
  func systemFrame(_ name: String) async throws -> Plan? { nil }
  func systemFrameNames() async -> [String] { [] }

  func schema(of source: FileSource) async throws -> Schema {
    try await engine.schema(of: source, ExecutionContext())
  }

  func schema(ofSQL text: String, frames: [String: Plan]) async throws -> Schema {
    try await engine.schema(ofSQL: text, frames: frames, ExecutionContext())
  }

  func distinctValues(
    of expression: Expression, in plan: Plan, limit: Int
  ) async throws -> [Value] {
    let column = Expression.column("value", expression.type)
    let values = Plan.limit(
      .sort(
        .aggregate(plan, keys: [NamedExpression("value", expression)], values: []),
        [SortKey(column)]), skip: 0, take: Int64(limit))
    let table = try await engine.run(values, ExecutionContext()).collect()
    return (0..<table.rowCount).map { table.row($0)[0] }
  }

  func model(at path: String) async throws -> any PredictingModel {
    try await engine.loadModel(path, ExecutionContext())
  }

  func engine(for plan: Plan) async -> String { engine.name }
  func unsupported(in plan: Plan) async -> [String] { engine.unsupported(in: plan) }
  func unsupported(_ target: FileTarget, of plan: Plan) async -> String? {
    engine.unsupported(target)
  }
}
