import Foundation
import Subprocess

/// A program to run to its end, with its output collected.
struct Command: Sendable {
  var executable: String
  var arguments: [String] = []
  var input: Data = Data()
  /// After it the program is killed.
  var timeout: Duration

  struct Output: Sendable {
    var status: Int32
    var output: String
    var errors: String
    /// The last lines of what the program complained of.
    var complaint: [String] {
      errors.split(whereSeparator: \.isNewline).suffix(6).map(String.init)
    }
  }

  private static let outputLimit = 16 << 20

  /// Runs it; nil where it took too long. The program is killed when the task is cancelled.
  func run() async throws -> Output? {
    try await withThrowingTaskGroup(of: Output?.self) { group in
      group.addTask { try await collected() }
      group.addTask {
        try await Task.sleep(for: timeout)
        return nil
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  private func collected() async throws -> Output {
    // A session of its own keeps a Ctrl-C at the terminal away from what must end in order.
    var options = PlatformOptions()
    options.createSession = true
    // All of what it has started goes with it; an interrupted pip removes what it has unpacked.
    options.teardownSequence = [
      .send(signal: .interrupt, toProcessGroup: true, allowedDurationToNextStep: .seconds(2))
    ]
    let result = try await Subprocess.run(
      executable.contains("/") ? .path(.init(executable)) : .name(executable),
      arguments: Arguments(arguments), platformOptions: options,
      input: .array([UInt8](input)), output: .bytes(limit: Self.outputLimit),
      error: .bytes(limit: Self.outputLimit))
    try Task.checkCancellation()
    let status: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let number): 128 + number
      }
    return Output(
      status: status, output: String(decoding: result.standardOutput, as: UTF8.self),
      errors: String(decoding: result.standardError, as: UTF8.self))
  }
}
