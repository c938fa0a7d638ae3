import Foundation
import Testing

@testable import StoaShell

/// The built program on a pseudo-terminal, with DuckDB and a store of its own.
@Suite(.serialized) final class PromptTests {
  private let prompt: PromptHome
  private var environment: [String: String?] { prompt.environment }
  private var home: URL { prompt.folder }

  init() throws { prompt = try PromptHome() }

  /// Runs for minutes on any machine, unless it is stopped.
  private static let endless =
    "range 1..1000000000000 | where n % 7 == 3 | summarize s = sum(n % 11 * (n % 13))"

  private func start(_ changes: [String: String?] = [:], rows: Int = 40) async throws
    -> ProgramOnTerminal
  {
    try await prompt.start(changes, rows: rows)
  }

  @Test func aSessionFromTheFirstLineToTheLast() async throws {
    let program = try await start()
    #expect(program.pty.screen.lines[0].hasPrefix("Stoa "))
    #expect(program.pty.screen.lines[0].contains("duckdb"))
    program.send("table (name string, n int) [(\"Αθήνα\", 1), (\"日本\", null)]\r")
    try await program.pty.wait(forLine: "In 2:")
    let text = program.pty.screen.text
    #expect(text.contains("Out 1:"))
    #expect(text.contains(" name   │    n\n string │  int\n────────┼──────"))
    #expect(text.contains("\n Αθήνα  │    1\n 日本   │ null\n2 rows × 2 columns, "))
    program.send("\u{04}")
    #expect(try await program.exitStatus() == 0)
    #expect(program.pty.screen.unknown.isEmpty)
  }

  /// The program as built, with a person's configuration, editor and pager.
  @Test func configurationEditorAndPager() async throws {
    let folder = home.appendingPathComponent("stoa")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let start = home.appendingPathComponent("start.stoa")
    try Data("seven = range 1..7\n".utf8).write(to: start)
    try Data("startup = \"\(start.path)\"\ncolour = 1\n[settings]\nnull = \"nil\"\n".utf8)
      .write(to: folder.appendingPathComponent("config.toml"))
    let editor = home.appendingPathComponent("editor.sh")
    try Data("#!/bin/sh\ngrep -q 'take 3' \"$1\" && echo 'seven | take 4' > \"$1\"\n".utf8)
      .write(to: editor)
    #expect(chmod(editor.path, 0o700) == 0)

    let program = try ProgramOnTerminal(
      try ProgramOnTerminal.stoa,
      environment: environment.merging([
        "XDG_CONFIG_HOME": home.path, "EDITOR": editor.path, "PAGER": "sed 's/^/paged /'",
      ]) { $1 }, rows: 30, columns: 80)
    try await program.pty.wait(forLine: "In 2:")
    #expect(program.pty.screen.text.contains("there is no `colour`"))
    program.send("seven | take 3\r")
    try await program.pty.wait(forLine: "In 3:")
    program.send(":edit\r")
    try await program.pty.wait(forLine: "In 4:")
    #expect(program.pty.screen.text.contains("seven | take 4\n"))
    #expect(program.pty.screen.text.contains("4 rows × 1 column"))
    program.send("row x = null | select x\r")
    try await program.pty.wait(forLine: "In 5:")
    #expect(program.pty.screen.text.contains(" nil\n1 row × 1 column"))
    program.send(":help\r")
    try await program.pty.wait(forLine: "In 6:")
    #expect(program.pty.screen.text.contains("paged   Columns"))
    program.send(":set pager off\r")
    try await program.pty.wait(forLine: "In 7:")
    program.send(":help\r")
    try await program.pty.wait(forLine: "In 8:")
    #expect(program.pty.screen.text.contains("\n  Columns"))
    program.send("\u{04}")
    #expect(try await program.exitStatus() == 0)
  }

  /// While a pager has the screen, nothing else writes there.
  @Test func theProgressLineKeepsOffThePager() async throws {
    let program = try await start(["PAGER": "head -3; read answer </dev/tty"], rows: 20)
    program.send(":set rows all\r")
    try await program.pty.wait(forLine: "In 2:")
    program.send("range 1..50\r")
    try await program.pty.wait("the first page") { $0.text.contains(" int\n") }
    // The line would come after a second.
    try await Task.sleep(for: .seconds(1.5))
    #expect(!program.pty.received.contains("Ctrl-C stops it"))
    program.send("\r")
    try await program.pty.wait(forLine: "In 3:")
    program.send("\u{04}")
    #expect(try await program.exitStatus() == 0)
  }

  @Test func entriesAreThereInTheNextSession() async throws {
    let first = try await start()
    first.send("range 1..3 |\rtake 2\r")
    try await first.pty.wait(forLine: "In 2:")
    first.send(":quit\r")
    #expect(try await first.exitStatus() == 0)

    let second = try await start()
    second.send("\u{1B}[A\u{1B}[A")
    try await second.pty.wait("entry of two lines") {
      $0.text.contains("In 1: range 1..3 |\n      take 2")
    }
    second.send("\r")
    try await second.pty.wait(for: "2 rows × 1 column")
  }

