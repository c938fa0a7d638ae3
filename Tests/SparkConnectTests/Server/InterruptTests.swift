import Foundation
import Testing

@testable import SparkConnect

extension OnServer {
  struct InterruptTests {
    /// A query that would take minutes.
    private static let slow = Relation.sql(
      "select count(*) from range(0, 100000000000, 1, 4) where sha2(cast(id as string), 256) = ''")

    /// Runs a slow query, does something once it runs on the server, and gives the query's error.
    private func errorOfSlow(
      _ session: SparkSession, _ options: OperationOptions, _ act: () async throws -> Void
    ) async throws -> SparkError {
      let query = Task { try await session.run(Self.slow, options).collect() }
      try await waitUntilRunning(options)
      try await act()
      return try await sparkError { _ = try await query.value }
    }

    private func waitUntilRunning(_ options: OperationOptions) async throws {
      for await progress in options.progress.updates where progress.runningTasks > 0 { return }
      Issue.record("the query ended before it ran")
    }

    private var quick: SparkConfiguration {
      SparkConfiguration(progressInterval: .milliseconds(100))
    }

    @Test func byOperation() async throws {
      try await TestServer.withSession(quick) { session in
        let options = OperationOptions()
        let error = try await errorOfSlow(session, options) { () async throws in
          #expect(try await session.interrupt(options.id) == [options.id])
        }
        #expect(error.kind == .interrupted)
        #expect(error.errorClass == "OPERATION_CANCELED")
        #expect(try await session.value("select 1") == "1")
      }
    }

    @Test func byTag() async throws {
      try await TestServer.withSession(quick) { session in
        let options = OperationOptions(tags: ["mine", "other"])
        let error = try await errorOfSlow(session, options) { () async throws in
          #expect(try await session.interrupt(tag: "unknown").isEmpty)
          #expect(try await session.interrupt(tag: "mine") == [options.id])
        }
        #expect(error.kind == .interrupted)
      }
    }

    @Test func all() async throws {
      try await TestServer.withSession(quick) { session in
        let options = OperationOptions()
        let error = try await errorOfSlow(session, options) { () async throws in
          #expect(try await session.interruptAll() == [options.id])
        }
        #expect(error.kind == .interrupted)
      }
    }

    @Test func whatDoesNotRunIsNotInterrupted() async throws {
      try await TestServer.withSession { session async throws in
        #expect(try await session.interrupt(UUID()).isEmpty)
        #expect(try await session.interruptAll().isEmpty)
      }
    }

    @Test func cancellingTheTaskStopsTheServer() async throws {
      try await TestServer.withSession(quick) { session in
        let options = OperationOptions()
        let query = Task { try await session.run(Self.slow, options).collect() }
        try await waitUntilRunning(options)
        query.cancel()
        await #expect(throws: CancellationError.self) { _ = try await query.value }
        // Nothing is left to interrupt.
        #expect(try await session.interruptAll().isEmpty)
      }
    }

    @Test func aTimeOutStopsTheServer() async throws {
      try await TestServer.withSession(quick) { session in
        let error = try await sparkError {
          _ = try await session.run(Self.slow, OperationOptions(timeout: .seconds(1))).collect()
        }
        #expect(error.kind == .timedOut)
        #expect(try await session.interruptAll().isEmpty)
      }
    }

    @Test func progressTellsStagesAndTasks() async throws {
      try await TestServer.withSession(quick) { session in
        let options = OperationOptions()
        let query = Task {
          try await session.run(
            .sql("select max(sha2(cast(id as string), 256)) from range(0, 8000000, 1, 16)"), options
          ).collect()
        }
        var seen: [OperationProgress] = []
        for await progress in options.progress.updates { seen.append(progress) }
        _ = try await query.value
        #expect(seen.contains { $0.tasks >= 16 && $0.runningTasks > 0 })
        #expect(seen.allSatisfy { $0.completedTasks <= $0.tasks })
        let completed = seen.map(\.completedTasks)
        #expect(completed == completed.sorted())
      }
    }
  }
}
