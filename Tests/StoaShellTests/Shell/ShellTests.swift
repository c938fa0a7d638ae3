import StoaEngine
import StoaSession
import Testing

@testable import StoaShell

/// The loop of the prompt, on an engine in memory and with an editor that follows a script.
@Suite struct ShellTests {
  private let terminal = MemoryTerminal()

  /// A shell that runs, and the way to send it signals.
  private struct Running {
    var status: Task<Int32, Never>
    var signals: AsyncStream<ShellSignal>.Continuation
  }

  private func start(
    _ editor: ScriptedEditor, _ engine: GatedEngine = GatedEngine()
  ) async -> Running {
    let shell = await Shell(terminal: terminal, editor: editor) { onProgress in
      Notebook(engine: engine, history: nil, cache: nil, onProgress: onProgress)
    }
    let (stream, continuation) = AsyncStream.makeStream(of: ShellSignal.self)
    return Running(status: Task { await shell.run(signals: stream) }, signals: continuation)
  }

  private func wait(_ what: String, until holds: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(30)
    while !holds() {
      try #require(ContinuousClock.now < deadline, "no \(what): \(terminal.text)")
      try await Task.sleep(for: .milliseconds(1))
    }
  }

  @Test func cellsAreNumberedAndShown() async {
    let editor = ScriptedEditor(
      .source("range 1..2"), .source("  \n "), .interrupted, .source("range 1..1"), .end)
    let engine = GatedEngine()
    let status = await start(editor, engine).status.value
    #expect(status == 0)
    #expect(editor.prompts == ["In 1: ", "In 2: ", "In 2: ", "In 2: ", "In 3: "])
    let text = terminal.text
    #expect(text.hasPrefix("Stoa \(StoaVersion.current) on gated 1. :help tells more"))
    #expect(text.contains("Out 1:\n   n\n int\n─────\n   1\n   2\n2 rows × 1 column, "))
    #expect(text.contains("Out 2:\n   n\n int\n─────\n   1\n1 row × 1 column, "))
    #expect(editor.isClosed && engine.isClosed)
  }

  @Test func mistakesAreShownAndTheSessionGoesOn() async {
    let editor = ScriptedEditor(.source("range 1..2 | wher n > 1"), .source("range 1..1"), .end)
    #expect(await start(editor).status.value == 0)
    #expect(terminal.text.contains("error: "))
    #expect(terminal.text.contains("              ^^^^"))
    #expect(terminal.text.contains("Out 2:\n"))
  }

  @Test func earlierEntriesAreRememberedUnlessTheyBeginWithABlank() async {
    let editor = ScriptedEditor(.source(" range 1..2"), .source("range 1..1"), .end)
    let shell = await Shell(terminal: terminal, editor: editor, recent: ["old"]) { _ in
      Notebook(engine: GatedEngine(), history: nil, cache: nil)
    }
    let (signals, _) = AsyncStream.makeStream(of: ShellSignal.self)
    #expect(await shell.run(signals: signals) == 0)
    #expect(editor.remembered == ["old", "range 1..1"])
  }

  @Test func quitLeaves() async {
    let editor = ScriptedEditor(.source(":quit"), .source("range 1..1"))
    #expect(await start(editor).status.value == 0)
    #expect(editor.prompts == ["In 1: "])
  }

  @Test func interruptStopsWhatRunsAndKeepsTheSession() async throws {
    let editor = ScriptedEditor(.source("range 1..3"))
    let engine = GatedEngine(isOpen: false)
    let running = await start(editor, engine)
    try await wait("query at the gate") { engine.waitingCount == 1 }
    running.signals.yield(.interrupt)
    try await wait("second prompt") { editor.prompts.count == 2 }
    #expect(terminal.text.contains("stopped"))
    #expect(!terminal.text.contains("Out 1:"))
    engine.open()
    editor.type(.source("range 1..3"))
    editor.type(.end)
    #expect(await running.status.value == 0)
    #expect(terminal.text.contains("Out 2:\n"))
  }

  @Test func secondInterruptStopsWaiting() async throws {
    let editor = ScriptedEditor(.source("range 1..3"))
    let engine = GatedEngine(isOpen: false, isStubborn: true)
    let running = await start(editor, engine)
    try await wait("query at the gate") { engine.waitingCount == 1 }
    running.signals.yield(.interrupt)
    running.signals.yield(.interrupt)
    try await wait("second prompt") { editor.prompts.count == 2 }
    #expect(terminal.text.contains("abandoned"))
    engine.open()
    editor.type(.end)
    #expect(await running.status.value == 0)
  }

  @Test func interruptAtThePromptGivesAFreshOne() async throws {
    let editor = ScriptedEditor()
    let running = await start(editor)
    try await wait("prompt") { editor.prompts.count == 1 }
    running.signals.yield(.interrupt)
    try await wait("fresh prompt") { editor.prompts.count == 2 }
    #expect(editor.prompts == ["In 1: ", "In 1: "])
    editor.type(.end)
    #expect(await running.status.value == 0)
  }

  /// 128 and the number of the signal, as shells count.
  @Test(arguments: [(ShellSignal.terminate, Int32(143)), (.hangUp, 129)])
  func signalsThatEndTheProcess(signal: ShellSignal, status: Int32) async throws {
    let editor = ScriptedEditor()
    let engine = GatedEngine()
    let running = await start(editor, engine)
    try await wait("prompt") { editor.prompts.count == 1 }
    running.signals.yield(signal)
    #expect(await running.status.value == status)
    #expect(editor.isClosed && engine.isClosed)
  }

  @Test func terminationDoesNotWaitForAQuery() async throws {
    let editor = ScriptedEditor(.source("range 1..3"))
    let engine = GatedEngine(isOpen: false, isStubborn: true)
    let running = await start(editor, engine)
    try await wait("query at the gate") { engine.waitingCount == 1 }
    running.signals.yield(.terminate)
    #expect(await running.status.value == 143)
    engine.open()
  }

  @Test(arguments: [
    ("range 1..3", true), ("range 1..3 |", false), ("range (", false), ("range 1..3 |\n", true),
    ("", true), ("load \"open", false), ("a b c", true), (":help", true),
  ])
  func entriesEndWhereTheyAreComplete(source: String, isComplete: Bool) {
    #expect(Shell.isComplete(source) == isComplete)
  }
}
