import EngineSuite
import StoaDuckDB
import Testing

/// The cases of `Tests/EngineSuite/cases`, one test a file.
@Suite struct EngineSuiteTests {
  static let engine = Result { try DuckDBEngine() }

  @Test(arguments: try EngineSuite.files().map(CaseFileName.init))
  func cases(_ file: CaseFileName) async throws {
    let results = try await EngineSuite.run(file: file.path, engine: Self.engine.get())
    #expect(!results.isEmpty)
    for result in results {
      guard case .failed(let reason) = result.outcome else { continue }
      Issue.record("\(result.title): \(reason)", sourceLocation: result.location)
    }
  }
}

/// A file of cases, shown by its name.
struct CaseFileName: Sendable, CustomTestStringConvertible {
  var path: String

  var testDescription: String { String(path.split(separator: "/").last ?? "") }
}

extension CaseResult {
  /// The line of the case in its file.
  var location: SourceLocation {
    SourceLocation(fileID: "EngineSuite/cases", filePath: path, line: line, column: 1)
  }
}
