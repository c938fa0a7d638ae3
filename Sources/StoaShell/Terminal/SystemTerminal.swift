import CEditLine
import Foundation

/// A terminal, or what stands in the place of one, behind two descriptors: those of this process
/// unless others are named.
public struct SystemTerminal: Terminal {
  public let capabilities: TerminalCapabilities
  /// Where text goes.
  let descriptor: Int32
  /// What `TERM` says.
  let type: String

  /// Takes the character set from the locale. Where the environment names no locale at all, as
  /// on a bare console or under `ssh host stoa`, text is UTF-8.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO
  ) {
    setlocale(LC_CTYPE, "")
    let namesLocale = ["LC_ALL", "LC_CTYPE", "LANG"].contains { environment[$0]?.isEmpty == false }
    if !namesLocale { setlocale(LC_CTYPE, "C.UTF-8") }
    descriptor = output
    type = environment["TERM"] ?? "dumb"
    capabilities = TerminalCapabilities(
      readsFromTerminal: isatty(input) == 1,
      writesToTerminal: isatty(output) == 1, environment: environment,
      codeset: String(cString: cel_codeset()))
  }

  public var size: TerminalSize {
    var window = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
      return .standard
    }
    return TerminalSize(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }

  public func write(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        // Nobody reads any more: there is nobody to tell.
        guard errno == EINTR || errno == EAGAIN else { return }
        continue
      }
      bytes = bytes.dropFirst(written)
    }
  }
}
