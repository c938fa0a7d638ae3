import Foundation
import StoaLanguage
import StoaSession
import StoaShell
import Synchronization

/// Where commands that need no terminal print: answers to standard output, the rest to standard
/// error.
final class Console: Sendable {
  /// The form in which it begins; a `:set format` of the program changes it.
  let format: OutputFormat
  /// Whether the text of each cell stands above its answers.
  let showsCells: Bool
  private let terminal = SystemTerminal()
  private let state = Mutex(State())

  private struct State {
    var heading: String?
    var hasPrinted = false
  }

  init(format: OutputFormat, showsCells: Bool) {
    self.format = format
    self.showsCells = showsCells
  }

  /// Whether standard error is read by a person on a terminal with colours.
  static var complainsInColor: Bool {
    isatty(STDERR_FILENO) == 1 && SystemTerminal().capabilities.isStyled
  }

  /// Says something on standard error.
  static func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Prints a paragraph on standard output; an empty line stands between two.
  func print(_ text: String, _ format: OutputFormat = .table) {
    guard !text.isEmpty else { return }
    state.withLock { state in
      let isApart = state.hasPrinted && [.table, .vertical, .markdown].contains(format)
      terminal.write((isApart ? "\n" : "") + text + "\n")
      state.hasPrinted = true
    }
  }

  func show(_ event: Replayer.Event, settings: Settings) {
    switch event {
    case .begin(let request, _, let heading):
      guard showsCells else { return }
      let isNew = state.withLock { state in
        defer { state.heading = heading }
        return state.heading != heading
      }
      if isNew, let heading { print(bold("# " + Sanitizer.sanitize(heading))) }
      let lines = request.source.split(separator: "\n", omittingEmptySubsequences: false)
      print(lines.map { dim("> ") + Sanitizer.sanitize(String($0)) }.joined(separator: "\n"))
    case .output(.failure): break
    // Every step is in the table at the end; what is inside them, in `$timings` and in --json.
    case .output(.timing(var timing)) where showsCells:
      timing.detail = .cells
      show(.timing(timing), settings: settings)
    case .output(let output): show(output, settings: settings)
    case .end: break
    }
  }

  func show(_ output: CellOutput, settings: Settings) {
    let width =
      settings.width ?? (terminal.capabilities.writesToTerminal ? terminal.size.columns : nil)
    let format = settings.format
    let glyphs: Glyphs = terminal.capabilities.isUnicode ? .unicode : .ascii
    var text = format.renderer(glyphs: glyphs, rows: settings.rows ?? .max).render(
      output,
      options: RenderingOptions(
        width: width, digits: settings.digits, null: settings.null,
        isStyled: terminal.capabilities.isStyled))
    guard !text.isEmpty else { return }
    // A file gets what the data has; a terminal would obey some of it.
    if !format.isAbridged, terminal.capabilities.writesToTerminal {
      text = Sanitizer.sanitize(text, keepsLines: true)
    }
    switch output {
    case .notice, .timing:
      if showsCells { print(text, format) } else { Self.complain(text) }
    default: print(text, format)
    }
  }

  private func bold(_ text: String) -> String { styled(text, "1") }
  private func dim(_ text: String) -> String { styled(text, "2") }

  private func styled(_ text: String, _ code: String) -> String {
    terminal.capabilities.isStyled ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
