import EngineSuite
import StoaDuckDB
import StoaSpark
import Testing

extension SparkTests {
  /// Random pipelines give the same rows on Spark as in this process; a seed makes its pipeline
  /// again.
  @Suite struct RandomPipelines {
    @Test(.timeLimit(.minutes(10))) func bothEnginesGiveTheSameRows() async throws {
      let embedded = try DuckDBEngine()
      let spark = try await SparkServer.engine()
      for seed in UInt64(1)...300 {
        let pipeline = RandomPipeline(seed: seed)
        do {
          let difference = try await EngineSuite.difference(
            of: pipeline, between: embedded, and: spark)
          guard let difference else { continue }
          Issue.record("seed \(seed): \(difference)\n\(pipeline.setup)\(pipeline.program)")
        } catch {
          Issue.record("seed \(seed): \(error)\n\(pipeline.setup)\(pipeline.program)")
        }
      }
      await spark.close()
    }
  }
}