  @Test func mistakesAreMarkedBelowTheirPlace() async throws {
    let program = try await start()
    program.send("range 1..3 | selekt n\r")
    try await program.pty.wait(forLine: "In 2:")
    let lines = program.pty.screen.lines
    let place = try #require(lines.firstIndex { $0 == "1 | range 1..3 | selekt n" })
    #expect(lines[place + 1] == "  |              ^^^^^^")
    #expect(program.pty.screen.text.contains("`select`"))
  }

  @Test func controlCAtThePromptDropsTheLine() async throws {
    let program = try await start()
    program.send("range 1..")
    try await program.pty.wait(forLine: "In 1: range 1..")
    program.send("\u{03}")
    try await program.pty.wait("dropped line and a fresh prompt") {
      $0.text.contains("In 1: range 1..^C\nIn 1:") && $0.currentLine == "In 1:"
    }
    program.send("range 1..1\r")
    try await program.pty.wait(for: "1 row × 1 column")
  }

  @Test func controlZStopsTheProgramUntilItIsCalledBack() async throws {
    let shell = try ProgramOnTerminal(
      "/bin/bash", ["--norc", "--noprofile", "--noediting", "-i"],
      environment: environment.merging(["PS1": "sh: "]) { $1 }, rows: 40)
    try await shell.pty.wait(forLine: "sh:")
    shell.send("'\(try ProgramOnTerminal.stoa)'\r")
    try await shell.pty.wait(forLine: "In 1:")
    shell.send("range 1..")
    try await shell.pty.wait(forLine: "In 1: range 1..")
    for _ in 1...2 {
      shell.send("\u{1A}")
      try await shell.pty.wait(forLine: "sh:")
      shell.send("fg\r")
      try await shell.pty.wait(forLine: "In 1: range 1..")
    }
    shell.send("3\r")
    try await shell.pty.wait(for: "3 rows × 1 column")
  }

  @Test func controlZIsNothingWhereNobodyCouldCallBack() async throws {
    let program = try await start()
    program.send("range 1..")
    try await program.pty.wait(forLine: "In 1: range 1..")
    program.send("\u{1A}")
    program.send("3\r")
    try await program.pty.wait(for: "3 rows × 1 column")
  }

  @Test func controlCStopsWhatRunsAndKeepsTheSession() async throws {
    let program = try await start()
    program.send("kept = range 1..4\r")
    try await program.pty.wait(forLine: "In 2:")
    program.send(Self.endless + "\r")
    // The line of progress shows that it runs.
    try await program.pty.wait(for: "Ctrl-C stops it")
    program.send("\u{03}")
    try await program.pty.wait(forLine: "In 3:")
    let text = program.pty.screen.text
    #expect(text.contains("\nstopped\n"))
    #expect(!text.contains("Ctrl-C stops it") && !text.contains("^C"))
    program.send("kept | count\r")
    try await program.pty.wait(forLine: "In 4:")
    #expect(program.pty.screen.text.contains("\n 4\n") || program.pty.screen.text.contains("  4\n"))
  }

  @Test func tablesFitAWindowThatIsResized() async throws {
    let program = try await start()
    let row = "row a_long_name = 1, another_long_name = 2, third_long_name = 3, last = 4"
    program.pty.resize(rows: 40, columns: 40)
    try await program.pty.wait(forLine: "In 1:")
    program.send(row + "\r")
    try await program.pty.wait(forLine: "In 2:")
    let lines = program.pty.screen.lines
    #expect(lines.contains { $0.hasPrefix("1 row × 4 columns") })
    let header = try #require(lines.first { $0.contains("a_long_name │") || $0.contains("… │") })
    #expect(header.count <= 40)
  }

  /// The window becomes narrow while a query runs, and while a line is edited.
  @Test func aWindowMayBeResizedInTheMiddle() async throws {
    let program = try await start()
    program.send(
      "range 1..1200000000 | where n % 7 == 3 | summarize a_long_name = sum(n % 11 * (n % 13)),"
        + " another_long_name = max(n), third_long_name = min(n), last = count()\r")
    try await program.pty.wait("the line of progress") {
      $0.text.contains(" s left") || $0.text.contains("Ctrl-C stops it")
    }
    program.pty.resize(rows: 30, columns: 36)
    try await program.pty.wait(forLine: "In 2:", seconds: 120)
    let lines = program.pty.screen.lines
    let header = try #require(lines.last { $0.contains("a_long") && $0.contains("│") })
    #expect(header.count <= 36)
    #expect(lines.contains { $0.hasPrefix("1 row × 4 columns") })

    program.send("range 1..3 | where n > 1 | sort n desc | take")
    try await program.pty.wait("the line on two rows") {
      $0.currentLine.hasSuffix("take")
    }
    program.pty.resize(rows: 30, columns: 70)
    try await program.pty.wait(forLine: "In 2: range 1..3 | where n > 1 | sort n desc | take")
    program.send(" 1\r")
    try await program.pty.wait(forLine: "In 3:")
    #expect(program.pty.screen.text.contains("   3\n1 row × 1 column"))
  }

