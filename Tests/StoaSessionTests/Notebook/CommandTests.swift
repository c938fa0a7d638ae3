import Foundation
import StoaLanguage
import StoaPlan
import StoaStore
import Testing

@testable import StoaSession

@Suite struct CommandTests {
  let engine = MemoryEngine()
  let folder: TemporaryFolder
  let notebook: Notebook

  init() throws {
    folder = try TemporaryFolder()
    notebook = Notebook(engine: engine, history: folder.history, cache: folder.cache)
  }

  @Test func everyCommandOfTheLanguageIsCarriedOut() {
    #expect(
      Notebook.commandNames == Set(CommandCatalogue.all.filter { !$0.needsPrompt }.map(\.name)))
  }

  @Test func settings() async throws {
    _ = await notebook.run(":set rows 7")
    #expect(await notebook.settings.rows == 7)
    #expect(await notebook.run(":set rows").texts == ["rows = 7"])
    let rows = try await notebook.run(":set").rows
    #expect(rows.count == SettingEntry.all.count)
    #expect(rows.contains { $0.prefix(2) == [.string("rows"), .string("7")] })
    _ = await notebook.run(":timing cells")
    #expect(await notebook.settings.timing == .cells)
    let report = await notebook.run(":timing loud")
    #expect(report.message == "`loud` is no value of the setting `timing`")
  }

  @Test func engines() async {
    #expect(await notebook.run(":engine").texts == ["* memory 1"])
    let spark = await notebook.run(":engine spark")
    #expect(spark.message == "this session has the engine memory alone")
  }

  @Test func unknownCommands() async {
    #expect(await notebook.run(":hepl").message == "there is no command `:hepl`")
    let wrong = await notebook.run(":bench range 1..2").failure
    #expect(wrong?.diagnostics.first?.hint == "write `:bench N PIPELINE`")
  }

  @Test func help() async {
    #expect(await notebook.run(":help where").texts.first?.contains("where") == true)
    #expect(await notebook.run(":help whrer").message == "there is no help for `whrer`")
  }

  @Test func rerunRunsTheTextsOfCells() async throws {
    _ = await notebook.run("x = range 1..2")
    _ = await notebook.run("x | count")
    _ = await notebook.run("x = range 1..5")
    #expect(try await notebook.run(":rerun 2").rows == [[.int(5)]])
    #expect(try await notebook.run(":rerun 1-2").rows == [[.int(2)]])
    #expect(await notebook.run(":rerun 99").message == "this session has no cell 99")
    let endless = await notebook.run(":rerun 7")
    #expect(endless.message == "this session has no cell 7")
  }

  @Test func savedCellsCanBeOpened() async throws {
    _ = await notebook.run("x = range 1..3")
    _ = await notebook.run("x | count")
    for name in ["a.stoa", "a.stoa.md"] {
      let path = folder.path(name)
      #expect(await notebook.run(":save 1-2 \"\(path)\"").texts == ["saved 2 cells to \(path)"])
      let other = Notebook(engine: engine, history: nil, cache: nil)
      #expect(try await other.run(":open \"\(path)\"").rows == [[.int(3)]])
      let again = await notebook.run(":save 1-2 \"\(path)\"")
      #expect(again.message == "`\(path)` is there already")
    }
  }

  @Test func historyIsSearchedAndForgotten() async throws {
    _ = await notebook.run("range 1..2")
    _ = await notebook.run("range 1..3 | count")
    _ = await notebook.run(" range 1..4")
    let found = try await notebook.run(":history count").rows
    #expect(found.map { $0[3] } == [.string("range 1..3 | count")])
    #expect(await notebook.run(":forget \"count\"").texts == ["forgot 2 cells"])
    let left = try await notebook.run(":history range").rows
    #expect(left.map { $0[3] } == [.string("range 1..2")])
  }

  @Test func theShellsOwnFrames() async throws {
    _ = await notebook.run("range 1..2")
    let history = try await notebook.run("$history | take 1").rows
    #expect(history.first?[3] == .string("range 1..2"))
    #expect(try await notebook.run("$models").rows == [])
    #expect(try await notebook.run("$sessions | count").rows == [[.int(1)]])
    let timings = await notebook.run("$timings | take 3").tables
    #expect(timings.first?.table["step"]?[0] == .string("parse"))
    // Nothing of them stays in the engine.
    #expect(engine.frameCount == 0)
  }

  @Test func benchRunsThatOften() async throws {
    let report = await notebook.run(":bench 3 range 1..5")
    guard case .benchmark(let bench)? = report.outputs.first else {
      Issue.record("no benchmark")
      return
    }
    #expect(bench.rows == 5)
    #expect(bench.warm.count == 2)
    #expect(engine.runs == 3)
    let refused = await notebook.run(":bench 3 range 1..5 | save \"x.csv\"")
    #expect(refused.message == "`:bench` runs pipelines that only compute")
  }
}
