import StoaEngine
import StoaLanguage
import StoaPlan

extension Notebook {
  /// Computes the pipeline prefix by prefix, each in full and from its inputs, and shows what
  /// every stage adds.
  ///
  /// Nothing is taken from a cache. A prefix is computed into a frame of the engine, so that no
  /// column is left out and no row has to leave the engine.
  func profile(_ run: PipelineRun, _ cell: inout CellState) async throws {
    var stages: [ProfileReport.Stage] = []
    var before = Duration.zero
    for step in run.steps[..<run.index] {
      let text = cell.source.slice(step.span)
      guard
        let (time, rows) = try await measure(step.outcome, detail: text, cell, run.statement)
      else { continue }
      let own = max(.zero, time - before)
      stages.append(
        ProfileReport.Stage(text: text, rows: rows, upToHere: time, time: own, share: 0))
      before = time
    }
    let sum = stages.reduce(Duration.zero) { $0 + $1.time }
    for index in stages.indices where sum > .zero { stages[index].share = stages[index].time / sum }
    emit(.profile(ProfileReport(stages: stages)), &cell)
  }

  /// Computes what a step gives, and tells how long that took and how many rows it has.
  private func measure(
    _ outcome: Outcome, detail: String, _ cell: CellState, _ step: StepClock.StepID
  ) async throws -> (time: Duration, rows: Int64)? {
    let clock = cell.scope.clock
    let begin = clock.elapsed
    switch outcome {
    case .frame(let plan):
      let frame = try await materialize(plan, detail: detail, cell, step)
      let time = Duration.nanoseconds(clock.elapsed - begin)
      remember(plan, rows: frame.rows, time: time)
      await release(frame)
      return (time, frame.rows)
    case .fit(let request):
      let model = try await cell.scope.perform("fit", detail: detail, in: step) {
        try await engine.fit(request, $0)
      }
      return (.nanoseconds(clock.elapsed - begin), model.facts.rows)
    case .frames, .model: return nil
    }
  }
}
