import StoaShell
import Synchronization

/// A terminal that only remembers what was written.
final class MemoryTerminal: Terminal {
  let size: TerminalSize
  let capabilities: TerminalCapabilities
  private let written = Mutex("")

  init(
    columns: Int = 80, movesCursor: Bool = false, isStyled: Bool = false, isUnicode: Bool = true
  ) {
    size = TerminalSize(columns: columns, rows: 24)
    capabilities = TerminalCapabilities(
      readsFromTerminal: true, writesToTerminal: true, movesCursor: movesCursor,
      isStyled: isStyled, isUnicode: isUnicode)
  }

  var text: String { written.withLock { $0 } }

  func write(_ text: String) { written.withLock { $0 += text } }
}
