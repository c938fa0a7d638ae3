import Testing

@testable import StoaShell

@Suite struct MarginTests {
  private let margin = Margin(width: 6)

  @Test(arguments: ["", "a", "a\nb", "a\n  b\n\nc", "a\n      b", "\n"])
  func whatIsAddedIsTakenAway(source: String) {
    #expect(margin.removed(from: margin.added(to: source)) == source)
  }

  @Test func linesStandBehindThePrompt() {
    #expect(margin.added(to: "a |\nb") == "a |\n      b")
  }

  @Test func fewerBlanksAreTakenWhereTheUserLeftFewer() {
    #expect(margin.removed(from: "a\n  b\nc") == "a\nb\nc")
    #expect(margin.removed(from: "  a") == "  a")
  }
}
