import Testing

@testable import StoaLanguage

@Suite struct DiagnosticRendererTests {
  private func render(_ text: String, _ lower: Int, _ upper: Int, hint: String? = nil) -> String {
    let diagnostic = Diagnostic(
      code: "x", message: "it is wrong", span: SourceSpan(lower, upper), hint: hint)
    return DiagnosticRenderer(text: text, file: "a.stoa").render(diagnostic)
  }

  @Test func pointsAtThePlace() {
    #expect(
      render("one\n\ncars | wher x\n", 12, 16, hint: "did you mean `where`?") == """
        error: it is wrong
         --> a.stoa:3:8
        3 | cars | wher x
          |        ^^^^
          = hint: did you mean `where`?

        """)
  }

  @Test func wideCharactersTakeTwoColumns() {
    let text = "'日本' e\u{301} bad"
    let lower = text.utf8.count - 3
    #expect(
      render(text, lower, lower + 3) == """
        error: it is wrong
         --> a.stoa:1:8
        1 | '日本' e\u{301} bad
          |          ^^^

        """)
  }

  @Test func tabsReachTheNextStop() {
    #expect(render("a\tb\tc", 2, 3).contains("1 | a   b   c\n  |     ^\n"))
    #expect(render("a\tb\tc", 1, 2).contains("1 | a   b   c\n  |  ^^^\n"))
  }

  @Test func controlsAreVisible() {
    let shown = render("a \u{1b}[2J b", 2, 3)
    #expect(shown.contains("1 | a \\u{1b}[2J b\n  |   ^^^^^^\n"))
    #expect(!shown.contains("\u{1b}"))
  }

  @Test func anEmptySpanIsMarkedOnce() {
    #expect(render("cars |", 6, 6).contains("1 | cars |\n  |       ^\n"))
    #expect(render("", 0, 0).contains(":1:1\n1 |\n  | ^\n"))
    #expect(render("a\n", 99, 120).contains(":2:1\n2 |\n  | ^\n"))
  }

  @Test func aSpanOverLinesIsMarkedToTheEndOfItsFirst() {
    #expect(render("a 'x\ny'", 2, 7).contains("1 | a 'x\n  |   ^^\n"))
    #expect(render("a 'x\r\ny'", 2, 8).contains("1 | a 'x\n  |   ^^\n"))
  }

  @Test func aLongLineIsCutAroundTheSpan() throws {
    let text =
      String(repeating: "abcdefghi ", count: 100) + "WRONG" + String(repeating: " x", count: 90)
    let lines = render(text, 1000, 1005).split(separator: "\n").map(String.init)
    #expect(lines[2].hasPrefix("1 | …") && lines[2].hasSuffix("…"))
    #expect(DisplayWidth.of(lines[2]) <= 108)
    let mark = try #require(lines[3].firstIndex(of: "^"))
    let column = lines[3].distance(from: lines[3].startIndex, to: mark)
    #expect(lines[2].dropFirst(column).hasPrefix("WRONG"))
  }

  @Test func colourIsAFlag() {
    let diagnostic = Diagnostic(.warning, code: "x", message: "m", span: SourceSpan(0, 1))
    let plain = DiagnosticRenderer(text: "a").render(diagnostic)
    let coloured = DiagnosticRenderer(text: "a", usesColor: true).render(diagnostic)
    #expect(!plain.contains("\u{1b}") && coloured.contains("\u{1b}[1;33mwarning\u{1b}[0m"))
    #expect(coloured.replacing(/\u{1b}\[[0-9;]*m/, with: "") == plain)
  }

  @Test func linesCanBeginElsewhere() {
    let diagnostic = Diagnostic(code: "x", message: "m", span: SourceSpan(2, 3))
    #expect(
      DiagnosticRenderer(text: "a\nb", firstLine: 41).render(diagnostic).contains(" 42:1\n42 | b"))
  }
}
