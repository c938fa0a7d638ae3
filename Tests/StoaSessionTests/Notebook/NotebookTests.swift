import StoaEngine
import StoaPlan
import StoaStore
import Synchronization
import Testing

@testable import StoaSession

/// What a notebook does whatever the engine, tried on the twin in memory.
@Suite struct NotebookTests {
  let engine = MemoryEngine()

  private func notebook(_ change: (inout Settings) -> Void = { _ in }) -> Notebook {
    var settings = Settings()
    change(&settings)
    engine.put("a.csv", [1, 2, 3])
    return Notebook(engine: engine, history: nil, cache: nil, settings: settings)
  }

  @Test func namesAndResults() async throws {
    let notebook = notebook()
    #expect(await notebook.run("x = range 1..5").outputs == [])
    #expect(try await notebook.run("x | take 2").rows == [[.int(1)], [.int(2)]])
    #expect(try await notebook.run("| count").rows == [[.int(2)]])
    #expect(try await notebook.run("_2 | take 1").rows == [[.int(1)]])
    #expect(try await notebook.run("_").rows == [[.int(1)]])
    #expect(await notebook.nextNumber == 6)
    #expect(await notebook.names == ["x", "_", "_1", "_2", "_3", "_4", "_5"])
  }

  @Test func assignmentReadsNothingButTheColumns() async throws {
    let notebook = notebook()
    _ = await notebook.run("a = load \"a.csv\"")
    #expect(engine.runs == 0)
    #expect(engine.state.withLock { $0.schemaQuestions } == 1)
    _ = await notebook.run("b = load \"a.csv\"")
    #expect(engine.state.withLock { $0.schemaQuestions } == 1)
    engine.put("a.csv", [7])
    #expect(try await notebook.run("load \"a.csv\" | count").rows == [[.int(1)]])
    #expect(engine.state.withLock { $0.schemaQuestions } == 2)
  }

  @Test func theFirstErrorEndsACell() async throws {
    let notebook = notebook()
    let report = await notebook.run("range 1..2\nnothing | count\nx = range 1..3")
    #expect(report.tables.count == 1)
    #expect(report.outcome == .error)
    let span = try #require(report.failure?.diagnostics.first?.span)
    #expect(report.source.slice(span) == "nothing")
    #expect(await notebook.binding(named: "x") == nil)
  }

  @Test func aMistakeAnywhereStopsACellBeforeItBegins() async {
    let report = await notebook().run("range 1..2\nrange 1.. |")
    #expect(report.tables.isEmpty)
    #expect(report.outcome == .error)
    #expect(engine.runs == 0)
  }

  @Test func anErrorOfTheEngineHasThePlaceOfItsStage() async throws {
    let report = await notebook().run("range 1..2 | save \"out.csv\"")
    #expect(report.message == "the twin cannot do this")
    let span = try #require(report.failure?.diagnostics.first?.span)
    #expect(report.source.slice(span) == "save \"out.csv\"")
  }

  @Test func onlyTheFirstRowsAreFetched() async throws {
    let notebook = notebook { $0.rows = 3 }
    let some = try #require(await notebook.run("range 1..10").tables.first)
    #expect(some.table.rowCount == 3)
    #expect(some.totalRows == nil)
    #expect(!some.isComplete)
    let all = try #require(await notebook.run("range 1..3").tables.first)
    #expect(all.totalRows == 3)
    #expect(all.isComplete)
  }

  @Test func aKeptFrameKnowsItsRows() async throws {
    let notebook = notebook { $0.rows = 3 }
    let report = await notebook.run("range 1..10 | cache")
    #expect(report.notices == ["kept 10 rows in the engine's memory (80 B)"])
    #expect(report.tables.isEmpty)
    #expect(await notebook.run("range 1..10").tables.first?.totalRows == 10)
  }

  @Test func whatWouldComeOutDifferentlyIsKeptAsItWasShown() async throws {
    let notebook = notebook()
    let shown = try await notebook.run("range 1..100000 | sample 5").rows
    #expect(try await notebook.run("_").rows == shown)
    #expect(try await notebook.run("_1 | take 5").rows == shown)
  }

  @Test func aSampleThatIsCachedIsDrawnOnce() async throws {
    let notebook = notebook()
    _ = await notebook.run("s = range 1..100000 | sample 5 | cache")
    let first = try await notebook.run("s").rows
    #expect(try await notebook.run("s").rows == first)
    #expect(try await notebook.run("range 1..100000 | sample 5").rows != first)
  }

  @Test func stepsAreMeasuredAndNested() async throws {
    let report = await notebook().run("x = range 1..3\nx | take 2")
    let steps = report.steps
    #expect(steps.filter { $0.parent == nil }.map(\.name) == ["parse", "statement", "statement"])
    #expect(report.statements.map(\.detail) == ["x", "x | take 2"])
    let second = try #require(steps.lastIndex { $0.name == "statement" })
    #expect(
      steps.filter { $0.parent == second }.map(\.name) == [
        "bind", "plan", "execute", "fetch", "render",
      ])
    #expect(steps.allSatisfy { $0.duration != nil })
  }

  @Test func stepModeComputesNamedFrames() async throws {
    let notebook = notebook { $0.timing = .steps }
    let report = await notebook.run("a = load \"a.csv\"")
    #expect(engine.frameCount == 1)
    #expect(report.statements.map(\.detail) == ["a"])
    #expect(report.steps.first { $0.name == "execute" }?.rows == 3)
    // What nothing stands for any more is let go of.
    _ = await notebook.run("a = range 1..2")
    _ = await notebook.run("b = a")
    #expect(engine.frameCount == 2)
  }

  @Test func quitEndsTheCell() async {
    let report = await notebook().run(":quit\nrange 1..2")
    #expect(report.isQuit)
    #expect(report.tables.isEmpty)
  }

  @Test func paramsOfTheProgramCanBeReplaced() async throws {
    let notebook = Notebook(
      engine: engine, history: nil, cache: nil, overrides: ["n": "2", "m": "two"])
    #expect(try await notebook.run("param n = 5\nrange 1..9 | take n").rows.count == 2)
    let report = await notebook.run("param m = 5")
    #expect(report.message == "`two` is no int, which the param `m` is")
  }
}
