import CEditLine
import Foundation

/// A program that shows long text a page at a time.
struct Pager: Sendable {
  /// As a shell runs it.
  let command: String

  /// The one that the environment names, or `less`, which then keeps colours, and leaves what
  /// fits on one page on the screen; nil where there is neither.
  init?(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    let named = ["STOA_PAGER", "PAGER"].compactMap { environment[$0] }.first { !$0.isEmpty }
    if let named {
      command = named
      return
    }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    guard folders.contains(where: { FileManager.default.isExecutableFile(atPath: "\($0)/less") })
    else { return nil }
    command = "less -FRSX"
  }

  /// Shows a text, and returns when the person leaves; false where the program could not be run.
  func show(_ text: String) -> Bool {
    // The program belongs to the terminal's foreground like this one, so it reads the keys.
    guard let pipe = popen(command, "w") else { return false }
    let bytes = Array(text.utf8)
    // Who leaves before the end does not want the rest; SIGPIPE is ignored.
    _ = fwrite(bytes, 1, bytes.count, pipe)
    // As POSIX's shells tell that there is no such program.
    return pclose(pipe) >> 8 & 0xFF != 127
  }
}
