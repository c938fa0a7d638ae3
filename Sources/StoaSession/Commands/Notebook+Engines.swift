import StoaEngine
import StoaPlan

extension Notebook {
  /// `:engine [NAME]`: shows the engines, or chooses one.
  func chooseEngine(
    _ name: String?, _ cell: inout CellState, _ step: StepClock.StepID
  ) async throws {
    guard let name else {
      let chosen = engine.name
      let lines = engine.connections.map {
        "\($0.engine.name == chosen ? "* " : "  ")\($0.description)"
      }
      return emit(.text(lines.joined(separator: "\n")), &cell)
    }
    guard Self.engineNames.contains(name) else {
      throw EngineError(
        .input, "there is no engine `\(name)`",
        hint: "the engines are \(Self.engineNames.joined(separator: " and "))")
    }
    try await choose(name, address: nil, &cell, step)
  }

  /// `:connect sc://HOST:PORT`: goes on on the cluster that answers there.
  func connect(
    to address: String, _ cell: inout CellState, _ step: StepClock.StepID
  ) async throws {
    try await choose("spark", address: address, &cell, step)
  }

  private static let engineNames = ["duckdb", "spark"]

  private func choose(
    _ name: String, address: String?, _ cell: inout CellState, _ step: StepClock.StepID
  ) async throws {
    let engines = engine
    let (chosen, closed) = try await cell.scope.perform(
      task: "connect", detail: name, in: step
    ) { try await engines.choose(name, address: address) }
    if let closed {
      kept.forget(on: closed.engine.name)
      cell.scope.note(
        "what \(closed.description) kept is gone; frames are computed again when they are used")
      showNotices(&cell)
    }
    emit(.text(chosen.description), &cell)
  }

  /// Lets the program around the session carry a command out.
  func serve(
    _ name: String, _ arguments: inout CommandArguments, _ cell: inout CellState,
    _ step: StepClock.StepID
  ) async throws {
    guard let service = services[name] else {
      throw EngineError(.unsupported, "`:\(name)` is not for this session")
    }
    var words: [String] = []
    while let word = arguments.next() { words.append(word) }
    let given = words
    let display = cell.display
    let text = try await cell.scope.perform(task: name, detail: words.first ?? "", in: step) {
      // What takes long tells how far it is while it goes on.
      try await service(given) { display(.notice($0)) }
    }
    emit(.text(text), &cell)
  }
}
