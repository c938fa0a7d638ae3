import Foundation
import StoaLanguage
import Testing

@testable import StoaShell

/// libedit on a real pseudo-terminal, typed at as a person would.
///
/// One after the other: terminfo, which libedit asks, has state that all editors share.
@Suite(.serialized) struct EditLineEditorTests {
  private let pty: PseudoTerminal
  private let editor: EditLineEditor

  init() throws {
    pty = try PseudoTerminal(rows: 12, columns: 40)
    let terminal = SystemTerminal(
      environment: ["TERM": "xterm", "LANG": "C.UTF-8"], input: pty.slave, output: pty.slave)
    editor = try EditLineEditor(
      terminal: terminal, input: InputReader(descriptor: pty.slave))
  }

  /// Reads one entry; complete is what has no open bracket and ends in no bar.
  private func read(_ prompt: String = "In 1: ", style: Style = .none) -> Task<Entry, Never> {
    Task { [editor] in
      await editor.read(
        prompt: Prompt(prompt, style: style),
        assistant: EntryAssistant(isComplete: { !Parser.parse($0).isIncomplete }) { text, offset in
          let place = CompletionLocator.place(in: text, at: offset)
          let typed = String(decoding: text.utf8.dropFirst(place.word.lower), as: UTF8.self)
          return Completion(
            replacing: place.word,
            candidates: CompletionWords.verbs.filter { $0.text.hasPrefix(typed) })
        })
    }
  }

