import Foundation
import StoaLanguage

/// `tune`: a grid of parameters, or draws from lists and ranges.
extension Binder {
  /// A parameter of the models to train, with its value.
  typealias Setting = (name: String, value: ParameterValue)

  func tuning(_ fit: FitSyntax, _ plan: Plan, _ stage: Stage) async throws -> Experiment {
    let scope = await scope(plan)
    let (own, rest) = try options(fit, ModelCatalogue.tuneOptions, scope)
    let seed = own.int("seed") ?? .random(in: 0..<(1 << 31))
    let entry = try kind(fit).1
    let base = try await unparameterized(fit, plan, stage)
    var space: [TunedParameter] = []
    for option in rest {
      guard let parameter = entry.parameters.first(where: { $0.name == option.name.text }) else {
        // The error that `fit` has for it.
        var plain = fit
        plain.options = [option]
        _ = try await self.fit(plain, plan, stage)
        continue
      }
      space.append(try tuned(option, parameter, scope))
    }
    guard space.contains(where: \.isTuned) else {
      throw Diagnostic(
        code: "tune", message: "there is nothing to tune: no parameter has a list of values",
        span: stage.span, hint: "write a list, as in `with max_depth = [5, 10, 15]`")
    }
    let names = space.filter(\.isTuned).map(\.field)
    let trials = try combinations(space, tries: Int(own.int("tries") ?? 0), seed, rest)
      .enumerated().map { number, parameters in
        var request = base
        request.parameters = Dictionary(parameters.map { ($0.name, $0.value) }) { $1 }
        let settings = parameters.filter { setting in names.contains { $0.name == setting.name } }
        return Experiment.Trial(
          request: seeded(request, seed),
          settings: [.int(Int64(number + 1))] + settings.map(\.value.plain), part: 0)
      }
    return experiment(
      trials, .share(own.float("share") ?? 0.3), seed, settings: [Field("try", .int)] + names,
      seconds: own.float("seconds").flatMap { $0 > 0 ? $0 : nil },
      engine: await context.engine(for: plan))
  }

  private func tuned(
    _ option: Option, _ parameter: ModelParameter, _ scope: Scope
  ) throws -> TunedParameter {
    func one(_ expr: Expr) throws -> ParameterValue {
      try value(Option(name: option.name, values: [expr], form: .single), parameter, scope)
    }
    let field = Field(parameter.name, parameter.fallback.type)
    switch option.form {
    case .range:
      let ends = try option.values.map(one)
      switch (ends[0], ends[1]) {
      case (.int(let low), .int(let high)) where low < high:
        return TunedParameter(field: field, choices: .ints(low...high))
      case (.float(let low), .float(let high)) where low < high:
        return TunedParameter(field: field, choices: .floats(low...high))
      default:
        throw Diagnostic(
          code: "tune",
          message:
            "`\(parameter.name)` has no range here: a range goes from a number up to another",
          span: option.values[0].span.union(option.values[1].span))
      }
    case .list where parameter.fallback != .requiredInts:
      return TunedParameter(field: field, choices: .list(try option.values.map(one)))
    case .single, .list:
      return TunedParameter(
        field: field, choices: .list([try value(option, parameter, scope)]),
        isTuned: false)
    }
  }

  /// The settings of each model: all combinations, or as many as are asked for.
  private func combinations(
    _ space: [TunedParameter], tries: Int, _ seed: Int64, _ options: [Option]
  ) throws -> [[Setting]] {
    var draw = Draw(seed)
    if let range = options.first(where: { $0.form == .range }) {
      guard tries > 0 else {
        throw Diagnostic(
          code: "tune", message: "a range is drawn from, and this does not say how often",
          span: range.name.span, hint: "add how many models to train: `tries = 20`")
      }
      return (0..<tries).map { _ in space.map { ($0.field.name, $0.choices.drawn(&draw)) } }
    }
    var all: [[Setting]] = [[]]
    for parameter in space {
      guard case .list(let values) = parameter.choices else { continue }
      all = all.flatMap { known in values.map { known + [(parameter.field.name, $0)] } }
    }
    guard tries > 0, tries < all.count else { return all }
    // Fisher and Yates's draw, in the order of all.
    var places = Array(all.indices)
    for place in 0..<tries { places.swapAt(place, place + draw.below(all.count - place)) }
    return places[0..<tries].sorted().map { all[$0] }
  }
}

/// A parameter and what it may be.
private struct TunedParameter {
  enum Choices {
    case list([ParameterValue])
    case ints(ClosedRange<Int64>)
    case floats(ClosedRange<Double>)

    func drawn(_ draw: inout Draw) -> ParameterValue {
      switch self {
      case .list(let values): values[draw.below(values.count)]
      case .ints(let range):
        .int(range.lowerBound + Int64(draw.below(Int(range.upperBound - range.lowerBound) + 1)))
      // What spans magnitudes, such as a step size, has its good values at any of them.
      case .floats(let range)
      where range.lowerBound > 0
        && range.upperBound / range.lowerBound >= 100:
        .float(
          range.lowerBound * pow(range.upperBound / range.lowerBound, draw.share()))
      case .floats(let range):
        .float(range.lowerBound + (range.upperBound - range.lowerBound) * draw.share())
      }
    }
  }

  var field: Field
  var choices: Choices
  /// Whether it is a column of the result.
  var isTuned = true
}

/// Numbers by chance: a linear congruential generator (D. E. Knuth, MMIX), which is enough to
/// choose among settings.
private struct Draw {
  private var state: UInt64

  init(_ seed: Int64) { state = UInt64(bitPattern: seed) }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(count, 1))) }

  /// From 0 up to 1.
  mutating func share() -> Double { Double(next()) / 0x1p31 }

  private mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state >> 33
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
