import StoaEngine
import StoaLanguage
import StoaPlan

/// Runs programs on an engine, with the names that they bind and no shell around them.
public struct SuiteSession: Sendable {
  public let engine: any Engine
  var bindings: [String: Binding] = [:]
  var kept: [MaterializedFrame] = []

  public init(engine: any Engine) {
    self.engine = engine
  }

  /// Runs a program; gives the rows of its last pipeline that binds no name, and their plan.
  ///
  /// It throws a `DiagnosticList`, an `EngineError`, or a `BrokenExpectation`.
  public mutating func run(_ text: String) async throws -> (plan: Plan, table: Table)? {
    var result: (Plan, Table)?
    for statement in try Parser.parse(text).get().statements {
      let binder = Binder(text: text, context: SuiteContext(engine: engine, bindings: bindings))
      switch try await binder.bind(statement) {
      case .command(let command):
        throw EngineError(.unsupported, "`:\(command.name.text)` is a command of the shell")
      case .param(let name, let value, let type): bindings[name] = .param(value, type)
      case .pipeline(let names, let pipeline):
        let outcome = try await perform(pipeline)
        if names.isEmpty, case .frame(let plan) = outcome {
          result = (plan, try await rows(of: plan))
        }
        try await bind(names, to: outcome)
      }
    }
    return result
  }

  /// The rows of a plan.
  public func rows(of plan: Plan) async throws -> Table {
    try await engine.run(plan, ExecutionContext()).collect()
  }

  /// Binds a name to the rows of a plan, kept by the engine.
  public mutating func keep(_ plan: Plan, as name: String) async throws {
    bindings[name] = .frame(try await materialized(plan))
  }

  /// Lets go of the frames that the engine keeps for this session.
  public func close() async throws {
    for frame in kept { try await engine.release(frame) }
  }

  private mutating func materialized(_ plan: Plan) async throws -> Plan {
    let frame = try await engine.materialize(plan, ExecutionContext())
    kept.append(frame)
    return .materialized(frame, origin: plan)
  }

  /// Does what the stages of a pipeline do besides passing rows on.
  private mutating func perform(_ pipeline: BoundPipeline) async throws -> Outcome {
    var outcome = pipeline.outcome
    for step in pipeline.steps {
      switch (step.effect, step.outcome) {
      case (nil, _): break
      case (.cache, .frame(let plan)):
        let frame = try await materialized(plan)
        if case .frame(let whole) = outcome {
          outcome = .frame(whole.replacingParts { $0 == plan ? frame : nil })
        }
      case (.save(let target), .frame(let plan)):
        _ = try await engine.write(plan, to: target, ExecutionContext())
      case (.saveModel(let path, let overwrite), let trained):
        try await engine.save(
          try await model(trained), to: path, overwrite: overwrite, ExecutionContext())
      case (.expect(let expectation), _):
        let broken = try await rows(of: .limit(expectation.violations, skip: 0, take: 1))
        if broken.rowCount > 0 { throw BrokenExpectation(text: expectation.text) }
      case (.explain, .frame(let plan)): _ = try await engine.explain(plan, ExecutionContext())
      case (.profile, .frame(let plan)): _ = try await rows(of: plan)
      default: throw EngineError(.fault, "a stage with an effect follows what it cannot follow")
      }
    }
    return outcome
  }

  private mutating func bind(_ names: [String], to outcome: Outcome) async throws {
    switch outcome {
    case .frame(let plan): if let name = names.first { bindings[name] = .frame(.named(name, plan)) }
    case .frames(let plans):
      for (name, plan) in zip(names, plans) { bindings[name] = .frame(.named(name, plan)) }
    case .fit, .model:
      let model = try await model(outcome)
      if let name = names.first { bindings[name] = .model(model) }
    }
  }

  private func model(_ outcome: Outcome) async throws -> any Model {
    switch outcome {
    case .fit(let request): return try await engine.fit(request, ExecutionContext())
    case .model(let model as any Model): return model
    default: throw EngineError(.fault, "a model was wanted, and there is none")
    }
  }
}

/// An `expect` that does not hold.
public struct BrokenExpectation: Error, Sendable {
  public var text: String
}
