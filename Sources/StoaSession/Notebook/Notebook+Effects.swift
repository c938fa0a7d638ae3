import StoaEngine
import StoaLanguage
import StoaPlan

extension Notebook {
  /// Does what a stage does besides passing its frame on.
  func perform(
    _ effect: Effect, _ run: inout PipelineRun, _ cell: inout CellState
  ) async throws {
    switch effect {
    case .cache:
      guard let plan = run.frame else { return }
      try await cacheFrame(plan, &run, &cell)
    case .experiment(let experiment): try await perform(experiment, &run, cell)
    case .collect:
      guard let plan = run.frame else { return }
      try await collect(plan, &run, cell)
    case .save(let target):
      guard let plan = run.frame else { return }
      let ready = try await prepared(plan, cell, run.statement)
      let report = try await cell.scope.perform("save", detail: target.path, in: run.statement) {
        try await engine.write(ready, to: target, $0)
      }
      showNotices(&cell)
      emit(.written(report), &cell)
    case .saveModel(let path, let overwrite):
      guard let model = try run.model else { return }
      try await cell.scope.perform("save model", detail: path, in: run.statement) {
        try await engine.save(model, to: path, overwrite: overwrite, $0)
      }
      emit(.text("saved the model to \(path)"), &cell)
    case .expect(let expectation): try await check(expectation, run, &cell)
    case .explain:
      guard let plan = run.frame else { return }
      try await explain(plan, run, &cell)
    case .profile: try await profile(run, &cell)
    }
  }

  private func cacheFrame(
    _ plan: Plan, _ run: inout PipelineRun, _ cell: inout CellState
  ) async throws {
    _ = try await prepared(plan, cell, run.statement)
    let detail = run.text(in: cell.source)
    if plan.volatility.isEmpty {
      let frame = try await keep(plan, reason: .asked, detail: detail, cell, run.statement)
      noteKept(frame, cell)
    } else {
      let ready = try await prepared(plan, cell, run.statement)
      let frame = try await materialize(ready, detail: detail, cell, run.statement)
      run.drawn[plan.canonical] = .materialized(frame, origin: plan)
      cell.scope.addTemporary(frame)
      noteKept(frame, cell)
    }
  }

  /// Brings a frame to the engine of this process; what follows in the pipeline is computed there.
  private func collect(
    _ plan: Plan, _ run: inout PipelineRun, _ cell: CellState
  ) async throws {
    let ready = try await prepared(plan, cell, run.statement)
    let clock = cell.scope.clock
    let step = clock.begin("collect", detail: run.text(in: cell.source), in: run.statement)
    var frame: MaterializedFrame?
    defer { clock.end(step, rows: frame?.rows, bytes: frame?.bytes) }
    let made = try await cell.scope.perform(within: step) { try await engine.collect(ready, $0) }
    frame = made
    // A snapshot: what becomes of the files on the cluster does not change it.
    run.drawn[plan.canonical] = .materialized(made, origin: nil)
    cell.scope.addTemporary(made)
    cell.scope.note(
      "collected \(made.rows) \(made.rows == 1 ? "row" : "rows") into \(made.engine)"
        + " (\(ByteCount.text(made.bytes)))")
  }

  private func noteKept(_ frame: MaterializedFrame, _ cell: CellState) {
    cell.scope.note("kept \(frame.rows) rows in the engine's memory\(frame.sizeInWords)")
  }

  /// Fails with the rows, or the figure, that break an expectation.
  private func check(
    _ expectation: BoundExpectation, _ run: PipelineRun, _ cell: inout CellState
  ) async throws {
    let shown = Plan.limit(expectation.violations, skip: 0, take: 6)
    let answered = try await answer(shown, cell, run.statement)
    await keep(answered, cell, run.statement)
    let table = answered.table
    guard table.rowCount > 0 else {
      if run.index == run.steps.count - 1 { emit(.text("holds: \(expectation.text)"), &cell) }
      return
    }
    let evidence: Table
    if let figure = expectation.figure {
      evidence = try await answer(figure, cell, run.statement).table
    } else {
      evidence = table.prefix(5)
    }
    let isAll = expectation.figure != nil || table.rowCount <= 5
    emit(
      .table(ResultTable(table: evidence, totalRows: isAll ? Int64(evidence.rowCount) : nil)),
      &cell)
    let what =
      expectation.figure != nil
      ? "the figure is above" : "the rows above break it" + (isAll ? "" : ", and more")
    let message = "`\(expectation.text)` does not hold: \(what)"
    throw Diagnostic(code: "expectation", message: message, span: run.here.span)
  }

  private func explain(
    _ plan: Plan, _ run: PipelineRun, _ cell: inout CellState
  ) async throws {
    let ready = kept.applied(to: plan, on: engine.name, reasons: [.asked, .step, .warm])
    let explanation = try await cell.scope.perform("explain", in: run.statement) {
      try await engine.explain(ready, $0)
    }
    emit(
      .explanation(
        ExplanationReport(
          logical: ready.outline, engine: explanation, volatility: plan.volatility)),
      &cell)
  }
}
