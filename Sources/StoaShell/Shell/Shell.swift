import Foundation
import StoaEngine
import StoaLanguage
import StoaSession
import StoaStore

/// The prompt: reads entries, runs them as cells, and shows what comes of them.
public struct Shell: Sendable {
  private let terminal: any Terminal
  private let editor: any LineEditor
  private let notebook: Notebook
  private let progress: ProgressDisplay
  private let glyphs: Glyphs
  private let style: Style
  private let flow: Flow
  private let configuration: UserConfiguration
  private let pager = Pager()

  /// Makes a shell on a terminal.
  ///
  /// - Parameters:
  ///   - configuration: what the person wants of every prompt.
  ///   - recent: earlier entries for the arrow keys, the newest last.
  ///   - makeNotebook: makes the session; it is handed where progress is to be told.
  public init(
    terminal: any Terminal, editor: any LineEditor,
    configuration: UserConfiguration = UserConfiguration(), recent: [String] = [],
    makeNotebook: (@escaping @Sendable (StoaEngine.Progress) -> Void) async throws -> Notebook
  ) async rethrows {
    self.terminal = terminal
    self.editor = editor
    self.configuration = configuration
    glyphs = terminal.capabilities.isUnicode ? .unicode : .ascii
    style = Style(isEnabled: terminal.capabilities.isStyled)
    let progress = ProgressDisplay(terminal: terminal, glyphs: glyphs)
    self.progress = progress
    notebook = try await makeNotebook { progress.report($0) }
    flow = Flow(notebook: notebook, editor: editor, progress: progress)
    for source in recent { await editor.remember(source) }
  }

  /// The editor that suits a terminal: one that edits where the cursor can be moved.
  public static func editor(for terminal: SystemTerminal) throws(SystemError) -> any LineEditor {
    let input = try InputReader()
    let edits = terminal.capabilities.readsFromTerminal && terminal.capabilities.movesCursor
    return edits
      ? try EditLineEditor(terminal: terminal, input: input)
      : PlainLineEditor(terminal: terminal, input: input)
  }

  /// Runs until the user leaves; gives the exit status of the process.
  ///
  /// - Parameter signals: Ctrl-C and its like, as `SignalMonitor` hears them.
  public func run(signals: AsyncStream<ShellSignal>) async -> Int32 {
    let listening = Task {
      for await signal in signals { await flow.answer(signal) }
    }
    greet()
    await startUp()
    while flow.exitStatus == nil {
      let entry = await editor.read(prompt: await prompt(), assistant: assistant)
      guard flow.exitStatus == nil else { break }
      switch entry {
      case .interrupted: continue
      case .end: flow.leave(with: 0)
      case .hungUp: flow.leave(with: ShellSignal.hangUp.exitStatus ?? 1)
      case .source(let source):
        if !source.allSatisfy(\.isWhitespace) { await enter(source) }
      }
    }
    listening.cancel()
    await editor.close()
    await notebook.close()
    return flow.exitStatus ?? 0
  }

  /// Whether Enter ends an entry: it does where the program is whole or wrong, and on an empty
  /// line.
  static func isComplete(_ source: String) -> Bool {
    let last = source.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
    if last.allSatisfy(\.isWhitespace) { return true }
    return !Parser.parse(source).isIncomplete
  }

  private var assistant: EntryAssistant {
    let notebook = notebook
    return EntryAssistant(isComplete: Self.isComplete) {
      await notebook.completion(of: $0, at: $1)
    }
  }

  private func greet() {
    terminal.write(
      "Stoa \(StoaVersion.current) on \(notebook.engine.current.description). "
        + ":help tells more, Ctrl-D leaves.\n\n")
    tellStoreNotice()
  }

  /// Says what is wrong with the configuration, and runs its session file.
  private func startUp() async {
    for complaint in configuration.complaints { tell(complaint) }
    // The blank in front keeps it out of the history.
    if let path = configuration.startup { await run(" :open \(Quoted.string(path))") }
  }

  /// Runs an entry, or the text that comes back from an editor.
  private func enter(_ source: String) async {
    let words = source.split(separator: " ", maxSplits: 1)
    guard words.first == ":edit" else { return await run(source) }
    do {
      let text = try await notebook.text(toEdit: words.count > 1 ? String(words[1]) : "")
      let edited = try TextEditor().edit(text)
      guard !edited.allSatisfy(\.isWhitespace) else { return tell("nothing to run") }
      terminal.write(Sanitizer.sanitize(edited, keepsLines: true) + "\n\n")
      await run(edited)
    } catch let error as EngineError {
      tell("error: \(error.message)")
      if let hint = error.hint { tell("hint: \(hint)") }
    } catch {
      tell("error: \(error.localizedDescription)")
    }
  }

  private func tell(_ sentence: String) {
    let drawing = Drawing(width: terminal.size.columns, glyphs: glyphs, style: style)
    terminal.write(NoticeRenderer.render(sentence, drawing: drawing) + "\n")
  }

  private func prompt() async -> Prompt {
    // The engine of this process goes without saying.
    let engine = notebook.engine.current
    let place = engine.address == nil ? "" : " \(engine.engine.name)"
    return Prompt("In \(await notebook.nextNumber)\(place): ", style: style)
  }

  private func run(_ source: String) async {
    // As in the store: what begins with a space is not kept.
    if !source.hasPrefix(" ") { await editor.remember(source) }
    let number = await notebook.nextNumber
    let settings = await notebook.settings
    flow.begin()
    progress.begin()
    let report = await notebook.run(CellRequest(source)) { [self] output in
      show(output, of: number, settings)
    }
    progress.end()
    flow.end()
    tellStoreNotice()
    if let notice = await notebook.takeStaleNotice() { tell(notice) }
    terminal.write("\n")
    if report.isQuit { flow.leave(with: 0) }
  }

  private func show(
    _ output: CellOutput, of cell: Int, _ settings: Settings
  ) {
    let options = RenderingOptions(
      width: settings.width ?? terminal.size.columns, digits: settings.digits,
      null: settings.null, isStyled: style.isEnabled)
    // What is said beside the answers is for the person at the prompt.
    let format = output.isAnswer ? settings.format : .table
    var text = format.renderer(glyphs: glyphs, rows: settings.rows ?? .max)
      .render(output, options: options)
    if !format.isAbridged { text = Sanitizer.sanitize(text, keepsLines: true) }
    guard !text.isEmpty else { return }
    var label = ""
    if case .table = output { label = style(.prompt, "Out \(cell):") + "\n" }
    let isLong = text.utf8.lazy.filter { $0 == UInt8(ascii: "\n") }.count >= terminal.size.rows - 1
    if let pager, settings.pages, isLong, output.isPaged, terminal.capabilities.movesCursor,
      terminal.capabilities.readsFromTerminal
    {
      if progress.hidden({ pager.show(label + text + "\n") }) { return }
    }
    progress.write(label + text + "\n")
  }

  private func tellStoreNotice() {
    guard let notice = notebook.takeStoreNotice() else { return }
    for sentence in [notice.message] + [notice.hint].compactMap({ $0 }) { tell(sentence) }
  }
}
