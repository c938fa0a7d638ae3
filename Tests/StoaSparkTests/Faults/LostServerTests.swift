import Foundation
import StoaCluster
import StoaEngine
import StoaPlan
import Testing

@testable import StoaSpark

extension SparkTests {
  /// The Connect server is killed, and another one started at its address.
  @Suite(.timeLimit(.minutes(4))) struct LostServer {
    @Test func whatIsKnownIsComputedAgain() async throws {
      let description = try ClusterDescription.local(
        workers: 0, cores: 2, memory: MemorySize(mebibytes: 1024),
        sparkHome: SparkPackage.home().path)
      try await OwnCluster.with(description) { try await lose($0, $1) }
    }

    private func lose(_ cluster: Cluster, _ state: ClusterState) async throws {
      let engine = try await SparkEngine(state.endpoint)
      let frame = try await engine.materialize(Faults.numbers, ExecutionContext())
      let kept = Plan.materialized(frame, origin: Faults.numbers)

      // Between two queries.
      _ = try await cluster.kill(.connect, 1)
      _ = try await cluster.scale(executors: 1, cores: 2)
      let notices = Notices()
      let table = try await engine.run(Faults.sum(of: kept), notices.context).collect()
      #expect(table.row(0) == [.int(500_500)])
      #expect(notices.texts.count == 1, "\(notices.texts)")

      // During a query, before its rows.
      let (started, gate) = AsyncStream.makeStream(of: Void.self)
      let during = Notices()
      var context = during.context
      context.onProgress = { if !$0.stages.isEmpty { gate.yield() } }
      let slow = Plan.sql(
        "SELECT count(*) AS n FROM range(0, 3000000000, 1, 8) WHERE hash(id) % 7 > 10",
        Schema([Field("n", .int)]), frames: [:])
      let running = Task { [context] in try await engine.run(slow, context).collect() }
      for await _ in started { break }
      _ = try await cluster.kill(.connect, 1)
      _ = try await cluster.scale(executors: 1, cores: 2)
      #expect(try await running.value.row(0) == [.int(0)])
      #expect(during.texts.count == 1, "\(during.texts)")
      #expect(engine.generation == 2)

      // Gone for good: the error says so, and closing does not wait for it.
      _ = try await cluster.kill(.connect, 1)
      await engine.close()
      let gone = await Faults.error { _ = try await SparkEngine(state.endpoint) }
      #expect(gone?.kind == .unavailable)
      #expect(gone?.hint?.contains("stoa cluster status") == true)
    }
  }
}
