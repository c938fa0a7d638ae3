import EngineSuite
import StoaDuckDB
import Testing

/// The cases of `Tests/EngineSuite/cases`.
@Suite struct EngineSuiteTests {
  @Test(.timeLimit(.minutes(5))) func cases() async throws {
    let results = try await EngineSuite.runAll(engine: DuckDBEngine())
    for result in results {
      guard case .failed(let reason) = result.outcome else { continue }
      Issue.record("\(result.item.title): \(reason)", sourceLocation: result.location)
    }
    let difference = try SupportMatrix.difference(.embedded, results)
    #expect(difference == nil)
  }
}

extension CaseResult {
  /// The line of the case in its file.
  var location: SourceLocation {
    SourceLocation(fileID: "EngineSuite/cases", filePath: path, line: item.line, column: 1)
  }
}