  @Test func dumbTerminalsSeeNoControlSequence() async throws {
    let program = try await start(["TERM": "dumb"])
    program.send("range 1..2 |\n")
    try await program.pty.wait(forLine: "....:")
    program.send("take 1\n")
    try await program.pty.wait(for: "1 row × 1 column")
    try await program.pty.wait(forLine: "In 2:")
    program.send("\u{04}")
    #expect(try await program.exitStatus() == 0)
    #expect(!program.pty.received.contains("\u{1B}"))
  }

  @Test func noColourWhereNoneIsWanted() async throws {
    let program = try await start(["NO_COLOR": "1"])
    program.send("range 1..2\r")
    try await program.pty.wait(forLine: "In 2:")
    #expect(!program.pty.received.contains(/\u{1B}\[[0-9;]*m/))
    #expect(program.pty.screen.text.contains("2 rows × 1 column"))
  }

  private static let endings: [(Int32, Int32)] = [(SIGTERM, 143), (SIGHUP, 129)]

  @Test(arguments: endings)
  func signalsEndTheSessionAndLoseNothing(signal: Int32, status: Int32) async throws {
    var before = termios()
    let program = try await start()
    program.send("range 1..7\r")
    try await program.pty.wait(forLine: "In 2:")
    program.send("half")
    try await program.pty.wait(forLine: "In 2: half")
    kill(program.process, signal)
    #expect(try await program.exitStatus() == status)
    tcgetattr(program.pty.slave, &before)
    #expect(before.c_lflag & UInt32(ICANON | ECHO) == UInt32(ICANON | ECHO))

    let next = try await start()
    next.send("\u{1B}[A")
    try await next.pty.wait(forLine: "In 1: range 1..7")
  }

  @Test func aSignalWhileAQueryRunsLosesNothing() async throws {
    var after = termios()
    let program = try await start()
    program.send(Self.endless + "\r")
    try await program.pty.wait(for: "Ctrl-C stops it")
    kill(program.process, SIGTERM)
    #expect(try await program.exitStatus() == 143)
    tcgetattr(program.pty.slave, &after)
    #expect(after.c_lflag & UInt32(ICANON | ECHO) == UInt32(ICANON | ECHO))
    let next = try await start()
    next.send(":history\r")
    try await next.pty.wait(for: "range 1..1000000000000")
  }

  @Test func historyIsSearchedBackwards() async throws {
    let program = try await start()
    for entry in ["range 1..5 | where n > 4", "range 1..2", "row α = \"Ωμέγα\""] {
      program.send(entry + "\r")
      try await program.pty.wait("the answer") { screen in
        screen.currentLine.hasPrefix("In ") && screen.text.contains(entry)
      }
    }
    try await program.pty.wait(forLine: "In 4:")
    program.send("\u{12}where")
    try await program.pty.wait("the entry that was sought") {
      $0.currentLine.contains("range 1..5 | where n > 4")
    }
    program.send("\r")
    try await program.pty.wait(forLine: "In 5:")
    #expect(program.pty.screen.text.contains("   5\n1 row × 1 column"))
    program.send(":history Ωμέγα\r")
    try await program.pty.wait(forLine: "In 6:")
    #expect(program.pty.screen.lines.suffix(8).contains { $0.contains("row α = \"Ωμέγα\"") })
  }

  /// Twenty lines, as from an editor: nothing runs before Enter, and then all of it as one entry.
  @Test func pastedLinesAreOneEntry() async throws {
    let program = try await start()
    let stages = (1...18).map { "| where n != \($0)" }
    let lines = ["range 1..30"] + stages + ["| take 1"]
    program.send("\u{1B}[200~\(lines.joined(separator: "\r"))\r\u{1B}[201~")
    try await program.pty.wait(forLine: "      | take 1")
    #expect(!program.pty.screen.text.contains("Out 1:"))
    program.send("\r")
    try await program.pty.wait(forLine: "In 2:")
    #expect(program.pty.screen.text.contains("  19\n1 row × 1 column"))
    program.send("\u{1B}[A")
    try await program.pty.wait(forLine: "      | take 1")
    #expect(program.pty.screen.text.contains("In 2: range 1..30\n      | where n != 1\n"))
  }

  @Test func outputThatIsNoTerminalIsPlain() async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try ProgramOnTerminal.stoa)
    process.arguments = ["-c", "range 1..2"]
    process.environment = ProcessInfo.processInfo.environment
      .merging(environment.compactMapValues { $0 }) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains("   1\n   2\n"))
    #expect(!text.contains("\u{1B}"))
  }
}
