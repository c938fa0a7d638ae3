import Foundation
import Testing

@testable import SparkConnect

/// The Spark Connect server that the tests use.
enum TestServer {
  struct Missing: Error, CustomStringConvertible {
    var description: String {
      "SPARK_REMOTE names no server; these tests need one, as SPARK_REMOTE=sc://localhost:15002"
    }
  }

  /// The server's connection string, from the environment.
  static var address: ConnectionString {
    get throws {
      guard let text = ProcessInfo.processInfo.environment["SPARK_REMOTE"], !text.isEmpty else {
        throw Missing()
      }
      return try ConnectionString(text)
    }
  }

  /// A session of its own for a test, closed after it.
  static func withSession<Value>(
    _ configuration: SparkConfiguration = SparkConfiguration(),
    at address: ConnectionString? = nil,
    _ body: (SparkSession) async throws -> Value
  ) async throws -> Value {
    let session = try await SparkSession(address ?? self.address, configuration: configuration)
    do {
      let value = try await body(session)
      await session.close()
      return value
    } catch {
      await session.close()
      throw error
    }
  }
}

extension SparkSession {
  /// All rows of a query, each value as text.
  func rows(_ sql: String) async throws -> [[String]] {
    try await rows(of: .sql(sql))
  }

  func rows(of relation: Relation) async throws -> [[String]] {
    try await run(relation).collect().flatMap(\.texts)
  }

  /// The only value of the only row.
  func value(_ sql: String) async throws -> String {
    try await value(of: .sql(sql))
  }

  func value(of relation: Relation) async throws -> String {
    let rows = try await rows(of: relation)
    return try #require(rows.count == 1 ? rows[0].first : nil)
  }
}

/// The error that something throws; another kind of error, or none, fails the test.
func sparkError(
  _ location: SourceLocation = #_sourceLocation, _ body: () async throws -> Void
) async throws -> SparkError {
  let error = try await #require(throws: SparkError.self, sourceLocation: location) {
    try await body()
  }
  return error
}

/// Waits until something holds.
func eventually(
  within limit: Duration = .seconds(30), _ location: SourceLocation = #_sourceLocation,
  _ holds: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + limit
  while try await !holds() {
    guard ContinuousClock.now < deadline else {
      Issue.record("it did not come to pass within \(limit)", sourceLocation: location)
      return
    }
    try await Task.sleep(for: .milliseconds(20))
  }
}
