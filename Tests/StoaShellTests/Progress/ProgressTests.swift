import StoaEngine
import Testing

@testable import StoaShell

@Suite struct ProgressTests {
  private func line(_ progress: Progress?, seconds: Double, width: Int = 80) -> String {
    ProgressLine.text(
      progress, elapsed: .milliseconds(Int(seconds * 1000)), width: width, glyphs: .ascii)
  }

  @Test func knownShare() {
    // A quarter in 10 s: three more quarters in 30 s; 5 of 20 cells.
    #expect(
      line(Progress(fraction: 0.25, rows: 3_000_000), seconds: 10, width: 100)
        == "#####                 25%  10 s, about 30 s left, 3.0M rows, 300k/s, Ctrl-C stops it")
  }

  @Test func unknownShare() {
    #expect(line(nil, seconds: 3) == "working  3 s, Ctrl-C stops it")
    #expect(
      line(Progress(rows: 100), seconds: 2) == "working  2 s, 100 rows, 50/s, Ctrl-C stops it")
  }

  @Test func stages() {
    let stages = [
      Progress.Stage(name: "a", tasksDone: 4, tasks: 4),
      Progress.Stage(name: "b", tasksDone: 1, tasks: 4),
    ]
    #expect(
      line(Progress(stages: stages), seconds: 75)
        == "working  1 min 15 s, stage 2 of 2, 5 of 8 tasks, Ctrl-C stops it")
  }

  @Test func aTrainingTellsItsRoundsAndLoss() {
    let stage = Progress.Stage(name: "grow", tasksDone: 12, tasks: 100, unit: "rounds")
    #expect(
      line(Progress(fraction: 0.12, stages: [stage], loss: 0.527809), seconds: 4, width: 100)
        == "##                    12%  4 s, about 29 s left, 12 of 100 rounds, loss 0.5278,"
        + " Ctrl-C stops it")
  }

  @Test func sharesOutsideTheirRangeAreKeptWithin() {
    #expect(line(Progress(fraction: 1.5), seconds: 2).hasPrefix("#################### 100%  2 s,"))
    #expect(line(Progress(fraction: -1), seconds: 2).contains("  0%  2 s, Ctrl-C"))
  }

  @Test(arguments: 1...90)
  func neverWiderThanTheTerminal(width: Int) {
    let progress = Progress(fraction: 0.25, rows: 3_000_000)
    #expect(line(progress, seconds: 10, width: width).count <= width)
  }

  @Test func nothingIsDrawnWhereTheCursorCannotMove() {
    let terminal = MemoryTerminal(movesCursor: false)
    let display = ProgressDisplay(terminal: terminal, glyphs: .unicode)
    display.begin()
    display.report(Progress(fraction: 0.5))
    display.write("answer\n")
    display.end()
    #expect(terminal.text == "answer\n")
  }

  @Test func theLineGoesAwayBeforeTheAnswer() async throws {
    let terminal = MemoryTerminal(movesCursor: true)
    let display = ProgressDisplay(terminal: terminal, glyphs: .unicode)
    display.begin()
    display.report(Progress(fraction: 0.5))
    let deadline = ContinuousClock.now + .seconds(30)
    while terminal.text.isEmpty, ContinuousClock.now < deadline {
      try await Task.sleep(for: .milliseconds(5))
    }
    display.write("answer\n")
    display.end()
    let text = terminal.text
    #expect(text.contains("50%"))
    let answer = try #require(text.range(of: "answer"))
    #expect(text[..<answer.lowerBound].hasSuffix("\r\u{1B}[K"))
  }
}
