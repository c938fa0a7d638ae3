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

  /// Takes the character set from the locale that the environment names.
  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO
  ) {
    Self.setCharacterSet(environment)
    descriptor = output
    type = environment["TERM"] ?? "dumb"
    capabilities = TerminalCapabilities(
      readsFromTerminal: isatty(input) == 1,
      writesToTerminal: isatty(output) == 1, environment: environment,
      codeset: String(cString: cel_codeset()))
  }

  /// Sets the character set by the first of the three variables that names a locale (POSIX,
  /// 8.2). Text is UTF-8 where none does, as on a bare console or under `ssh host stoa`, and where
  /// a UTF-8 locale is named that is not installed here, as under `ssh` from another machine.
  private static func setCharacterSet(_ environment: [String: String]) {
    let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
    let name = names.first { !$0.isEmpty } ?? "C.UTF-8"
    guard setlocale(LC_CTYPE, name) == nil else { return }
    let codeset = name.split(separator: ".").dropFirst().first?.lowercased() ?? ""
    setlocale(LC_CTYPE, codeset.hasPrefix("utf") ? "C.UTF-8" : "C")
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
