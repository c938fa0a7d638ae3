/// What a name stands for.
public enum Binding: Sendable {
  case frame(Plan)
  case model(any PredictingModel)
  case param(Value, DataType)
}

/// A value with a name.
public struct Param: Hashable, Sendable {
  public var value: Value
  public var type: DataType

  public init(value: Value, type: DataType) {
    self.value = value
    self.type = type
  }
}

/// What the binder asks of the world around a program.
///
/// Questions about data go to an engine, so they may take long and throw its errors.
public protocol BindingContext: Sendable {
  /// What a name stands for: a frame, a model, a param, or a result such as `_` and `_3`.
  func binding(named name: String) async -> Binding?
  /// All names that stand for something, for suggestions.
  func names() async -> [String]
  /// The params, which every expression may name.
  func params() async -> [String: Param]
  /// The frame `$name`, or nil where there is none.
  func systemFrame(_ name: String) async throws -> Plan?
  /// The names of all such frames, without the `$`.
  func systemFrameNames() async -> [String]
  /// Finds out the columns of a file.
  func schema(of source: FileSource) async throws -> Schema
  /// Finds out the columns of a query in the engine's own SQL.
  func schema(ofSQL text: String, frames: [String: Plan]) async throws -> Schema
  /// The distinct values of an expression in ascending order, at most `limit` of them.
  func distinctValues(of expression: Expression, in plan: Plan, limit: Int) async throws -> [Value]
  /// Reads a saved model.
  func model(at path: String) async throws -> any PredictingModel
  /// The name of the engine that a plan runs on.
  func engine(for plan: Plan) async -> String
  /// Sentences about what the engine cannot do in a plan; empty where it can do all.
  func unsupported(in plan: Plan) async -> [String]
  /// Why the engine that a plan runs on cannot write its rows to a file; nil where it can.
  func unsupported(_ target: FileTarget, of plan: Plan) async -> String?
}

extension BindingContext {
  public func params() async -> [String: Param] {
    var params: [String: Param] = [:]
    for name in await names() {
      if case .param(let value, let type) = await binding(named: name) {
        params[name] = Param(value: value, type: type)
      }
    }
    return params
  }
}
