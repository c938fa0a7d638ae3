import Testing

@testable import StoaSession

@Suite struct OutputComparerTests {
  @Test(arguments: [
    ("a b", "a   b"),
    ("x │ 1.50", "x  │  1.50"),
    ("───┼──", "─────┼────"),
    // One in the last digit that is shown.
    ("1.234", "1.235"), ("1.2e-5", "1.3e-05"), ("12,345.6", "12345.6"),
    ("0.1", "0.1000000000000000055"),
    ("a\n...\nz", "a\nb\nc\nz"), ("...", ""), ("a\n...", "a"),
    ("wrote 10 rows, [..], to x", "wrote 10 rows, 1.2 kB, to x"), ("[..]", "anything at all"),
    ("a\n\nb", "a\nb\n"),
  ])
  func agree(recorded: String, printed: String) {
    #expect(OutputComparer.compare(recorded: recorded, printed: printed) == [])
  }

  @Test(arguments: [
    ("a", "b"), ("1.234", "1.236"), ("12", "13"), ("12", "12.1"), ("1e3", "1e5"), ("a b", "a"),
    ("-1.5", "1.5"), ("a [..] c", "a b d"), ("x [..] x", "x"), ("null", "0.0"),
    ("a\n...\nz", "a\nb"),
  ])
  func differ(recorded: String, printed: String) {
    #expect(OutputComparer.compare(recorded: recorded, printed: printed) != [])
  }

  @Test func differencesAreLinesInTheirPlace() {
    let differences = OutputComparer.compare(recorded: "a\nb\nc\nd", printed: "a\nx\nc\nd\ne")
    #expect(
      differences == [
        .missing("b", line: 1), .unexpected("x", line: 2), .unexpected("e", line: 4),
      ])
  }

  @Test func rowOrderCounts() {
    #expect(OutputComparer.compare(recorded: "1\n2", printed: "2\n1").count == 2)
  }
}
