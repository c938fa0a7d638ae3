import StoaPlan
import StoaStore
import Testing

@testable import StoaSession

/// When an answer comes out of the cache, and when not, on the twin in memory.
@Suite struct ResultCacheTests {
  let engine = MemoryEngine()
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    engine.put("a.csv", [1, 2, 3])
  }

  private func notebook(_ change: (inout Settings) -> Void = { _ in }) -> Notebook {
    var settings = Settings()
    change(&settings)
    return Notebook(engine: engine, history: nil, cache: folder.cache, settings: settings)
  }

  /// Whether an answer of each text came out of the cache, in notebooks one after the other.
  private func isCached(_ texts: [String], in notebooks: [Notebook]) async throws -> [Bool] {
    var result: [Bool] = []
    for (text, notebook) in zip(texts, notebooks) {
      let report = await notebook.run(text)
      let table = try #require(report.tables.last, "\(report.message ?? "")")
      #expect((table.cachedSince != nil) == report.isCached)
      #expect((table.duration == nil) == report.isCached)
      result.append(report.isCached)
    }
    return result
  }

  @Test func theSameIsAnsweredOnceEvenByAnotherSession() async throws {
    let text = "load \"a.csv\""
    let here = notebook()
    #expect(try await isCached([text, text], in: [here, here]) == [false, true])
    await here.close()
    #expect(try await isCached([text], in: [notebook()]) == [true])
    #expect(engine.runs == 1)
  }

  @Test func namesAndBlanksDoNotMatter() async throws {
    let here = notebook()
    let texts = ["load \"a.csv\" | take 2", "a = load \"a.csv\"\na   | take  2"]
    #expect(try await isCached(texts, in: [here, here]) == [false, true])
  }

  @Test func aCachedAnswerIsTheSame() async throws {
    let here = notebook()
    let first = try await here.run("load \"a.csv\"").rows
    let second = try await here.run("load \"a.csv\"").rows
    #expect(first == second)
    #expect(first.count == 3)
  }

  @Test func aChangedInputIsReadAgain() async throws {
    let here = notebook()
    let text = "load \"a.csv\" | count"
    _ = try await isCached([text], in: [here])
    // As many bytes as before, at another time.
    engine.put("a.csv", [1, 2, 4])
    #expect(try await isCached([text, text], in: [here, here]) == [false, true])
    #expect(try await here.run("load \"a.csv\" | skip 2").rows.first?[0] == .int(4))
  }

  @Test func aParamIsAPartOfTheKey() async throws {
    let here = notebook()
    let texts = [3, 4, 3].map { "param n = \($0)\nrange 1..9 | take n" }
    #expect(try await isCached(texts, in: [here, here, here]) == [false, false, true])
  }

  @Test func anotherVersionOfTheEngineComputesAnew() async throws {
    let text = "range 1..9"
    _ = try await isCached([text], in: [notebook()])
    engine.state.withLock { $0.version = "2" }
    #expect(try await isCached([text], in: [notebook()]) == [false])
  }

  @Test func whatMayComeOutDifferentlyIsNotKept() async throws {
    let here = notebook()
    let sample = "range 1..100000 | sample 3"
    #expect(try await isCached([sample, sample], in: [here, here]) == [false, false])
  }

  @Test func itCanBeTurnedOff() async throws {
    let here = notebook()
    let text = "range 1..9"
    _ = try await isCached([text], in: [here])
    let report = await here.run(CellRequest(text, cache: false))
    #expect(!report.isCached)
    _ = await here.run(":set cache off")
    #expect(try await isCached([text], in: [here]) == [false])
    #expect(await here.run(CellRequest(text, cache: true)).isCached)
    #expect(try await isCached([text], in: [notebook { $0.timing = .steps }]) == [false])
  }

  @Test func whatBeginsWithASpaceIsNotKept() async throws {
    let here = notebook()
    #expect(try await isCached([" range 1..9", "range 1..9"], in: [here, here]) == [false, false])
    #expect(try await here.run("$cache | count").rows == [[.int(1)]])
  }

  @Test func itIsListedWithWhatItAnswers() async throws {
    let here = notebook()
    _ = await here.run("range 1..9")
    _ = await here.run("range 1..9")
    let table = try #require(await here.run("$cache").tables.first?.table)
    #expect(table["source"]?[0] == .string("range 1..9"))
    #expect(table["rows"]?[0] == .int(9))
    #expect(table["engine"]?[0] == .string("memory"))
  }

  @Test func aCachedStepIsMarked() async throws {
    let here = notebook()
    _ = await here.run("range 1..9")
    let report = await here.run("range 1..9")
    #expect(report.steps.filter(\.cached).map(\.name) == ["cache"])
    #expect(!report.steps.contains { $0.name == "execute" })
  }
}
