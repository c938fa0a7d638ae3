import Foundation
import StoaDuckDB

/// The engine that all tests of this target share.
enum TestEngine {
  private static let opened = Result {
    try DuckDBEngine(
      EngineSettings(
        memoryBudget: 1 << 30, threads: 2,
        temporaryFolder: FileManager.default.temporaryDirectory.path))
  }

  /// Throws where DuckDB's library is not there.
  static var shared: DuckDBEngine {
    get throws { try opened.get() }
  }
}
