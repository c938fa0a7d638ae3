import Foundation
import StoaEngine

/// The editor of a person's choice, on a file of its own.
struct TextEditor: Sendable {
  /// As a shell runs it; nil where the environment names none.
  let command: String?

  init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
    command =
      ["STOA_EDITOR", "VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  /// The text as the person leaves it; throws `EngineError` where it could not be edited.
  func edit(_ text: String) throws -> String {
    guard let command else {
      throw EngineError(
        .input, "no editor is named", hint: "set EDITOR before Stoa is started, as `EDITOR=nano`")
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("stoa-\(UUID().uuidString).stoa")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data((text + "\n").utf8).write(to: file, options: .withoutOverwriting)
    // Quotes around a path without quotes: it is of our own making.
    guard system("\(command) '\(file.path)'") == 0 else {
      throw EngineError(.input, "`\(command)` ended with an error; nothing was run")
    }
    var edited = try String(contentsOf: file, encoding: .utf8)
    while edited.last == "\n" { edited.removeLast() }
    return edited
  }
}
