import Foundation
import Testing

/// Files made to take over a terminal, shown by the built program.
@Suite(.serialized) struct PromptHostileTests {
  private let prompt: PromptHome

  init() throws { prompt = try PromptHome() }

  /// Sequences that move the cursor, set the title, ask the terminal to answer; bells; marks that
  /// turn the direction of what follows.
  private static let attacks = [
    "\u{1B}[2J\u{1B}[H", "\u{1B}]0;owned\u{07}", "\u{1B}[6n", "\u{9B}31m", "\u{07}\u{07}",
    "\u{08}\u{08}",
    "\u{202E}abc", "\u{2066}x\u{2069}", "\u{1B}P$q\"p\u{1B}\\", "\u{7F}", "a\rb",
  ]

  @Test func nothingInAFileReachesTheTerminalRaw() async throws {
    let rows = Self.attacks.enumerated().map { "\($0),\"\($1.replacing("\"", with: "\"\""))\"\n" }
    // The header is data as well, and so is a name in an error.
    let path = try prompt.write(
      "hostile.csv", Data(("n,\"a\u{1B}[31mb\"\n" + rows.joined()).utf8))
    let program = try await prompt.start(["NO_COLOR": "1"], columns: 100)
    program.send("x = load \"\(path)\"\r")
    try await program.pty.wait(forLine: "In 2:")
    program.send("x\r")
    try await program.pty.wait(forLine: "In 3:")
    #expect(program.pty.screen.text.contains("\(Self.attacks.count) rows × 2 columns"))
    program.send("x | where `a` > 1\r")
    try await program.pty.wait(forLine: "In 4:")
    #expect(program.pty.screen.text.contains("error: "))
    let received = program.pty.received
    for raw in [
      "\u{1B}[2J\u{1B}[H", "\u{1B}]", "\u{1B}[6n", "\u{9B}", "\u{07}", "\u{202E}", "\u{2066}",
      "\u{1B}P", "\u{1B}[31m", "\u{7F}",
    ] {
      #expect(!received.contains(raw), "\(raw.debugDescription)")
    }
    #expect(program.pty.screen.unknown.isEmpty)
    program.send("\u{04}")
    #expect(try await program.exitStatus() == 0)
  }

  @Test func aCellOfTenMegabytesIsCut() async throws {
    let path = try prompt.write(
      "large.csv", Data(("n,t\n1,\"" + String(repeating: "Θάλασσα ", count: 700_000) + "\"\n").utf8)
    )
    let program = try await prompt.start()
    program.send("load \"\(path)\"\r")
    try await program.pty.wait(forLine: "In 2:", seconds: 60)
    #expect(program.pty.screen.text.contains("1 row × 2 columns"))
    #expect(program.pty.screen.text.contains("Θάλασσα"))
    #expect(program.pty.received.utf8.count < 20_000)
    program.send("load \"\(path)\" | select l = length(t)\r")
    try await program.pty.wait(forLine: "In 3:", seconds: 60)
    #expect(program.pty.screen.text.contains("5600000"))
  }

  @Test func bytesThatAreNoUTF8AreAnErrorThatNamesTheLine() async throws {
    let path = try prompt.write(
      "latin.csv", Data("n,t\n1,x\n2,caf".utf8) + [0xE9] + Data("\n".utf8))
    let program = try await prompt.start()
    program.send("load \"\(path)\"\r")
    try await program.pty.wait(forLine: "In 2:")
    let text = program.pty.screen.text.replacing("\n", with: "")
    #expect(text.contains("error: line 3 of"))
    #expect(text.contains("is not UTF-8"))
    program.send("range 1..1\r")
    try await program.pty.wait(for: "1 row × 1 column")
  }

  /// Bytes that are typed and are no UTF-8, as from a terminal of another encoding.
  @Test func typedBytesThatAreNoUTF8DoNoHarm() async throws {
    let program = try await prompt.start()
    program.pty.send(bytes: Array("row t = \"a".utf8) + [0xFF, 0xE9] + Array("b\"\r".utf8))
    program.send("range 1..1\r")
    try await program.pty.wait(forLine: "In 3:")
    program.send("\u{04}")
    #expect(try await program.exitStatus() == 0)
  }
}
