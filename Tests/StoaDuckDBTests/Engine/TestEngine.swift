import Foundation
import StoaEngine
import StoaPlan
import Testing

@testable import StoaDuckDB

/// Engines for tests: one that they share, and small ones of their own.
enum TestEngine {
  private static let opened = Result { try DuckDBEngine(settings()) }

  /// The engine that all tests share; it throws where DuckDB's library is not there.
  static var shared: DuckDBEngine {
    get throws { try opened.get() }
  }

  static func settings(memory: Int64 = 1 << 30, threads: Int = 2) -> EngineSettings {
    EngineSettings(
      memoryBudget: memory, threads: threads,
      temporaryFolder: FileManager.default.temporaryDirectory.path)
  }
}

/// A folder for the files of one test, removed with it.
final class TestFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "stoa-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    try write(name, Data(text.utf8))
  }

  @discardableResult
  func write(_ name: String, _ bytes: Data) throws -> String {
    let url = URL(fileURLWithPath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try bytes.write(to: url)
    return url.path
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

extension DuckDBEngine {
  /// The rows of a query in DuckDB's own SQL.
  func rows(_ sql: String, frames: [String: Plan] = [:]) async throws -> Table {
    let schema = try await schema(ofSQL: sql, frames: frames, ExecutionContext())
    return try await run(.sql(sql, schema, frames: frames), ExecutionContext()).collect()
  }

  /// A file as a plan.
  func load(_ source: FileSource) async throws -> Plan {
    .load(source, try await schema(of: source, ExecutionContext()))
  }

  func collect(
    _ plan: Plan, _ context: ExecutionContext = ExecutionContext()
  ) async throws -> Table {
    try await run(plan, context).collect()
  }
}

/// What a body throws, as an engine's error.
func engineError(_ body: () async throws -> Void) async -> EngineError? {
  do {
    try await body()
    return nil
  } catch {
    return error as? EngineError
  }
}
