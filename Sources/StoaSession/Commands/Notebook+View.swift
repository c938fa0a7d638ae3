import StoaEngine
import StoaLanguage
import StoaPlan

/// What is known of a frame that was computed.
struct MeasuredFrame: Sendable {
  var rows: Int64
  var time: Duration
}

extension Notebook {
  /// `:view [N] [PIPELINE]`: the pipeline stage by stage; with a number, that stage's columns and
  /// its first rows, computed up to there.
  func view(
    _ arguments: inout CommandArguments, _ cell: inout CellState, _ step: StepClock.StepID
  ) async throws {
    let number = arguments.nextRange()?.lowerBound
    let text = arguments.isAtEnd ? try lastPipeline() : arguments.remainder
    let outer = cell.source
    cell.source = text
    defer { cell.source = outer }
    let program = try Parser.parse(text).get()
    guard let statement = program.statements.last(where: \.isPipeline),
      case .pipeline(_, let pipeline) = try await bind(statement, cell, step)
    else { throw Self.usage("view") }
    guard let number else { return emit(viewTable(of: pipeline, in: text), &cell) }
    guard pipeline.steps.indices.contains(number - 1) else {
      throw EngineError(
        .input, "the pipeline has no stage \(number)",
        hint: "its stages are 1 to \(pipeline.steps.count)")
    }
    guard case .frame(let plan) = pipeline.steps[number - 1].outcome else {
      throw EngineError(.input, "stage \(number) gives no frame that can be shown")
    }
    let fields = Schema([Field("column", .string), Field("type", .string)])
    let rows = plan.schema.fields.map { [Value.string($0.name), .string($0.type.description)] }
    emit(
      .table(
        ResultTable(table: Table(schema: fields, rows: rows), totalRows: Int64(rows.count))), &cell)
    _ = try await show(plan, &cell, step)
  }

  /// Keeps what a computed plan took, for `:view`.
  func remember(_ plan: Plan, rows: Int64, time: Duration) {
    // A session that runs for days does not remember each of its answers.
    if measured.count >= 1000 { measured = [:] }
    measured[plan.canonical] = MeasuredFrame(rows: rows, time: time)
  }

  private func viewTable(of pipeline: BoundPipeline, in text: String) -> CellOutput {
    let schema = Schema([
      Field("n", .int), Field("stage", .string), Field("columns", .string), Field("rows", .int),
      Field("time_ms", .float), Field("kept", .string), Field("engine", .string),
    ])
    var before: Schema?
    let rows = pipeline.steps.enumerated().map { index, step -> [Value] in
      let stage = Value.string(text.slice(step.span))
      let number = Value.int(Int64(index + 1))
      guard case .frame(let plan) = step.outcome else {
        return [number, stage, .string(step.outcome.inWords), .null, .null, .null, .null]
      }
      defer { before = plan.schema }
      let key = plan.canonical
      let frame = kept.entries[key]?.frame
      let figures = measured[key]
      let count = frame?.rows ?? figures?.rows
      let time = figures.map { Double($0.time.nanoseconds) / 1e6 }
      let place = (try? engine.route(plan).engine.name) ?? engine.name
      return [
        number, stage, .string(Self.change(from: before, to: plan.schema)),
        count.map(Value.int) ?? .null, time.map(Value.float) ?? .null,
        frame == nil ? .null : .string("in memory"), .string(place),
      ]
    }
    return .table(
      ResultTable(table: Table(schema: schema, rows: rows), totalRows: Int64(rows.count)))
  }

  /// The columns after a stage: all of them where it is the first, else what it changed.
  private static func change(from before: Schema?, to after: Schema) -> String {
    func written(_ fields: [Field]) -> String {
      fields.map { "\(Name.spelled($0.name)) \($0.type)" }.joined(separator: ", ")
    }
    guard let before else { return "\(after.fields.count): \(written(after.fields))" }
    if before == after { return "the same \(after.fields.count)" }
    let added = after.fields.filter { before[$0.name] != $0.type }
    let removed = before.names.filter { after[$0] == nil }
    if added.count + removed.count > after.fields.count {
      return "\(after.fields.count): \(written(after.fields))"
    }
    let parts = [
      added.isEmpty ? "" : "+ \(written(added))",
      removed.isEmpty ? "" : "- \(removed.map(Name.spelled).joined(separator: ", "))",
    ].filter { !$0.isEmpty }
    return
      "\(after.fields.count): \(parts.isEmpty ? "in another order" : parts.joined(separator: "; "))"
  }

  /// The text of the last cell that has a pipeline.
  private func lastPipeline() throws -> String {
    let found = sources.reversed().first { cell in
      Parser.parse(cell.source).program.statements.contains(where: \.isPipeline)
    }
    guard let found else {
      throw EngineError(
        .input, "there is no pipeline yet", hint: "write one: `:view cars | where price > 1000`")
    }
    return found.source
  }
}

extension Statement {
  fileprivate var isPipeline: Bool {
    switch kind {
    case .pipeline, .assign: true
    case .param, .command: false
    }
  }
}

extension Outcome {
  fileprivate var inWords: String {
    switch self {
    case .frame: "a frame"
    case .frames(let parts): "\(parts.count) frames"
    case .fit(let request): "a model of \(request.formula.text)"
    case .model(let model): "a model of \(model.labelName)"
    }
  }
}
