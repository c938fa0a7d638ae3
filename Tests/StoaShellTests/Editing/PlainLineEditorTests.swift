import Foundation
import Testing

@testable import StoaShell

/// The editor of terminals that cannot move their cursor, fed through a pipe.
@Suite struct PlainLineEditorTests {
  private let terminal = MemoryTerminal()
  private let editor: PlainLineEditor
  private let pipe = Pipe()

  init() throws {
    editor = PlainLineEditor(
      terminal: terminal,
      input: try InputReader(descriptor: pipe.fileHandleForReading.fileDescriptor))
  }

  private func type(_ text: String) { pipe.fileHandleForWriting.write(Data(text.utf8)) }

  private func read() async -> Entry {
    await editor.read(prompt: Prompt("In 1: "), assistant: EntryAssistant { !$0.hasSuffix("|") })
  }

  @Test func readsEntriesOfSeveralLines() async {
    type("Αθήνα\na |\nb\n")
    #expect(await read() == .source("Αθήνα"))
    #expect(await read() == .source("a |\nb"))
    #expect(terminal.text == "In 1: In 1: ....: ")
  }

  @Test func endsWithTheInput() async throws {
    type("half |")
    try pipe.fileHandleForWriting.close()
    #expect(await read() == .source("half |"))
    #expect(await read() == .end)
  }

  @Test func interruptDropsTheEntry() async throws {
    type("a |\nb")
    let entry = Task { await read() }
    let deadline = ContinuousClock.now + .seconds(30)
    while !terminal.text.hasSuffix("....: "), ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(1))
    }
    editor.notify(.interrupt)
    #expect(await entry.value == .interrupted)
    type("c\n")
    #expect(await read() == .source("c"))
  }

  @Test func malformedBytesAreReplaced() async {
    pipe.fileHandleForWriting.write(Data([0x61, 0xFF, 0xE2, 0x82, 0x28, 0x0A]))
    #expect(await read() == .source("a\u{FFFD}\u{FFFD}\u{FFFD}("))
  }
}
