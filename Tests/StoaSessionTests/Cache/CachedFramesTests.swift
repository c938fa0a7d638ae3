import Testing

@testable import StoaSession

/// The frames that `cache` keeps, on the twin in memory.
@Suite struct CachedFramesTests {
  let engine = MemoryEngine()
  let notebook: Notebook

  init() async {
    engine.put("a.csv", [1, 2, 3, 4, 5, 6, 7, 8, 9])
    var settings = Settings()
    settings.warm = false
    notebook = Notebook(engine: engine, history: nil, cache: nil, settings: settings)
    _ = await notebook.run("a = load \"a.csv\"")
  }

  @Test func oneWithoutItsNameIsLetGo() async throws {
    _ = await notebook.run("b = a | take 2 | cache")
    #expect(engine.frameCount == 1)
    _ = await notebook.run("b = a | take 3 | cache")
    #expect(engine.frameCount == 1)
    #expect(try await notebook.run("_2 | count").rows == [[.int(2)]])
    _ = await notebook.run("b = a")
    #expect(engine.frameCount == 0)
  }

  @Test func oneThatANameNeedsStays() async throws {
    _ = await notebook.run("b = a | take 5 | cache\nc = b | take 2")
    _ = await notebook.run("b = a")
    #expect(engine.frameCount == 1)
    // What it is computed from has a name, but not the name that it was kept under.
    _ = await notebook.run("d = b | take 4 | cache\nd = d | take 1")
    #expect(engine.frameCount == 2)
    _ = await notebook.run("c = a\nd = a")
    #expect(engine.frameCount == 0)
  }

  @Test func oneThatNeverHadANameStays() async throws {
    _ = await notebook.run("a | take 2 | cache")
    _ = await notebook.run("b = a | take 3\nb = a")
    #expect(engine.frameCount == 1)
    // The result of this cell is the second, and the first has no name to lose.
    _ = await notebook.run("a | take 4 | cache\nb | take 5")
    #expect(engine.frameCount == 2)
  }
}
