import Foundation
import Testing

@testable import StoaCluster

/// Processes and files of this machine; the same lines of shell run over `ssh`.
@Suite(.timeLimit(.minutes(2))) struct MachineTests {
  private let machine = LocalMachine()
  private let folder = TemporaryFolder()
  private let run = UUID().uuidString

  /// Launches a program with the mark of this test.
  private func launch(_ arguments: String...) async throws -> ProcessIdentity {
    let command = DaemonCommand(
      executable: "/bin/sh", arguments: arguments,
      environment: [runVariable: run, "PATH": "/usr/bin:/bin"])
    return try await machine.launch(command, folder: folder.path("work"), log: folder.path("log"))
  }

  @Test func aDaemonOutlivesItsLaunchInASessionOfItsOwn() async throws {
    let process = try await launch("-c", "exec sleep 60")
    #expect(try await machine.running([process]) == [process])
    #expect(getsid(pid_t(process.pid)) == pid_t(process.pid))
    try await machine.end([process], grace: .seconds(5))
    #expect(try await machine.running([process]).isEmpty)
  }

  @Test func aDaemonFindsItsEnvironmentAndNoOther() async throws {
    setenv("STOA_TEST_LEAK", "1", 1)
    let process = try await launch("-c", "echo \"leak=$STOA_TEST_LEAK in $PWD\"")
    while try await !machine.running([process]).isEmpty {}
    let lines = try await machine.tail(of: folder.path("log"), lines: 5)
    #expect(lines == ["leak= in \(folder.path("work"))"])
  }

  /// The same number with another beginning is another process.
  @Test func aNumberThatWasGivenAgainIsNotTouched() async throws {
    let process = try await launch("-c", "exec sleep 60")
    var earlier = process
    earlier.startTicks -= 1
    var otherRun = process
    otherRun.boot = "00000000-0000-0000-0000-000000000000"
    for stranger in [earlier, otherRun] {
      #expect(try await machine.running([stranger]).isEmpty)
      #expect(try await !machine.signal(.kill, stranger))
      try await machine.end([stranger], grace: .zero)
    }
    #expect(try await machine.running([process]) == [process])
    #expect(try await machine.signal(.kill, process))
    try await machine.end([process], grace: .seconds(5))
    #expect(try await !machine.signal(.kill, process))
  }

  @Test func whoDoesNotListenIsKilled() async throws {
    let process = try await launch("-c", "trap '' TERM; while :; do sleep 0.1; done")
    // The shell has set its trap when it has started a child.
    while try await machine.marked(run: run).count < 2 {}
    try await machine.end([process], grace: .milliseconds(300))
    #expect(try await machine.running([process]).isEmpty)
    try await machine.endMarked(run: run)
  }

  /// What a daemon has started is found by its mark; what bears another is left alone.
  @Test func strayChildrenAreFoundByTheirMark() async throws {
    let parent = try await launch("-c", "sleep 61 & sleep 62 & wait")
    while try await machine.marked(run: run).count < 3 {}
    let other = try await machine.launch(
      DaemonCommand(
        executable: "/bin/sleep", arguments: ["60"],
        environment: [runVariable: run + "-other"]),
      folder: folder.path("other"), log: folder.path("log"))
    try await machine.end([parent], grace: .seconds(5))
    #expect(try await machine.marked(run: run).count == 2)
    try await machine.endMarked(run: run)
    #expect(try await machine.marked(run: run).isEmpty)
    #expect(try await machine.running([other]) == [other])
    try await machine.end([other], grace: .seconds(5))
  }

  @Test func aStatIsReadWhateverTheProgramIsCalled() throws {
    let fields = "S 1 4242 4242 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 987654 0 0"
    for name in ["java", "a b", ") (", "x) R 1 ("] {
      let stat = try #require(ProcessStat("4242 (\(name)) \(fields)"))
      #expect(stat.pid == 4242 && stat.state == "S" && stat.startTicks == 987654)
    }
    #expect(ProcessStat("") == nil)
    #expect(ProcessStat("4242 (java) S 1") == nil)
  }

  @Test func aFileIsWrittenWholeAndForItsOwner() async throws {
    let path = folder.path("deep/er/file")
    try await machine.write("first\n", to: path)
    try await machine.write("it's \"$HOME\"\nsecond", to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "it's \"$HOME\"\nsecond")
    let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect(rights as? Int == 0o600)
    #expect(try await machine.tail(of: path, lines: 1) == ["second"])
    #expect(try await machine.tail(of: folder.path("none"), lines: 1) == [])
  }

  @Test func whatTakesTooLongIsKilled() async throws {
    await #expect {
      try await machine.run(
        "sleep 60", arguments: [], input: Data(), timeout: .milliseconds(200))
    } throws: {
      ($0 as? ClusterError)?.kind == .unreachable
    }
  }

  /// A word of any shape comes through the login shell of the other side.
  @Test(arguments: ["plain", "it's", "a  b", "$(date)", "*", "\"", "\\", "", "a\nb"])
  func aQuotedWordComesThrough(_ word: String) async throws {
    let line = SSHMachine.remoteLine("printf %s \"$1\"", [word])
    let output = try await machine.run(line, arguments: [], input: Data(), timeout: .seconds(10))
    #expect(output.output == word)
  }
}

/// A folder that goes away with the value.
final class TemporaryFolder: Sendable {
  let url: URL

  init() {
    url = FileManager.default.temporaryDirectory.appending(path: "stoa-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appending(path: name).path }
}
