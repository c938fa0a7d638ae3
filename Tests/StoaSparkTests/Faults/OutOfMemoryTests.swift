import StoaCluster
import StoaEngine
import StoaPlan
import Testing

@testable import StoaSpark

extension SparkTests {
  /// A fit for which the executors have too little memory, as the paper's tree of depth 30.
  @Suite(.timeLimit(.minutes(5))) struct OutOfMemory {
    private static let y = Field("y", .int)
    private static let terms = ["a", "b", "c"].map { Field($0, .int) }
    private static let rows = Plan.sql(
      """
      SELECT id * 7919 % 997 AS y, id * 31 % 100003 AS a, id * 37 % 50021 AS b,
        id * id % 7001 AS c
      FROM range(1000000)
      """, Schema([y] + terms), frames: [:])

    @Test func theErrorSaysWhatDiedAndTheSessionGoesOn() async throws {
      let description = try ClusterDescription.local(
        workers: 1, cores: 1, memory: MemorySize(mebibytes: 834),
        sparkHome: SparkPackage.home().path)
      try await OwnCluster.with(description) { _, state in
        let engine = try await SparkEngine(state.endpoint)
        let request = FitRequest(
          .tree, Self.y, Self.terms, ["max_depth": .int(30), "max_bins": .int(300)],
          of: Self.rows)
        let failure = await Faults.error { _ = try await engine.fit(request, ExecutionContext()) }
        #expect(failure?.kind == .resources, "\(String(describing: failure))")
        let words = failure?.message ?? ""
        #expect(words.hasSuffix("on 127.0.0.1 died: it ran out of memory"), "\(words)")
        #expect(failure?.hint?.contains("`max_depth`") == true)
        let table = try await engine.run(
          Faults.sum(of: Faults.numbers), ExecutionContext()
        ).collect()
        #expect(table.row(0) == [.int(500_500)])
        #expect(engine.generation == 0)
        await engine.close()
      }
    }

    @Test func whatDiedIsInWords() {
      let lost =
        "Job aborted due to stage failure: Task 2 in stage 8.0 failed 4 times, most recent failure:"
        + " Lost task 2.3 in stage 8.0 (TID 10) (10.0.0.7 executor 3): ExecutorLostFailure"
        + " (executor 3 exited caused by one of the running tasks) Reason: "
      #expect(
        EngineError.lostExecutor(lost + "Command exited with code 137")
          == "executor 3 on 10.0.0.7 died: it was killed (exit code 137), as systems do where"
          + " memory runs out")
      #expect(
        EngineError.lostExecutor(lost + "worker lost: Not receiving heartbeat for 60 seconds")
          == "executor 3 on 10.0.0.7 died: worker lost: Not receiving heartbeat for 60 seconds")
      #expect(
        EngineError.lostExecutor(lost + "Command exited with code 52")
          == "executor 3 on 10.0.0.7 died: it ran out of memory")
      #expect(EngineError.lostExecutor("Division by zero") == nil)
      // A task that fails for a reason of its own has not lost its executor.
      #expect(
        EngineError.lostExecutor("Lost task 0.0 (TID 1) (10.0.0.7 executor 3): it is broken")
          == nil)
    }
  }
}
