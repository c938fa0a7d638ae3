import Foundation
import Testing

/// The built program, run in the folder of the project with a store of its own.
struct Program {
  /// Where the history and the cache of the runs go; it goes away with the value.
  let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
  }

  struct Run {
    var status: Int32
    var output: String
    var errors: String
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The program beside the tests that run.
  static let executable: URL = {
    let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "stoa")
    let isBeside = FileManager.default.isExecutableFile(atPath: beside.path)
    return isBeside ? beside : root.appending(path: ".build/debug/stoa")
  }()

  /// A process that is ready to run: the program, or another in the same surroundings.
  func process(
    _ arguments: [String], of executable: String = Program.executable.path,
    input: String? = nil, environment: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = Self.root
    process.environment = ProcessInfo.processInfo.environment
      .merging(environment) { $1 }.merging(["STOA_HOME": home.url.path]) { $1 }
    if let input {
      let url = home.url.appending(path: "input-\(UUID().uuidString)")
      try Data(input.utf8).write(to: url)
      process.standardInput = try FileHandle(forReadingFrom: url)
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    return process
  }

  /// Runs the program to its end; its output goes through files, which never fill up.
  @discardableResult
  func run(_ arguments: String..., input: String? = nil) throws -> Run {
    try finish(process(arguments, input: input))
  }

  /// Runs another program in the same surroundings to its end.
  func run(
    _ executable: String, _ arguments: [String], environment: [String: String]
  ) throws -> Run {
    try finish(process(arguments, of: executable, environment: environment))
  }

  private func finish(_ process: Process) throws -> Run {
    let files = try ["out", "err"].map { name in
      let url = home.url.appending(path: "\(name)-\(UUID().uuidString)")
      try Data().write(to: url)
      return (url, try FileHandle(forWritingTo: url))
    }
    process.standardOutput = files[0].1
    process.standardError = files[1].1
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationStatus,
      output: try String(contentsOf: files[0].0, encoding: .utf8),
      errors: try String(contentsOf: files[1].0, encoding: .utf8))
  }
}

/// A folder that goes away with the value.
final class TemporaryHome: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "stoa-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }
}
