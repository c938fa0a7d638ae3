import Foundation
import StoaEngine
import Synchronization
import Testing

@testable import StoaSession

@Suite struct ReplayerTests {
  let engine = MemoryEngine()

  private func replay(
    _ text: String, path: String = "a.stoa.md", mode: Replayer.Mode = .run,
    overrides: [String: String] = [:]
  ) async throws -> (SessionFile, ReplayReport) {
    let file = try SessionFile(text: text, path: path)
    let notebook = Notebook(engine: engine, history: nil, cache: nil, overrides: overrides)
    let replayer = Replayer(notebook: notebook, renderer: PlainTextRenderer(), mode: mode)
    return (file, await replayer.replay(file))
  }

  private func block(_ source: String, _ attributes: String = "", output: String? = nil) -> String {
    "```stoa\(attributes)\n\(source)\n```\n" + (output.map { "```output\n\($0)\n```\n" } ?? "")
  }

  @Test func blocksAreCellsInOrder() async throws {
    let (_, report) = try await replay(
      "# One\n" + block("x = range 1..3") + "## Two\n" + block("x | count\nx | take 1"))
    #expect(report.isOK)
    #expect(report.cells.map(\.printed) == ["", "count\n3\n\nn\n1"])
    #expect(report.cells.map(\.heading) == ["One", "Two"])
    #expect(report.cells.map(\.line) == [3, 7])
  }

  @Test func theFirstErrorStopsAndHasItsLine() async throws {
    let (_, report) = try await replay(
      block("range 1..3") + block("range 1..2\n\nnothing") + block("range 1..4"))
    #expect(!report.isOK)
    #expect(report.cells.count == 2)
    #expect(report.stopped?.failureLine == 7)
    let (_, plain) = try await replay("range 1..2\n# why\nnothing\nrange 1..3\n", path: "a.stoa")
    #expect(plain.cells.count == 2)
    #expect(plain.stopped?.failureLine == 3)
  }

  @Test func aBlockThatIsThereForItsError() async throws {
    let (_, report) = try await replay(block("nothing", " {fails}") + block("range 1..1"))
    #expect(report.isOK)
    #expect(report.cells.map(\.printed) == ["error: there is no frame `nothing`", "n\n1"])
    let (_, other) = try await replay(block("range 1..1", " {fails}") + block("range 1..1"))
    #expect(other.cells.count == 1)
    #expect(!other.isOK)
  }

  @Test func checkingComparesWithWhatWasRecorded() async throws {
    let good = block("range 1..3 | count", output: "count\n3")
    let bad = block("range 1..2", output: "n\n1\n5")
    let (_, report) = try await replay(good + bad + block("range 1..1"), mode: .check)
    #expect(!report.isOK)
    #expect(report.stopped == nil)
    #expect(
      report.cells.map(\.differences) == [
        [], [.missing("5", line: 14), .unexpected("2", line: 15)], [],
      ])
    let (_, unchecked) = try await replay(good + bad)
    #expect(unchecked.isOK)
  }

  @Test func acceptingRecordsWhatDiffersAndKeepsTheRest() async throws {
    let (file, report) = try await replay(
      block("range 1..2", output: "n\n...") + block("range 1..3 | count", output: "old")
        + block("range 1..1 | count") + block("x = range 1..1", output: "gone"),
      mode: .accept)
    let text = file.accepting(report.accepted(for: file))
    #expect(
      text
        == block("range 1..2", output: "n\n...")
        + block("range 1..3 | count", output: "count\n3")
        + block("range 1..1 | count") + "\n```output\ncount\n1\n```\n" + block("x = range 1..1"))
    let (_, again) = try await replay(text, mode: .check)
    #expect(again.isOK)
  }

  @Test func paramsAreSetFromOutside() async throws {
    let text = "param n = 2\nrange 1..9 | take n | count\n"
    let (_, report) = try await replay(text, path: "a.stoa", overrides: ["n": "4"])
    #expect(report.cells.last?.printed == "count\n4")
    let (_, wrong) = try await replay(text, path: "a.stoa", overrides: ["n": "four"])
    #expect(wrong.cells.count == 1)
    #expect(wrong.stopped?.failureLine == 1)
  }

  @Test func quitEndsAReplayWell() async throws {
    let (_, report) = try await replay(block(":quit") + block("nothing"))
    #expect(report.isOK)
    #expect(report.cells.count == 1)
  }

  @Test func eventsComeInOrder() async throws {
    let file = try SessionFile(text: block("range 1..1") + block("nothing"), path: "a.stoa.md")
    let notebook = Notebook(engine: engine, history: nil, cache: nil)
    let seen = Mutex<[String]>([])
    let replayer = Replayer(notebook: notebook, renderer: PlainTextRenderer(), mode: .run)
    _ = await replayer.replay(file) { event, _ in
      let word =
        switch event {
        case .begin: "begin"
        case .output(.table): "table"
        case .output(.failure): "failure"
        case .output: "other"
        case .end: "end"
        }
      seen.withLock { $0.append(word) }
    }
    #expect(seen.withLock { $0 } == ["begin", "table", "end", "begin", "failure", "end"])
  }

  @Test func theStepsOfANamedBlockHaveItsName() async throws {
    let (_, report) = try await replay(
      block("param n = 3") + block("x = range 1..3", " {name=load}") + block("x | count"))
    let table = report.stepTable(startUp: .milliseconds(12))
    #expect(
      (0..<table.rowCount).map { table.row($0)[1] } == [
        .string("start-up"), .string("load"), .string("x | count"),
      ])
    #expect(table.row(0)[3] == .float(12))
    #expect(table.row(2)[2] == .int(1))
  }

  @Test func theReportIsJSON() async throws {
    let (_, report) = try await replay("# \"Quoted\"\n" + block("range 1..1") + block("nothing"))
    let json = report.json(startUp: .milliseconds(1)) { _ in "[1]" }
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    #expect(object["ok"] as? Bool == false)
    #expect(object["engine"] as? String == "memory")
    let cells = try #require(object["cells"] as? [[String: Any]])
    #expect(cells.map { $0["outcome"] as? String } == ["ok", "error"])
    #expect(cells[0]["heading"] as? String == "\"Quoted\"")
    #expect(cells[0]["results"] as? [[Int]] == [[1]])
    #expect(cells[1]["error_line"] as? Int == 6)
    #expect((cells[0]["steps"] as? [[String: Any]])?.first?["step"] as? String == "parse")
  }
}
