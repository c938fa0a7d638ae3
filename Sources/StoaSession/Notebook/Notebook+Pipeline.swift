import StoaEngine
import StoaLanguage
import StoaPlan

extension Notebook {
  /// Runs a bound pipeline: its effects in order, then binds or shows what it gives.
  func run(
    _ pipeline: BoundPipeline, as names: [String], _ cell: inout CellState,
    _ step: StepClock.StepID
  ) async throws {
    var run = PipelineRun(steps: pipeline.steps, statement: step)
    for index in pipeline.steps.indices {
      run.index = index
      do {
        if case .fit(let request) = run.here.outcome, run.trained == nil {
          run.trained = try await train(request, cell, step)
        }
        if let effect = run.here.effect { try await perform(effect, &run, &cell) }
      } catch {
        throw CellFailure(error, source: cell.source, span: run.here.span)
      }
    }
    try await finish(run.kept(pipeline.outcome), run, names, &cell)
  }

  /// Binds what a pipeline gives, or shows it where no name asks for it and no effect has spoken.
  private func finish(
    _ outcome: Outcome, _ run: PipelineRun, _ names: [String], _ cell: inout CellState
  ) async throws {
    let isSilent = !names.isEmpty || run.here.effect?.isSilent == true
    switch outcome {
    case .frame(var plan):
      if isSilent {
        if !names.isEmpty { plan = try await materializedInStepMode(plan, names, run, cell) }
      } else {
        plan = try await show(plan, &cell, run.statement)
      }
      bindResult(names.first, to: .frame(plan), cell)
    case .frames(let plans):
      for (name, plan) in zip(names, plans) {
        let frame = try await materializedInStepMode(plan, [name], run, cell)
        bindResult(name, to: .frame(frame), cell)
      }
    case .fit, .model:
      guard let model = try run.model else { return }
      if !isSilent { emit(.model(model.summary), &cell) }
      if !names.isEmpty, run.trained != nil {
        for note in model.summary.notes { cell.scope.note(note) }
      }
      bindResult(names.first, to: .model(model), cell)
    }
  }

  /// Gives a name to something.
  func bind(_ name: String, to binding: Binding, _ cell: CellState) {
    environment.bind(name, to: binding, inCell: cell.place)
    dependencies[cell.place, default: CellDependencies()].bound.insert(name)
  }

  private func bindResult(_ name: String?, to binding: Binding, _ cell: CellState) {
    var named = binding
    if let name {
      if case .frame(let plan) = binding { named = .frame(.named(name, plan)) }
      bind(name, to: named, cell)
    }
    environment.setResult(named, ofCell: cell.place)
  }

  private func train(
    _ request: FitRequest, _ cell: CellState, _ step: StepClock.StepID
  ) async throws -> any Model {
    var request = request
    request.input = try await prepared(request.input, cell, step)
    let ready = request
    let fit = cell.scope.clock.begin("fit", detail: ready.formula.text, in: step)
    var rows: Int64?
    defer { cell.scope.clock.end(fit, rows: rows) }
    let limit = settings.fitLimit
    let model = try await cell.scope.perform(within: fit, keepsPart: true) { context in
      var context = context
      context.timeLimit = limit
      return try await engine.fit(ready, context)
    }
    rows = model.facts.rows
    return model
  }
}

/// A pipeline on its way from effect to effect.
struct PipelineRun {
  var steps: [BoundStep]
  var index = 0
  var statement: StepClock.StepID
  /// The model, once a `fit` has trained it.
  var trained: (any Model)?
  /// Volatile frames that `cache` has drawn once and for all, by their canonical form.
  var drawn: [String: Plan] = [:]

  init(steps: [BoundStep], statement: StepClock.StepID) {
    self.steps = steps
    self.statement = statement
  }

  /// The step that is being run.
  var here: BoundStep { steps[index] }

  /// The pipeline up to and without this step, as the program has it.
  func text(in source: String) -> String {
    let last = steps[max(0, index - 1)].span
    return source.slice(SourceSpan(steps[0].span.lower, last.upper))
  }

  /// The frame at this step, where it is one.
  var frame: Plan? {
    if case .frame(let plan) = here.outcome { drawnIn(plan) } else { nil }
  }

  /// The model at this step, trained or loaded.
  var model: (any Model)? {
    get throws {
      switch here.outcome {
      case .fit: return trained
      case .model(let model):
        guard let model = model as? any Model else {
          throw EngineError(.fault, "a model came without its description")
        }
        return model
      case .frame, .frames: return nil
      }
    }
  }

  /// An outcome with the frames that were drawn in it.
  func kept(_ outcome: Outcome) -> Outcome {
    switch outcome {
    case .frame(let plan): .frame(drawnIn(plan))
    case .frames(let plans): .frames(plans.map(drawnIn))
    case .fit, .model: outcome
    }
  }

  private func drawnIn(_ plan: Plan) -> Plan {
    guard !drawn.isEmpty else { return plan }
    return plan.replacingParts { drawn[$0.canonical] }
  }
}
