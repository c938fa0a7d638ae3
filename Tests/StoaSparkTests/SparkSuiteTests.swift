import EngineSuite
import StoaEngine
import Testing

@testable import StoaSpark

/// All that runs on one server runs one after the other.
@Suite(.serialized) enum SparkTests {}

extension SparkTests {
  /// The cases of `Tests/EngineSuite/cases`, on whatever Spark the server runs on.
  @Suite struct Cases {
    @Test(.timeLimit(.minutes(15))) func cases() async throws {
      let engine = try await SparkServer.engine()
      let results = try await EngineSuite.runAll(engine: engine)
      for result in results {
        guard case .failed(let reason) = result.outcome else { continue }
        Issue.record(
          "\(result.item.title): \(reason)",
          sourceLocation: SourceLocation(
            fileID: "EngineSuite/cases", filePath: result.path, line: result.item.line, column: 1))
      }
      let difference = try await SupportMatrix.difference(column(of: engine), results)
      #expect(difference == nil)
      await engine.close()
    }

    @Test(.timeLimit(.minutes(10))) func everyFunctionGivesTheTypeOfThePlan() async throws {
      let engine = try await SparkServer.engine()
      for mistake in try await EngineSuite.typeMistakes(engine: engine) {
        Issue.record("\(mistake)")
      }
      await engine.close()
    }

    /// One process, or a master with three workers, as the server says.
    private func column(of engine: SparkEngine) async throws -> SupportMatrix.Column {
      let master = try await engine.session.settings("spark.master")["spark.master"] ?? nil
      guard master?.hasPrefix("spark://") == true else { return .oneProcess }
      let table = try #require(await engine.systemTable("executors", ExecutionContext()))
      let names = (0..<table.rowCount).map { table.row($0)[0] }
      #expect(names.count { $0 != .string("driver") } == 3)
      return .cluster
    }
  }
}
