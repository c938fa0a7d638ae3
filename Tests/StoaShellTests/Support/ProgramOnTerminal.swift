import Foundation
import Testing

/// A program of its own on a pseudo-terminal, as a terminal window would start it: leader of a
/// session of which the terminal is the controlling one.
final class ProgramOnTerminal: Sendable {
  let pty: PseudoTerminal
  let process: pid_t

  /// `POSIX_SPAWN_SETSID` of spawn.h, which Swift sees under `_GNU_SOURCE` only.
  private static let newSession: Int16 = 0x80

  /// The program that was built along with the tests.
  static var stoa: String {
    get throws {
      let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
      return URL(fileURLWithPath: tests).deletingLastPathComponent()
        .appendingPathComponent("stoa").path
    }
  }

  /// Starts a program; its environment is that of the tests with changes, of which nil unsets.
  init(
    _ path: String, _ arguments: [String] = [], environment: [String: String?] = [:],
    rows: Int = 24, columns: Int = 80
  ) throws {
    pty = try PseudoTerminal(rows: rows, columns: columns)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, pty.path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Self.newSession)

    var variables = ProcessInfo.processInfo.environment
    for (name, value) in environment { variables[name] = value }
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let settings = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { (words + settings).forEach { free($0) } }
    var pid: pid_t = 0
    let error = posix_spawn(&pid, path, &actions, &attributes, words, settings)
    guard error == 0 else {
      throw PseudoTerminal.Failure(
        description: "cannot start \(path): \(String(cString: strerror(error)))")
    }
    process = pid
  }

  deinit {
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }

  func send(_ text: String) { pty.send(text) }

  /// Waits for the end of the program; its exit status, or 128 and the signal that ended it.
  func exitStatus(seconds: Double = 30) async throws -> Int32 {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while true {
      var status: Int32 = 0
      if waitpid(process, &status, WNOHANG) == process {
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
      }
      guard ContinuousClock.now < deadline else {
        throw PseudoTerminal.Failure(
          description: "the program goes on; on the screen:\n\(pty.screen.text)")
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
