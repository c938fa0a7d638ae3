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

  /// The program beside the bundle of the tests.
  static var executable: URL {
    get throws {
      let folder = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        .deletingLastPathComponent()
      let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      let candidates = [folder, beside, root.appending(path: ".build/debug")].compactMap { $0 }
        .map { $0.appending(path: "stoa") }
      return try #require(
        candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) },
        "the program is not built")
    }
  }

  /// A process that is ready to run, with pipes for its output and errors.
  func process(_ arguments: [String], input: String? = nil) throws -> Process {
    let process = Process()
    process.executableURL = try Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = Self.root
    var environment = ProcessInfo.processInfo.environment
    environment["STOA_HOME"] = home.url.path
    process.environment = environment
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
    let process = try process(arguments, input: input)
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
