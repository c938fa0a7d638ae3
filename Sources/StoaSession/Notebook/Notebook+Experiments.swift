import Foundation
import StoaEngine
import StoaLanguage
import StoaLearning
import StoaPlan

extension Effect {
  /// Whether a pipeline that ends with it shows nothing else.
  var isSilent: Bool {
    if case .experiment = self { false } else { true }
  }
}

extension Notebook {
  /// Trains and evaluates the models of an experiment; what came of it takes the placeholder's
  /// place.
  ///
  /// The rows are computed once and kept while it runs.
  func perform(
    _ experiment: Experiment, _ run: inout PipelineRun, _ cell: CellState
  ) async throws {
    guard let first = experiment.trials.first else { return }
    let input = try await prepared(first.request.input, cell, run.statement)
    let frame = try await materialize(input, detail: "rows", cell, run.statement)
    cell.scope.addTemporary(frame)
    let kept = Plan.materialized(frame, origin: nil)
    var rows: [[Value]] = []
    let clock = ContinuousClock()
    let start = clock.now
    for trial in experiment.trials {
      if let seconds = experiment.seconds, !rows.isEmpty,
        clock.now - start > .seconds(seconds)
      {
        cell.scope.note(
          "stopped after \(rows.count) of \(experiment.trials.count) tries: \(seconds) seconds"
            + " are over")
        break
      }
      rows.append(try await self.row(of: trial, in: experiment, kept, cell, run.statement))
    }
    run.drawn[experiment.placeholder.canonical] = .literal(
      experiment.placeholder.schema, rows: rows)
  }

  private func row(
    of trial: Experiment.Trial, in experiment: Experiment, _ kept: Plan, _ cell: CellState,
    _ statement: StepClock.StepID
  ) async throws -> [Value] {
    let (training, test) = experiment.parts(of: kept, trial)
    var request = trial.request
    request.input = training
    let ready = request
    let detail = trial.settings.map { "\($0)" }.joined(separator: ", ")
    let step = cell.scope.clock.begin("try", detail: detail, in: statement)
    defer { cell.scope.clock.end(step) }
    let clock = ContinuousClock()
    let memory = PeakMemory()
    let begin = clock.now
    let model = try await cell.scope.perform("fit", in: step) { try await engine.fit(ready, $0) }
    let duration = clock.now - begin
    let isHere = engine.name == model.facts.engine && engine.name == "duckdb"
    let grown = isHere ? memory?.growth : nil
    let context = NotebookContext(
      environment: environment, engine: engine, schemas: schemas, scope: cell.scope, step: step,
      reads: NameReads(), systemTable: { try await self.systemTable($0, $1) })
    let plan = try await Binder(text: "", context: context)
      .evaluation(of: model, label: trial.request.formula.label, on: test)
    let table = try await cell.scope.perform("evaluate", in: step) {
      try await engine.run(plan, $0).collect()
    }
    let metrics = experiment.metrics.map { table[$0.name]?[0] ?? .null }
    let trees = (model as? TreeModel)?.content
    return trial.settings + metrics + [
      .float(duration.inMilliseconds),
      trees.map { .int(Int64($0.nodeCount)) } ?? .null,
      trees?.trees.map(\.depth).max().map { .int(Int64($0)) } ?? .null,
      grown.map { .float(Double($0) / 1_048_576) } ?? .null,
    ]
  }
}

extension Duration {
  fileprivate var inMilliseconds: Double {
    Double(components.seconds) * 1e3 + Double(components.attoseconds) * 1e-15
  }
}
