import Foundation
import StoaLanguage

/// `cross_validate` and `tune`.
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

  func tuning(_ fit: FitSyntax, _ plan: Plan, _ stage: Stage) async throws -> Experiment {
    let scope = await scope(plan)
    let (own, rest) = try options(fit, ModelCatalogue.tuneOptions, scope)
    let seed = own.int("seed") ?? .random(in: 0..<(1 << 31))
    let entry = try kind(fit).1
    let base = try await unparameterized(fit, plan, stage)
    var combinations: [[(name: String, value: ParameterValue)]] = [[]]
    var tuned: [Field] = []
    for option in rest {
      guard let parameter = entry.parameters.first(where: { $0.name == option.name.text }) else {
        // The error that `fit` has for it.
        var plain = fit
        plain.options = [option]
        _ = try await self.fit(plain, plan, stage)
        continue
      }
      let isTuned = option.isList && parameter.fallback != .requiredInts
      let values = try isTuned
        ? option.values.map {
          try value(Option(name: option.name, values: [$0], isList: false), parameter, scope)
        } : [value(option, parameter, scope)]
      if isTuned { tuned.append(Field(parameter.name, parameter.fallback.type)) }
      combinations = combinations.flatMap { known in
        values.map { known + [(parameter.name, $0)] }
      }
    }
    guard !tuned.isEmpty else {
      throw Diagnostic(
        code: "tune", message: "there is nothing to tune: no parameter has a list of values",
        span: stage.span, hint: "write a list, as in `with max_depth = [5, 10, 15]`")
    }
    let tries = Int(own.int("tries") ?? 0)
    let chosen = tries > 0 && tries < combinations.count
      ? Self.drawn(tries, of: combinations, seed) : combinations
    let names = tuned.map(\.name)
    let trials = chosen.enumerated().map { number, parameters in
      var request = base
      request.parameters = Dictionary(parameters.map { ($0.name, $0.value) }) { $1 }
      let settings = parameters.filter { names.contains($0.name) }.map { $0.value.plain }
      return Experiment.Trial(
        request: seeded(request, seed), settings: [.int(Int64(number + 1))] + settings, part: 0)
    }
    return experiment(
      trials, .share(own.float("share") ?? 0.3), seed,
      settings: [Field("try", .int)] + tuned,
      seconds: own.float("seconds").flatMap { $0 > 0 ? $0 : nil },
      engine: await context.engine(for: plan))
  }

  /// Some combinations in the order of all; the draw is Fisher and Yates's.
  private static func drawn<Item>(_ count: Int, of all: [Item], _ seed: Int64) -> [Item] {
    var state = UInt64(bitPattern: seed)
    var places = Array(all.indices)
    for place in 0..<count {
      // A linear congruential generator (D. E. Knuth, MMIX) is enough to choose from a list.
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      places.swapAt(place, place + Int((state >> 33) % UInt64(all.count - place)))
    }
    return places[0..<count].sorted().map { all[$0] }
  }

  /// The request with the experiment's seed, where its kind draws and it has none of its own.
  private func seeded(_ request: FitRequest, _ seed: Int64) -> FitRequest {
    let known = ModelCatalogue.find(request.kind.rawValue)?.parameters ?? []
    var request = request
    if request.parameters["seed"] == nil, known.contains(where: { $0.name == "seed" }) {
      request.parameters["seed"] = .int(seed)
    }
    return request
  }

  /// The options of the verb, and those of the kind.
  private func options(
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

  private func experiment(
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
  fileprivate func int(_ name: String) -> Int64? {
    if case .int(let value)? = self[name] { value } else { nil }
  }

  fileprivate func float(_ name: String) -> Double? {
    if case .float(let value)? = self[name] { value } else { nil }
  }
}

extension ParameterValue {
  /// As a value of a frame.
  fileprivate var plain: Value {
    switch self {
    case .bool(let flag): .bool(flag)
    case .int(let number): .int(number)
    case .float(let number): .float(number)
    case .word(let word): .string(word)
    case .list: .null
    }
  }
}

extension ModelParameter.Default {
  fileprivate var type: DataType {
    switch self {
    case .bool: .bool
    case .int, .randomInt: .int
    case .float: .float
    case .word, .requiredInts: .string
    }
  }
}
