import Foundation
import StoaCluster
import StoaEngine
import StoaPlan
import Synchronization
import Testing

@testable import StoaSpark

extension SparkTests {
  /// Boards that lose their power while they work.
  @Suite(.timeLimit(.minutes(6))) struct LostNode {
    private static let rows: Int64 = 3_000_000
    private static let numbers = Plan.range(column: "n", first: 1, last: rows, step: 1)

    /// The rows of a plan, counted by what takes a while for each.
    private static func slowCount(_ plan: Plan) -> Plan {
      .sql(
        "SELECT count_if(sha2(sha2(sha2(CAST(n AS STRING), 512), 512), 512) <> '') AS c FROM x",
        Schema([Field("c", .int)]), frames: ["x": plan])
    }

    @Test func queriesGoOnWithWhatIsLeft() async throws {
      let description = try ClusterDescription.local(
        workers: 2, cores: 1, memory: MemorySize(mebibytes: 1024),
        sparkHome: SparkPackage.home().path, dataNodes: 4)
      try await OwnCluster.with(description) { cluster, state in
        let hdfs = try #require(state.hdfsURL)
        let engine = try await SparkEngine(state.endpoint)
        let file = "\(hdfs)/numbers"
        _ = try await engine.write(
          Self.numbers, to: FileTarget(path: file, format: .csv), ExecutionContext())
        let source = FileSource(path: file, format: .csv)
        let load = Plan.load(source, try await engine.schema(of: source, ExecutionContext()))

        // A DataNode, during a read.
        let read = try await Self.answer(Self.slowCount(load), engine) {
          _ = try await cluster.kill(.datanode, 1)
        }
        #expect(read == .int(Self.rows))

        // A worker with its executor, during a query over kept rows: half of them are gone.
        let kept = try await engine.materialize(load, ExecutionContext())
        let counted = try await Self.answer(
          Self.slowCount(.materialized(kept, origin: load)), engine
        ) {
          _ = try await cluster.kill(.worker, 1)
        }
        #expect(counted == .int(Self.rows))

        // A DataNode, during a write.
        let report = try await Self.during(
          { context in
            try await engine.write(
              Self.filtered, to: FileTarget(path: "\(hdfs)/again", format: .csv), context)
          }, { _ = try await cluster.kill(.datanode, 2) })
        #expect(report.rows == Self.rows)
        let again = FileSource(path: "\(hdfs)/again", format: .csv)
        let written = Plan.load(again, try await engine.schema(of: again, ExecutionContext()))
        let sum = try await engine.run(Faults.sum(of: written), ExecutionContext()).collect()
        #expect(sum.row(0) == [.int(Self.rows * (Self.rows + 1) / 2)])
        await engine.close()
      }
    }

    /// Rows that take a while to write.
    private static let filtered = Plan.sql(
      "SELECT n FROM x WHERE sha2(sha2(sha2(CAST(n AS STRING), 512), 512), 512) <> ''",
      Schema([Field("n", .int)]), frames: ["x": numbers])

    private static func answer(
      _ plan: Plan, _ engine: SparkEngine, _ fault: () async throws -> Void
    ) async throws -> Value {
      try await during({ try await engine.run(plan, $0).collect().row(0)[0] }, fault)
    }

    /// Does something on the cluster, and to the cluster once tasks of it run.
    private static func during<Result: Sendable>(
      _ work: @escaping @Sendable (ExecutionContext) async throws -> Result,
      _ fault: () async throws -> Void
    ) async throws -> Result {
      let (started, gate) = AsyncStream.makeStream(of: Void.self)
      let hasEnded = Atomic(false)
      let context = ExecutionContext(onProgress: { if !$0.stages.isEmpty { gate.yield() } })
      let running = Task {
        defer {
          hasEnded.store(true, ordering: .releasing)
          gate.finish()
        }
        return try await work(context)
      }
      for await _ in started { break }
      let isOver = hasEnded.load(ordering: .acquiring)
      #expect(!isOver, "it had ended before the fault")
      try await fault()
      return try await running.value
    }
  }

  /// A server that wants a token.
  @Suite(.timeLimit(.minutes(4))) struct Token {
    @Test func whoHasNoneOrAWrongOneIsTold() async throws {
      let description = try ClusterDescription.local(
        workers: 0, cores: 1, memory: MemorySize(mebibytes: 1024),
        sparkHome: SparkPackage.home().path, token: "right-one")
      try await OwnCluster.with(description) { _, state in
        let place = state.endpoint
        for connection in [place, "\(place)/;token=wrong-one"] {
          let refused = await Faults.error { _ = try await SparkEngine(connection) }
          #expect(refused?.kind == .unavailable, "\(String(describing: refused))")
          #expect(refused?.hint == "name the token: sc://HOST:PORT/;token=TOKEN")
        }
        let engine = try await SparkEngine("\(place)/;token=right-one")
        let sum = try await engine.run(Faults.sum(of: Faults.numbers), ExecutionContext())
        #expect(try await sum.collect().row(0) == [.int(500_500)])
        await engine.close()
      }
    }
  }
}
