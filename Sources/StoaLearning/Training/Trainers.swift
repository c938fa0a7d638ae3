import StoaEngine
import StoaPlan

extension ExecutionContext {
  /// Measures a step of the training that no engine does.
  func measure<Result>(
    _ name: String, _ body: () async throws -> Result
  ) async rethrows -> Result {
    let id = clock?.begin(name, in: step)
    defer { if let id { clock?.end(id) } }
    return try await body()
  }
}

/// Training on any engine that runs plans.
public enum Trainers {
  /// Trains the model that a request asks for.
  ///
  /// - Throws: `EngineError` of the kind `unsupported` for a kind or task that this library does
  ///   not train, `input` where a parameter, the label or the rows do not fit, `cancelled` where
  ///   the task was cancelled, and whatever the engine throws.
  public static func fit(
    _ request: FitRequest, engine: any Engine, _ context: ExecutionContext
  ) async throws -> any Model {
    switch (request.kind, request.task) {
    case (.linear, .regression):
      return try await LinearTrainer(request, engine: engine, context).train()
    case (.logistic, .classification):
      return try await LogisticTrainer(request, engine: engine, context).train()
    case (.linear, .classification):
      throw EngineError(
        .unsupported, "`fit linear` predicts numbers, not classes", hint: "use `fit logistic`")
    case (.logistic, .regression):
      throw EngineError(
        .unsupported, "`fit logistic` predicts classes, not numbers", hint: "use `fit linear`")
    case (.tree, _), (.forest, _), (.boosted, _):
      return try await EnsembleTrainer(request, engine: engine, context).train()
    case (.network, _):
      return try await NetworkTrainer(request, engine: engine, context).train()
    }
  }
}
