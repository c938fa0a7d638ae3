import StoaEngine
import StoaPlan

extension Notebook {
  /// Displays something, and measures how long that takes.
  func emit(_ output: CellOutput, _ cell: inout CellState) {
    guard !cell.scope.isAbandoned else { return }
    cell.outputs.append(output)
    cell.scope.clock.measure("render", in: cell.statement) { _ in cell.display(output) }
  }

  /// Displays what the engine and the session had to say.
  func showNotices(_ cell: inout CellState) {
    for notice in cell.scope.takeNotices() { emit(.notice(notice), &cell) }
  }

  func showTiming(_ cell: inout CellState) {
    let detail: TimingReport.Detail
    switch settings.timing {
    case .off: return
    case .cells: detail = .cells
    case .steps: detail = .steps
    }
    let clock = cell.scope.clock
    let report = TimingReport(
      cell: cell.number, detail: detail, steps: clock.steps, total: .nanoseconds(clock.elapsed))
    emit(.timing(report), &cell)
  }

  /// Lets go of the frames that nothing stands for any more.
  func releaseUnused(_ cell: CellState) async {
    let plans = environment.plans
    let temporaries = cell.scope.temporaries
    if !temporaries.isEmpty {
      let bound = Set(plans.flatMap(\.frameIDs))
      for frame in temporaries where !bound.contains(frame.id) { await release(frame) }
    }
    let replaced = environment.takeReplaced()
    let unused =
      kept.unusedSteps(by: plans, replaced: replaced.names + replaced.results)
      + kept.unusedAsked(by: environment.namedPlans, replaced: replaced.names)
    for key in unused {
      if let frame = kept.remove(key) { await release(frame) }
    }
  }

  /// Lets go of a frame.
  func release(_ frame: MaterializedFrame) async {
    // What cannot be dropped now goes with the engine; the cell's answer does not depend on it.
    try? await engine.release(frame)
  }
}
