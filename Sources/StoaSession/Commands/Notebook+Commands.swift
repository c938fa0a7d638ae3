import StoaEngine
import StoaLanguage
import StoaPlan

extension Notebook {
  /// How a command is carried out.
  private typealias Handler =
    @Sendable (
      isolated Notebook, inout CommandArguments, inout CellState, StepClock.StepID
    ) async throws -> Void

  /// The commands, by name; `CommandCatalogue` describes them.
  private static let handlers: [String: Handler] = [
    "help": { notebook, arguments, cell, _ in
      try notebook.showHelp(arguments.next(), &cell)
    },
    "engine": { notebook, arguments, cell, step in
      try await notebook.chooseEngine(arguments.next(), &cell, step)
    },
    "connect": { notebook, arguments, cell, step in
      guard let address = arguments.next(), arguments.isAtEnd else {
        throw Notebook.usage("connect")
      }
      try await notebook.connect(to: address, &cell, step)
    },
    "cluster": { notebook, arguments, cell, step in
      try await notebook.serve("cluster", &arguments, &cell, step)
    },
    "timing": { notebook, arguments, _, _ in
      guard let word = arguments.next() else { throw Notebook.usage("timing") }
      try notebook.settings.set("timing", to: word)
    },
    "set": { notebook, arguments, cell, _ in try notebook.set(&arguments, &cell) },
    "history": { notebook, arguments, cell, _ in
      try notebook.showHistory(arguments.next() ?? "", &cell)
    },
    "rerun": { notebook, arguments, cell, _ in
      if arguments.remainder == "stale" { return try await notebook.rerunStale(&cell) }
      guard let range = arguments.nextRange() else { throw Notebook.usage("rerun") }
      for source in try notebook.sources(in: range) {
        try await notebook.runNested(source, &cell)
      }
    },
    "save": { notebook, arguments, cell, _ in try notebook.saveCells(&arguments, &cell) },
    "open": { notebook, arguments, cell, _ in
      guard let path = arguments.next() else { throw Notebook.usage("open") }
      for block in try SessionFile(contentsOf: path).blocks {
        try await notebook.runNested(block.source, &cell)
      }
    },
    "view": { notebook, arguments, cell, step in
      try await notebook.view(&arguments, &cell, step)
    },
    "why": { notebook, _, cell, _ in notebook.explainLastFailure(&cell) },
    "doctor": { notebook, arguments, cell, step in
      try await notebook.serve("doctor", &arguments, &cell, step)
    },
    "cancel": { notebook, _, cell, _ in notebook.emit(.text("nothing runs"), &cell) },
    "bench": { notebook, arguments, cell, step in
      guard let word = arguments.next(), let times = Int(word), times >= 1, !arguments.isAtEnd
      else { throw Notebook.usage("bench") }
      try await notebook.bench(arguments.remainder, times: times, &cell, step)
    },
    "forget": { notebook, arguments, cell, _ in try notebook.forget(&arguments, &cell) },
    "quit": { _, _, cell, _ in cell.isQuit = true },
  ]

  /// The names of the commands that a session carries out.
  static var commandNames: Set<String> { Set(handlers.keys) }

  func run(
    _ command: Command, _ cell: inout CellState, _ step: StepClock.StepID
  ) async throws {
    let name = command.name.text
    guard let handler = Self.handlers[name] else {
      guard CommandCatalogue.find(name) != nil else { throw CommandCatalogue.unknown(command.name) }
      throw Diagnostic(
        code: "unknown-command", message: "`:\(name)` needs the shell's prompt",
        span: command.name.span)
    }
    var arguments = CommandArguments(command.arguments.text)
    try await handler(self, &arguments, &cell, step)
  }

  /// The error of a command that is not written as it should be.
  nonisolated static func usage(_ name: String) -> EngineError {
    let synopsis = CommandCatalogue.find(name)?.synopsis ?? ":\(name)"
    return EngineError(.input, "`:\(name)` is not written so", hint: "write `\(synopsis)`")
  }

  private func showHelp(_ word: String?, _ cell: inout CellState) throws {
    guard let word else { return emit(.text(HelpText.overview.trimmingEnd), &cell) }
    guard let text = HelpText.help(for: word) else {
      throw EngineError(
        .input, "there is no help for `\(word)`",
        hint: Suggestion.didYouMean(HelpText.nearest(to: word)) ?? "`:help` lists the words")
    }
    emit(.text(text.trimmingEnd), &cell)
  }

  private func set(_ arguments: inout CommandArguments, _ cell: inout CellState) throws {
    guard let name = arguments.next() else {
      let schema = Schema([
        Field("setting", .string), Field("value", .string), Field("help", .string),
      ])
      let rows = SettingEntry.all.map { entry -> [Value] in
        [.string(entry.name), .string(entry.read(settings)), .string(entry.help)]
      }
      emit(
        .table(ResultTable(table: Table(schema: schema, rows: rows), totalRows: Int64(rows.count))),
        &cell)
      return
    }
    if arguments.isAtEnd {
      guard let entry = SettingEntry.all.first(where: { $0.name == name }) else {
        return try settings.set(name, to: "")
      }
      emit(.text("\(entry.name) = \(entry.read(settings))"), &cell)
      return
    }
    try settings.set(name, to: arguments.remainder)
  }
}

extension String {
  /// Without the line breaks at its end.
  fileprivate var trimmingEnd: String {
    var copy = self[...]
    while copy.last == "\n" { copy = copy.dropLast() }
    return String(copy)
  }
}
