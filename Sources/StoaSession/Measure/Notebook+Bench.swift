import StoaEngine
import StoaLanguage
import StoaLearning
import StoaPlan

extension Notebook {
  /// Runs a pipeline several times, every row of its answer fetched, and shows the times.
  ///
  /// The result cache is not asked, and no text file is kept on the way; frames that `cache` or
  /// step mode hold are used, as they would be outside.
  func bench(
    _ text: String, times: Int, _ cell: inout CellState, _ step: StepClock.StepID
  ) async throws {
    let program = try Parser.parse(text).get()
    guard program.statements.count == 1, let statement = program.statements.first,
      case .pipeline = statement.kind
    else {
      throw EngineError(
        .input, "`:bench` runs one pipeline", hint: "write it as `:bench 10 cars | count`")
    }
    let outer = cell.source
    cell.source = text
    defer { cell.source = outer }
    guard case .pipeline(_, let pipeline) = try await bind(statement, cell, step) else { return }
    guard pipeline.steps.allSatisfy({ $0.effect == nil }) else {
      throw EngineError(
        .input, "`:bench` runs pipelines that only compute",
        hint: "leave out `save`, `cache`, `expect`, `explain` and `profile`")
    }
    var durations: [Duration] = []
    var rows: Int64 = 0
    for _ in 0..<times {
      let begin = cell.scope.clock.elapsed
      rows = try await runOnce(pipeline.outcome, cell, step)
      durations.append(.nanoseconds(cell.scope.clock.elapsed - begin))
    }
    guard let cold = durations.first else { return }
    emit(
      .benchmark(
        BenchmarkReport(text: text, cold: cold, warm: Array(durations.dropFirst()), rows: rows)),
      &cell)
  }

  private func runOnce(
    _ outcome: Outcome, _ cell: CellState, _ step: StepClock.StepID
  ) async throws -> Int64 {
    switch outcome {
    case .frame(let plan):
      // As outside: no engine is asked to predict for rows that are written out.
      if let table = try WrittenRows.table(of: plan) { return Int64(table.rowCount) }
      let ready = kept.applied(to: plan, on: engine.name, reasons: [.asked, .step])
      return try await cell.scope.perform("execute", in: step) { context in
        var rows: Int64 = 0
        for try await batch in try await engine.run(ready, context).batches {
          rows += Int64(batch.rowCount)
        }
        return rows
      }
    case .fit(var request):
      request.input = kept.applied(to: request.input, on: engine.name, reasons: [.asked, .step])
      let ready = request
      return try await cell.scope.perform("fit", in: step) {
        try await engine.fit(ready, $0).facts.rows
      }
    case .frames, .model:
      throw EngineError(.input, "`:bench` runs a pipeline that gives a frame or trains a model")
    }
  }
}

extension BenchmarkReport {
  /// The middle of the warm runs; nil where there is none.
  public var median: Duration? { quantile(0.5) }

  /// The distance between the quartiles of the warm runs.
  public var spread: Duration? {
    guard let upper = quantile(0.75), let lower = quantile(0.25) else { return nil }
    return upper - lower
  }

  /// A quantile of the warm runs, interpolated between neighbours (Hyndman and Fan's type 7).
  public func quantile(_ share: Double) -> Duration? {
    let sorted = warm.sorted()
    guard let last = sorted.indices.last else { return nil }
    let place = share * Double(last)
    let below = Int(place)
    let above = min(below + 1, last)
    return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
  }
}
