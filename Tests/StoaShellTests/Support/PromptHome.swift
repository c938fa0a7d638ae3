import Foundation

/// The built program at a terminal, with DuckDB and a store of its own that ends with the test.
final class PromptHome: Sendable {
  let folder: URL
  let environment: [String: String?]

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("stoa-prompt-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    environment = [
      "TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": nil, "NO_COLOR": nil, "CLICOLOR_FORCE": nil,
      "STOA_HOME": folder.path,
    ]
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// Writes a file and gives its path.
  func write(_ name: String, _ bytes: Data) throws -> String {
    let url = folder.appendingPathComponent(name)
    try bytes.write(to: url)
    return url.path
  }

  /// Starts the program and waits for its first prompt.
  func start(
    _ changes: [String: String?] = [:], rows: Int = 40, columns: Int = 80
  ) async throws -> ProgramOnTerminal {
    let program = try ProgramOnTerminal(
      try ProgramOnTerminal.stoa, environment: environment.merging(changes) { $1 }, rows: rows,
      columns: columns)
    try await program.pty.wait(forLine: "In 1:")
    return program
  }
}
