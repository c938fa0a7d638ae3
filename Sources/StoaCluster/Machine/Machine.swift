import Foundation

/// A machine that daemons run on: this one, or another over `ssh`.
///
/// Both run the same few lines of POSIX shell, so what holds here holds there. What the lines
/// print is judged here.
protocol Machine: Sendable {
  /// How messages name it.
  var name: String { get }

  /// Runs lines of shell with `$1`, `$2`, … and standard input, to their end.
  ///
  /// - Throws: ``ClusterError`` where the machine cannot be reached or takes too long. A status
  ///   other than zero is no error here.
  func run(
    _ script: String, arguments: [String], input: Data, timeout: Duration
  ) async throws -> Command.Output
}

extension Machine {
  /// Runs lines of shell that must succeed; what they print.
  func perform(
    _ script: String, arguments: [String] = [], input: Data = Data(), to purpose: String,
    timeout: Duration = .seconds(30)
  ) async throws -> String {
    let output = try await run(script, arguments: arguments, input: input, timeout: timeout)
    guard output.status == 0 else {
      throw ClusterError(
        .failed, "cannot \(purpose) on \(name): status \(output.status)", log: output.complaint)
    }
    return output.output
  }
}

/// This machine.
struct LocalMachine: Machine {
  var name: String { "this machine" }

  func run(
    _ script: String, arguments: [String], input: Data, timeout: Duration
  ) async throws -> Command.Output {
    let command = Command(
      executable: "/bin/sh", arguments: ["-c", script, "sh"] + arguments, input: input,
      timeout: timeout)
    guard let output = try await command.run() else {
      throw ClusterError(
        .unreachable, "this machine took longer than \(secondsText(timeout.inSeconds)) to answer")
    }
    return output
  }
}
