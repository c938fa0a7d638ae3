import CEditLine
import Glibc
import StoaLanguage

/// One libedit editor with its history.
///
/// Sendable because its owner touches it on one thread alone after it was made; libedit calls
/// back on that same thread.
final class EditLine: @unchecked Sendable {
  /// What stands on both sides of the parts of a prompt that take no room.
  private static let escape: wchar_t = 1

  let terminal: SystemTerminal
  let input: InputReader
  private var editor: OpaquePointer?
  private let history: OpaquePointer
  private(set) var entries: [String] = []
  /// The entries that are gone through with the arrows, where what was typed picks them.
  var recall: HistoryRecall?
  /// What libedit reads of the prompt, up to a zero.
  private var prompt = UnsafeMutableBufferPointer<wchar_t>.allocate(capacity: 0)
  private(set) var margin = Margin(width: 0)
  private(set) var prompted = Prompt("")
  private(set) var assistant = EntryAssistant(isComplete: { _ in true })
  /// Why the reading ends without an entry, where it does.
  private var outcome: Entry?

  init(terminal: SystemTerminal, input: InputReader) throws(SystemError) {
    guard
      let editor = cel_open("stoa", input.descriptor, terminal.descriptor, terminal.type),
      let history = history_winit()
    else { throw SystemError("prepare the terminal for editing") }
    self.terminal = terminal
    self.input = input
    self.editor = editor
    self.history = history
    cel_set_client_data(editor, Unmanaged.passUnretained(self).toOpaque())
    cel_set_signal_handling(editor, 0)
    cel_set_emacs_keys(editor)
    cel_set_reader(editor) { editor, character in EditLine.of(editor).next(into: character) }
    cel_set_prompt(editor, { editor in EditLine.of(editor).prompt.baseAddress }, Self.escape)
    cel_history_set_size(history, 10_000)
    cel_set_history(editor, history)
    KeyBindings.install(in: editor)
  }

  deinit { close() }

  /// The editor behind the pointer that libedit hands to its callbacks.
  static func of(_ editor: OpaquePointer?) -> EditLine {
    guard let editor, let data = cel_client_data(editor) else {
      preconditionFailure("libedit called back without the data that it was given")
    }
    return Unmanaged<EditLine>.fromOpaque(data).takeUnretainedValue()
  }

  func close() {
    guard let editor else { return }
    self.editor = nil
    cel_close(editor)
    history_wend(history)
    prompt.deallocate()
  }

  func read(prompt: Prompt, assistant: EntryAssistant) -> Entry {
    guard let editor else { return .end }
    self.assistant = assistant
    prompted = prompt
    show(prompt)
    outcome = nil
    recall = nil
    // libedit shows the prompt first: a key that comes in between would be the terminal's.
    cel_set_raw(editor, 1)
    terminal.write(Self.pasteBrackets(true))
    var count: Int32 = 0
    let text = el_wgets(editor, &count)
    let isEnd = text == nil
    terminal.write(Self.pasteBrackets(false) + (isEnd && outcome != .interrupted ? "\n" : ""))
    if let outcome { return outcome }
    guard let text, count > 0 else { return .end }
    var source = margin.removed(from: String(wide: text, count: Int(count)))
    if source.hasSuffix("\n") { source.removeLast() }
    return .source(source)
  }

  func remember(_ source: String) {
    guard entries.last != source else { return }
    entries.append(source)
    enter(source)
  }

  private func enter(_ source: String) {
    margin.added(to: source).withWideCharacters { _ = cel_history_enter(history, $0) }
  }

  /// Sets the prompt; entries of several lines in the history move with its width.
  private func show(_ prompt: Prompt) {
    let characters = marked(prompt).unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
    self.prompt.deallocate()
    self.prompt = .allocate(capacity: characters.count)
    _ = self.prompt.initialize(from: characters)
    let width = DisplayWidth.of(prompt.text)
    guard width != margin.width else { return }
    margin.width = width
    cel_history_clear(history)
    entries.forEach(enter)
  }

  /// The prompt with marks around the sequences that take no room.
  private func marked(_ prompt: Prompt) -> String {
    guard let (begin, end) = prompt.style.sequences(.prompt) else { return prompt.text }
    let mark = String(UnicodeScalar(UInt8(Self.escape)))
    // libedit drops a sequence that nothing follows, so the last blank stays plain.
    let body = prompt.text.hasSuffix(" ") ? prompt.text.dropLast() : prompt.text[...]
    return "\(mark)\(begin)\(mark)\(body)\(mark)\(end)\(mark)"
      + prompt.text.dropFirst(body.count)
  }

  /// Gives libedit the next character: 1 for one, 0 at the end, -1 where reading stops.
  private func next(into character: UnsafeMutablePointer<wchar_t>?) -> Int32 {
    while true {
      switch input.next() {
      case .character(let value):
        character?.pointee = wchar_t(bitPattern: value)
        return 1
      case .end: return 0
      case .signal(.interrupt):
        outcome = .interrupted
        character?.pointee = KeyBindings.interrupt
        return 1
      case .signal(.hangUp):
        outcome = .hungUp
        return -1
      case .signal(.terminate):
        outcome = .end
        return -1
      case .signal(let signal): answer(signal)
      }
    }
  }

  private func answer(_ signal: ShellSignal) {
    guard let editor else { return }
    switch signal {
    case .suspend:
      cel_set_raw(editor, 0)
      terminal.write(Self.pasteBrackets(false))
      SignalMonitor.suspendProcess()
      // Where the system ignored it, no `resume` comes: editing goes on all the same.
      terminal.write(Self.pasteBrackets(true))
      cel_set_raw(editor, 1)
    case .resume:
      cel_set_raw(editor, 1)
      terminal.write(Self.pasteBrackets(true))
      cel_refresh(editor)
    case .resize:
      el_resize(editor)
      terminal.write("\r\u{1B}[J")
      cel_refresh(editor)
    case .interrupt, .hangUp, .terminate: break
    }
  }

  /// Asks the terminal to put marks around what is pasted (xterm's mode 2004), or not to.
  private static func pasteBrackets(_ on: Bool) -> String { "\u{1B}[?2004\(on ? "h" : "l")" }
}

extension String {
  /// The text of some wide characters; what is no Unicode scalar is left out.
  init(wide characters: UnsafePointer<wchar_t>, count: Int) {
    var scalars = UnicodeScalarView()
    for character in UnsafeBufferPointer(start: characters, count: count) {
      if let scalar = Unicode.Scalar(UInt32(bitPattern: character)) { scalars.append(scalar) }
    }
    self.init(scalars)
  }

  /// Calls a body with the text as wide characters with a zero behind them.
  func withWideCharacters<Result>(_ body: (UnsafePointer<wchar_t>) -> Result) -> Result {
    let characters = unicodeScalars.map { wchar_t(bitPattern: $0.value) } + [0]
    return characters.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { preconditionFailure("it holds a zero") }
      return body(start)
    }
  }
}