  @Test func givesWhatIsTyped() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("cars | take 5")
    try await pty.wait(forLine: "In 1: cars | take 5")
    pty.send("\r")
    #expect(await entry.value == .source("cars | take 5"))
  }

  @Test func tabCompletesAWord() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("\"日本\" | summ\t")
    try await pty.wait(forLine: "In 1: \"日本\" | summarize")
    pty.send("x\r")
    #expect(await entry.value == .source("\"日本\" | summarize x"))
  }

  /// The list stands below the entry, and the entry stands whole below the list.
  @Test func tabShowsTheWays() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("cars |\rto\u{7F}\t")
    try await pty.wait("list and entry") {
      $0.lines.contains("  take  take N") && $0.lines.contains("  top   top N by EXPR [desc]")
        && $0.currentLine == "      t" && $0.row > 5
    }
    pty.send("a\t5\r")
    #expect(await entry.value == .source("cars |\ntake 5"))
  }

  /// The cursor stays where it was, in the middle of an entry of several lines.
  @Test func tabInTheMiddleKeepsTheRest() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("cars |\rskip 2")
    try await pty.wait("second line") { $0.currentLine == "      skip 2" }
    pty.send("\u{1B}[A t\t")
    try await pty.wait("list and entry") {
      $0.lines.contains("  top   top N by EXPR [desc]") && $0.currentLine == "In 1: cars | t"
        && $0.lines[$0.row + 1] == "      skip 2"
    }
    pty.send("op 1 by n |\u{1B}[F\r")
    #expect(await entry.value == .source("cars | top 1 by n |\nskip 2"))
  }

  @Test(arguments: ["\u{1B}OQ", "\u{1B}v"])
  func aKeyAsksForTheView(key: String) async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("cars |\rtake 5")
    try await pty.wait("second line") { $0.currentLine == "      take 5" }
    pty.send(key)
    #expect(await entry.value == .source(":view cars | take 5"))
  }

  @Test func takesUTF8() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("where a == \"Αθήνα 日本\"")
    try await pty.wait(forLine: "In 1: where a == \"Αθήνα 日本\"")
    pty.send("\u{7F}\u{7F}\u{7F}\u{7F}\u{7F}ή\"\r")
    #expect(await entry.value == .source("where a == \"Αθήνή\""))
  }

  @Test func colouredPromptTakesItsOwnWidthOnly() async throws {
    let entry = read(style: Style(isEnabled: true))
    try await pty.wait(forLine: "In 1:")
    // Forty columns: the entry must wrap after thirty-four characters.
    pty.send(String(repeating: "a", count: 35))
    try await pty.wait("second row") { $0.currentLine == "a" }
    #expect(pty.screen.lines.first == "In 1: " + String(repeating: "a", count: 34))
    #expect(pty.received.contains("\u{1B}[1;36mIn 1:\u{1B}[0m"))
    pty.send("\r")
    #expect(await entry.value == .source(String(repeating: "a", count: 35)))
  }

  @Test func incompleteEntryGoesOnInTheNextLine() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("cars |\r")
    try await pty.wait("second line") { $0.lines.first == "In 1: cars |" && $0.column == 6 }
    pty.send("take 5\r")
    #expect(await entry.value == .source("cars |\ntake 5"))
    try await pty.wait("entry above the cursor") {
      $0.lines.starts(with: ["In 1: cars |", "      take 5"]) && $0.row == 2
    }
  }

  @Test func earlierLineOfAnEntryCanBeEdited() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("cars |\rtake 5")
    try await pty.wait(forLine: "      take 5")
    // Up to the first line, to the letter after `cars`, and on with another name.
    pty.send("\u{1B}[A")
    try await pty.wait("cursor in the first line") { $0.row == 0 }
    pty.send("\u{1B}[H" + "old_\r")
    #expect(await entry.value == .source("old_cars |\ntake 5"))
  }

  @Test func arrowBringsBackAWholeEntry() async throws {
    await editor.remember("first")
    await editor.remember("a |\nb")
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("\u{1B}[A")
    try await pty.wait("both lines") { $0.lines.starts(with: ["In 1: a |", "      b"]) }
    pty.send("\u{1B}[A\u{1B}[A")
    try await pty.wait(forLine: "In 1: first")
    pty.send("\u{1B}[B")
    try await pty.wait("both lines") { $0.lines.starts(with: ["In 1: a |", "      b"]) }
    pty.send("\r")
    #expect(await entry.value == .source("a |\nb"))
  }

  @Test func arrowsGoThroughTheEntriesThatBeginAsTyped() async throws {
    for entry in ["cars | take 1", "weather", "cars |\ntake 2", "row x = 1"] {
      await editor.remember(entry)
    }
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("cars\u{1B}[A")
    try await pty.wait("both lines") { $0.lines.starts(with: ["In 1: cars |", "      take 2"]) }
    pty.send("\u{1B}[A\u{1B}[A")
    try await pty.wait(forLine: "In 1: cars | take 1")
    // Before the first there is none.
    pty.send("\u{1B}[A\u{1B}[B")
    try await pty.wait("both lines") { $0.lines.starts(with: ["In 1: cars |", "      take 2"]) }
    pty.send("\u{1B}[B")
    try await pty.wait(forLine: "In 1: cars")
    pty.send(" | count\r")
    #expect(await entry.value == .source("cars | count"))
  }

  @Test func historyMovesWithTheWidthOfThePrompt() async throws {
    await editor.remember("a |\nb")
    let first = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("x\r")
    #expect(await first.value == .source("x"))
    let second = read("In 10: ")
    try await pty.wait(forLine: "In 10:")
    pty.send("\u{1B}[A\r")
    #expect(await second.value == .source("a |\nb"))
    try await pty.wait(for: "       b")
  }

  @Test func searchesTheHistory() async throws {
    await editor.remember("cars | take 5")
    await editor.remember("weather | take 6")
    await editor.remember("something else")
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("\u{12}cars")
    try await pty.wait(for: "cars | take 5")
    pty.send("\r")
    #expect(await entry.value == .source("cars | take 5"))
  }

  @Test func pastedTextWaitsForEnter() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("\u{1B}[200~cars\r| take 5\u{07}\r\u{1B}[201~")
    try await pty.wait(forLine: "      | take 5")
    pty.send(" # pasted\r")
    #expect(await entry.value == .source("cars\n| take 5 # pasted"))
    try await pty.wait("paste mode on and off again") { [pty] _ in
      pty.received.contains("\u{1B}[?2004h") && pty.received.contains("\u{1B}[?2004l")
    }
  }

  @Test func altEnterBeginsALine() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("a\u{1B}\r| take 1\r")
    #expect(await entry.value == .source("a\n| take 1"))
  }

  @Test func interruptDropsTheEntry() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("cars |\rtake")
    try await pty.wait(forLine: "      take")
    pty.send("\u{1B}[A")
    try await pty.wait("cursor in the first line") { $0.row == 0 }
    editor.notify(.interrupt)
    #expect(await entry.value == .interrupted)
    try await pty.wait("entry with ^C behind it") {
      $0.lines.starts(with: ["In 1: cars |", "      take^C"]) && $0.row == 2 && $0.column == 0
    }
    let next = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("b\r")
    #expect(await next.value == .source("b"))
  }

  @Test func interruptEndsASearch() async throws {
    await editor.remember("cars | take 5")
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("\u{12}ca")
    try await pty.wait(for: "cars | take 5")
    editor.notify(.interrupt)
    #expect(await entry.value == .interrupted)
  }

  @Test func controlDLeavesWhereNothingIsTyped() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("ab\u{01}\u{04}")
    try await pty.wait(forLine: "In 1: b")
    pty.send("\u{04}\u{04}")
    #expect(await entry.value == .end)
  }

  @Test func drawsAnewInAnotherSize() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("0123456789")
    try await pty.wait(forLine: "In 1: 0123456789")
    pty.resize(rows: 12, columns: 20)
    editor.notify(.resize)
    try await pty.wait(forLine: "In 1: 0123456789")
    // Now a row has twenty columns.
    pty.send("abcdefgh")
    try await pty.wait(forLine: "efgh")
    pty.send("\r")
    #expect(await entry.value == .source("0123456789abcdefgh"))
  }

  @Test func terminalIsGivenBackAsItWas() async throws {
    var before = termios()
    tcgetattr(pty.slave, &before)
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    var during = termios()
    tcgetattr(pty.slave, &during)
    #expect(during.c_lflag & UInt32(ICANON) == 0)
    pty.send("a\r")
    _ = await entry.value
    var after = termios()
    tcgetattr(pty.slave, &after)
    #expect(after.c_lflag == before.c_lflag && after.c_iflag == before.c_iflag)
    await editor.close()
    #expect(await read().value == .end)
  }

  @Test func endsWhenTheTerminalHangsUp() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    pty.send("half")
    try await pty.wait(forLine: "In 1: half")
    editor.notify(.hangUp)
    #expect(await entry.value == .hungUp)
  }

  @Test func endsWhenTheProcessIsToEnd() async throws {
    let entry = read()
    try await pty.wait(forLine: "In 1:")
    editor.notify(.terminate)
    #expect(await entry.value == .end)
  }
}
