import StoaEngine
import StoaPlan
import Testing

@testable import SparkConnect
@testable import StoaSpark

extension SparkTests {
  /// A query that is stopped in its first moments, when Spark is about to start its jobs.
  @Suite(.timeLimit(.minutes(4))) struct EarlyStop {
    /// A sum that would take hours, in stages that adaptive execution starts.
    private static let endless = Plan.sql(
      "SELECT id % 7 AS k, sum(hash(id) % 7) AS n FROM range(0, 1000000000000000, 1, 4) GROUP BY 1",
      Schema([Field("k", .int), Field("n", .int)]), frames: [:])

    @Test func nothingIsLeftRunning() async throws {
      let engine = try await SparkServer.engine()
      let application = try await engine.findApplication()
      for milliseconds in stride(from: 0, to: 400, by: 20) {
        let context = ExecutionContext()
        let running = Task { try await engine.run(Self.endless, context).collect() }
        try await Task.sleep(for: .milliseconds(milliseconds))
        running.cancel()
        let stopped = await Faults.error { _ = try await running.value }
        #expect(stopped?.kind == .cancelled)
      }
      // A job that is ended is so at the end of what its tasks are doing at the moment.
      await engine.session.transport.reaper.finish()
      var left: [ApplicationJob] = []
      for _ in 0..<50 {
        left = try await application.jobs().filter { $0.status == "RUNNING" }
        if left.isEmpty { break }
        try await Task.sleep(for: .milliseconds(20))
      }
      #expect(left.isEmpty, "\(left)")
      await engine.close()
    }
  }
}
