import Foundation
import Testing

/// SQLite's own shell as another process: what it does with a file is not our code.
final class SQLiteShell {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// Starts it on a file.
  init(_ path: String) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-batch", path]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  deinit { kill() }

  /// Has it run statements, and waits until it has.
  func run(_ sql: String) throws {
    // Its own output is held back where there is no terminal; that of a command is not.
    let text = sql + "\n.system echo done\n"
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    var answer = Data()
    while answer.range(of: Data("done\n".utf8)) == nil {
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { break }
      answer += more
    }
    #expect(answer.range(of: Data("done\n".utf8)) != nil, "sqlite3 (apt: sqlite3) did not answer")
  }

  /// Kills it as a power cut would.
  func kill() {
    guard process.isRunning else { return }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Runs statements on a file in a shell of their own, and gives what they print.
  @discardableResult
  static func run(_ path: String, _ sql: String) throws -> String {
    try command("sqlite3 -batch \"$1\" \"$2\"", path, sql)
  }

  /// Runs a command of `sh`, and gives what it prints.
  static func command(_ text: String, _ arguments: String...) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", text, "sh"] + arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
