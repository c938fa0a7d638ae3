import Testing

@testable import StoaSession

/// The frames that step mode computes when they are bound, on the twin in memory.
@Suite struct StepFramesTests {
  let engine = MemoryEngine()
  let notebook: Notebook

  init() {
    engine.put("a.csv", [1, 2, 3, 4, 5, 6, 7, 8, 9])
    var settings = Settings()
    settings.measuresSteps = true
    settings.warm = false
    notebook = Notebook(engine: engine, history: nil, cache: nil, settings: settings)
  }

  @Test func whatNothingStandsForIsLetGo() async throws {
    _ = await notebook.run("a = load \"a.csv\"")
    #expect(engine.frameCount == 1)
    // Nothing stands for the first `b`: the result of the cell is the second.
    _ = await notebook.run("b = a | take 2\nb = a | take 3")
    #expect(engine.frameCount == 2)
    // `_2` still stands for the second one.
    _ = await notebook.run("b = a | take 4")
    #expect(engine.frameCount == 3)
    #expect(try await notebook.run("_2 | count").rows == [[.int(3)]])
  }

  @Test func whatIsBoundAnewToTheSameStays() async throws {
    _ = await notebook.run("a = load \"a.csv\"\nb = a | take 2")
    _ = await notebook.run("b = a | take 2\nb = a | take 2")
    #expect(await notebook.kept.entries.count == 2)
    #expect(engine.frameCount == 2)
    #expect(try await notebook.run("b | count").rows == [[.int(2)]])
  }

  /// A cell asks for a file as often as the one before it, however many frames are kept.
  @Test func aCellDoesNotAskMoreForTheCellsBeforeIt() async throws {
    _ = await notebook.run("a = load \"a.csv\"")
    var questions: [Int] = []
    for count in 1...6 {
      let before = engine.state.withLock { $0.fingerprintQuestions }
      #expect(await notebook.run("b\(count) = a | take \(count)").failure == nil)
      questions.append(engine.state.withLock { $0.fingerprintQuestions } - before)
    }
    #expect(Set(questions).count == 1, "\(questions)")
  }
}
