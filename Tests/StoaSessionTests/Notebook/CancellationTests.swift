import StoaEngine
import Testing

@testable import StoaSession

@Suite struct CancellationTests {
  let engine = MemoryEngine()

  @Test func whatIsCancelledLeavesTheSessionUsable() async throws {
    let notebook = Notebook(engine: engine, history: nil, cache: nil)
    engine.state.withLock { $0.isSlow = true }
    async let report = notebook.run("x = range 1..3\nx")
    for await _ in engine.waits { break }
    await notebook.cancel()
    #expect(await report.outcome == .cancelled)
    engine.state.withLock { $0.isSlow = false }
    #expect(try await notebook.run("x | count").rows.count == 1)
  }

  @Test func whatDoesNotStopIsAbandoned() async throws {
    let notebook = Notebook(engine: engine, history: nil, cache: nil)
    engine.state.withLock {
      $0.isSlow = true
      $0.isDeaf = true
    }
    async let report = notebook.run("range 1..3")
    for await _ in engine.waits { break }
    await notebook.cancel()
    await notebook.abandon()
    let abandoned = await report
    #expect(abandoned.outcome == .cancelled)
    #expect(abandoned.message == "abandoned")
    // What it would have given comes to nothing.
    engine.state.withLock { $0.isSlow = false }
    engine.wakeAll()
    _ = await notebook.run("range 1..1")
    #expect(await notebook.binding(named: "_1") == nil)
  }

  @Test func cancellingNothingDoesNothing() async throws {
    let notebook = Notebook(engine: engine, history: nil, cache: nil)
    await notebook.cancel()
    await notebook.abandon()
    #expect(try await notebook.run("range 1..3").rows.count == 3)
  }
}
