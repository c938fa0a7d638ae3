import StoaEngine
import StoaLanguage
import StoaPlan

extension Notebook {
  /// Runs the statements of the cell's text, one after the other; the first error ends it.
  func runProgram(_ cell: inout CellState) async throws {
    let text = cell.source
    let program = try cell.scope.clock.measure("parse") { _ in
      try Parser.parse(text).get()
    }
    for statement in program.statements {
      let label = cell.request.label ?? Self.label(of: statement, in: text)
      let outer = cell.statement
      let step = cell.scope.clock.begin(CellReport.statementStep, detail: label, in: outer)
      cell.statement = step
      defer {
        cell.scope.clock.end(step)
        cell.statement = outer
      }
      do {
        try cell.scope.checkCancellation()
        try await run(statement, &cell, step)
      } catch {
        throw CellFailure(error, source: text, span: statement.span)
      }
      showNotices(&cell)
      guard !cell.isQuit else { return }
    }
  }

  /// Runs other text as a part of the cell, as `:rerun` and `:open` do.
  func runNested(_ text: String, _ cell: inout CellState) async throws {
    guard cell.depth < 8 else {
      throw EngineError(.unsupported, "`:rerun` and `:open` run each other without an end")
    }
    let outer = cell.source
    cell.source = text
    cell.depth += 1
    defer {
      cell.source = outer
      cell.depth -= 1
    }
    try await runProgram(&cell)
  }

  private func run(
    _ statement: Statement, _ cell: inout CellState, _ step: StepClock.StepID
  ) async throws {
    switch try await bind(statement, cell, step) {
    case .param(let name, let value, let type):
      let (value, type) = try overridden(name, value, type)
      bind(name, to: .param(value, type), cell)
    case .command(let command): try await run(command, &cell, step)
    case .pipeline(let names, let pipeline):
      try await run(pipeline, as: names, &cell, step)
    }
  }

  func bind(
    _ statement: Statement, _ cell: CellState, _ step: StepClock.StepID
  ) async throws -> BoundStatement {
    let bind = cell.scope.clock.begin("bind", in: step)
    defer { cell.scope.clock.end(bind) }
    let reads = NameReads()
    let context = NotebookContext(
      environment: environment, engine: engine, schemas: schemas, scope: cell.scope, step: bind,
      reads: reads, systemTable: { try await self.systemTable($0, $1) })
    let bound = try await Binder(text: cell.source, context: context).bind(statement)
    await noteReads(reads.all.intersection(names(in: statement, cell)), bound.plans, cell)
    return bound
  }

  /// The words of a statement: the binder looks at every name for the params among them, and only
  /// those that are written are read.
  private func names(in statement: Statement, _ cell: CellState) -> Set<String> {
    let tokens = Lexer.tokenize(cell.source.slice(statement.span)).tokens
    return Set(
      tokens.compactMap { token in
        switch token.kind {
        case .word(let name), .quotedName(let name): name
        default: nil
        }
      })
  }

  /// The value that stands in place of a param's own, of the same type.
  private func overridden(
    _ name: String, _ value: Value, _ type: DataType
  ) throws -> (Value, DataType) {
    guard let text = overrides[name] else { return (value, type) }
    guard let given = ParamText.value(text, as: type) else {
      throw EngineError(
        .input, "`\(text)` is no \(type), which the param `\(name)` is",
        hint: "give --set \(name)=… a \(type)")
    }
    return (given, type)
  }

  /// What the times of a statement are labelled with: its names, or its text on one line.
  static func label(of statement: Statement, in text: String) -> String {
    if case .assign(let names, _) = statement.kind {
      return names.map(\.text).joined(separator: ", ")
    }
    let line = text.slice(statement.span).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    return line.count <= 60 ? line : line.prefix(59) + "…"
  }
}

extension String {
  /// The part of a text that a span covers.
  func slice(_ span: SourceSpan) -> String {
    let bytes = Array(utf8)
    let lower = min(max(span.lower, 0), bytes.count)
    return String(decoding: bytes[lower..<max(lower, min(span.upper, bytes.count))], as: UTF8.self)
  }
}
