import Foundation
import StoaLanguage

/// `cross_validate`, and what it shares with `tune`.
extension Binder {
  func crossValidation(
    _ fit: FitSyntax, _ plan: Plan, _ stage: Stage
  ) async throws -> Experiment {
    let scope = await scope(plan)
    let (own, rest) = try options(fit, ModelCatalogue.foldOptions, scope)
    let seed = own.int("seed") ?? .random(in: 0..<(1 << 31))
    let count = Int(own.int("k") ?? 5)
    var plain = fit
    plain.options = rest
    let request = try await seeded(self.fit(plain, plan, stage), seed)
    return experiment(
      (0..<count).map {
        Experiment.Trial(request: request, settings: [.int(Int64($0 + 1))], part: $0)
      },
      .folds(count), seed, settings: [Field("fold", .int)], seconds: nil,
      engine: await context.engine(for: plan))
  }

  /// The request with the experiment's seed, where its kind draws and it has none of its own.
  func seeded(_ request: FitRequest, _ seed: Int64) -> FitRequest {
    let known = ModelCatalogue.find(request.kind.rawValue)?.parameters ?? []
    var request = request
    if request.parameters["seed"] == nil, known.contains(where: { $0.name == "seed" }) {
      request.parameters["seed"] = .int(seed)
    }
    return request
  }

  /// The options of the verb, and those of the kind.
  func options(
    _ fit: FitSyntax, _ known: [ModelParameter], _ scope: Scope
  ) throws -> (own: [String: ParameterValue], rest: [Option]) {
    var own: [String: ParameterValue] = [:]
    var rest: [Option] = []
    for option in fit.options {
      if let parameter = known.first(where: { $0.name == option.name.text }) {
        own[parameter.name] = try value(option, parameter, scope)
      } else {
        rest.append(option)
      }
    }
    return (own, rest)
  }

  func experiment(
    _ trials: [Experiment.Trial], _ parting: Experiment.Parting, _ seed: Int64, settings: [Field],
    seconds: Double?, engine: String
  ) -> Experiment {
    let isClassification = trials.first?.request.task == .classification
    let metrics =
      (isClassification ? ["accuracy", "f1", "log_loss"] : ["rmse", "mae", "r2"])
      .map { Field($0, .float) } + [Field("rows", .int)]
    let schema = Schema(settings + metrics + Experiment.measures)
    // No frame has this identity, and the run puts the rows in its place before anything reads it.
    let placeholder = Plan.materialized(
      MaterializedFrame(
        id: "experiment-\(UUID().uuidString)", engine: engine, schema: schema, rows: 0, bytes: 0),
      origin: nil)
    return Experiment(
      trials: trials, parting: parting, seed: seed, seconds: seconds, settings: settings,
      metrics: metrics, placeholder: placeholder)
  }

  /// One row of the metrics of a trained model on rows.
  public func evaluation(
    of model: any PredictingModel, label: NamedExpression, on plan: Plan
  ) async throws -> Plan {
    let span = SourceSpan(0, 0)
    let truth = "__label"
    let predicted = try await predict(
      plan.deriving([NamedExpression(truth, label.value)]), model, nil, "prediction")
    let metrics = model.classes.isEmpty ? [] : ["accuracy", "f1", "log_loss"]
    return try await evaluate(
      predicted, Identifier(truth, span: span),
      metrics.map { Identifier($0, span: span) }, await scope(predicted), span)
  }
}

extension [String: ParameterValue] {
  func int(_ name: String) -> Int64? {
    if case .int(let value)? = self[name] { value } else { nil }
  }

  func float(_ name: String) -> Double? {
    if case .float(let value)? = self[name] { value } else { nil }
  }
}
