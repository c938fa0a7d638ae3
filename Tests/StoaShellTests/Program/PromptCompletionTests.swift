import Foundation
import Testing

/// Tab at the prompt of the built program, in every place where it has an answer.
@Suite(.serialized) struct PromptCompletionTests {
  private let prompt: PromptHome

  init() throws { prompt = try PromptHome() }

  /// What is typed, and the line after Tab.
  private static let places: [(typed: String, line: String)] = [
    ("car", "cars"),
    ("cars | whe", "cars | where"),
    ("cars | where pri", "cars | where price"),
    ("cars | select sum = price | where pri", "cars | select sum = price | where pri"),
    ("cars | select amount = price | sort amo", "cars | select amount = price | sort amount"),
    ("cars | where round(ye", "cars | where round(year"),
    ("cars | derive x = upp", "cars | derive x = upper("),
    ("cars | join mak", "cars | join makers"),
    ("cars | join makers on maker kind le", "cars | join makers on maker kind left"),
    ("cars | predict slo", "cars | predict slope"),
    ("cars | fit fore", "cars | fit forest"),
    ("cars | fit tree price ~ year with max_d", "cars | fit tree price ~ year with max_depth ="),
    (
      "cars | fit tree maker ~ year with impurity = ent",
      "cars | fit tree maker ~ year with impurity = entropy"
    ),
    ("load \"DIR/sal", "load \"DIR/sales.csv\""),
    ("load \"DIR/sales.csv\" | where amou", "load \"DIR/sales.csv\" | where amount"),
    (":hist", ":history"),
    (":set digi", ":set digits"),
    (":help tun", ":help tune"),
    ("$mode", "$models"),
  ]

  @Test func everyPlaceHasItsWords() async throws {
    _ = try prompt.write("sales.csv", Data("amount,place\n1,x\n".utf8))
    let folder = prompt.folder.path
    let program = try await prompt.start(columns: 160)
    let lines = [
      "cars = table (maker string, year int, price float) [(\"a\", 2010, 1.0), (\"b\", 2012, 2.0),"
        + " (\"a\", 2014, 3.5)]",
      "makers = table (maker string, country string) [(\"a\", \"x\")]",
      "slope = cars | fit linear price ~ year",
    ]
    for (number, line) in lines.enumerated() {
      program.send(line + "\r")
      try await program.pty.wait(forLine: "In \(number + 2):")
    }
    for (typed, expected) in Self.places {
      program.send(typed.replacing("DIR", with: folder) + "\t")
      let line = "In 4: " + expected.replacing("DIR", with: folder)
      try await program.pty.wait("`\(expected)` after Tab at `\(typed)`") {
        $0.currentLine == line
      }
      program.send("\u{03}")
      try await program.pty.wait(forLine: "In 4:")
    }
    program.send("\u{04}")
    #expect(try await program.exitStatus() == 0)
  }

  /// Where there are several words, they are shown below and the line stays.
  @Test func severalWordsAreShown() async throws {
    let program = try await prompt.start()
    program.send("range 1..3 | s\t\t")
    try await program.pty.wait("the verbs") {
      $0.text.contains("select") && $0.text.contains("sort") && $0.text.contains("summarize")
    }
    program.send("elect n\r")
    try await program.pty.wait(forLine: "In 2:")
    #expect(program.pty.screen.text.contains("3 rows × 1 column"))
  }
}
