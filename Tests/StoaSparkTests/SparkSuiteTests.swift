import EngineSuite
import Foundation
import StoaSpark
import Testing

/// All that runs on one server runs one after the other.
@Suite(.serialized) enum SparkTests {}

extension SparkTests {
  /// The cases of `Tests/EngineSuite/cases` on Spark, one test a file.
  @Suite struct Cases {
    @Test(.timeLimit(.minutes(10)), arguments: try EngineSuite.files())
    func cases(_ path: String) async throws {
      let engine = try await SparkServer.engine()
      let results = try await EngineSuite.run(file: path, engine: engine)
      await engine.close()
      #expect(!results.isEmpty)
      for result in results {
        guard case .failed(let reason) = result.outcome else { continue }
        Issue.record(
          "\(result.title): \(reason)",
          sourceLocation: SourceLocation(
            fileID: "EngineSuite/cases", filePath: path, line: result.line, column: 1))
      }
    }
  }
}
