import FaultyNetwork
import Foundation
import Testing

@testable import SparkConnect

extension OnServer {
  struct ConnectionTests {
    /// The way to the server, and a session over it.
    private func withProxy(
      _ configuration: SparkConfiguration = SparkConfiguration(),
      _ body: (SparkSession, CuttableProxy) async throws -> Void
    ) async throws {
      let server = try TestServer.address
      let proxy = try CuttableProxy(to: server.port)
      defer { proxy.close() }
      let way = ConnectionString(host: "127.0.0.1", port: proxy.port)
      try await TestServer.withSession(configuration, at: way) { try await body($0, proxy) }
    }

    /// The rows of a query during which something happens to the way after the first batch.
    private func sumDuring(
      _ session: SparkSession, _ act: () async throws -> Void
    ) async throws -> (rows: Int, sum: Int64) {
      let result = try await session.run(
        .sql("select id, repeat('x', 500) as t from range(0, 200000, 1, 4)"))
      var (rows, sum) = (0, 0 as Int64)
      for try await batch in result.batches {
        if rows == 0 { try await act() }
        rows += batch.rows.length
        sum += batch.rows.columns[0].values(Int64.self).reduce(0, +)
      }
      return (rows, sum)
    }

    private let expected = (rows: 200_000, sum: 199_999 * 200_000 / 2 as Int64)

    @Test func connectionsThatBreakForTenSeconds() async throws {
      try await withProxy { session, proxy in
        let total = try await sumDuring(session) {
          proxy.cut()
          Task {
            try await Task.sleep(for: .seconds(10))
            proxy.mend()
          }
        }
        #expect(total == expected)
        #expect(proxy.connectionCount > 1)
      }
    }

    @Test func theCableIsPulledForTenSeconds() async throws {
      try await withProxy { session, proxy in
        let total = try await sumDuring(session) {
          proxy.freeze()
          Task {
            try await Task.sleep(for: .seconds(10))
            proxy.thaw()
          }
        }
        #expect(total == expected)
      }
    }

    @Test func connectionsThatBreakAgainAndAgain() async throws {
      try await withProxy { session, proxy in
        let result = try await session.run(
          .sql("select id, repeat('x', 500) as t from range(0, 200000, 1, 4)"))
        var next: Int64 = 0
        for try await batch in result.batches {
          #expect(batch.offset == next)
          next += Int64(batch.rows.length)
          if next % 50_000 == 0 {
            proxy.cut()
            proxy.mend()
          }
        }
        #expect(next == 200_000)
        #expect(proxy.connectionCount > 3)
      }
    }

    @Test func aCommandSurvivesABreak() async throws {
      let configuration = SparkConfiguration(progressInterval: .milliseconds(100))
      try await withProxy(configuration) { session, proxy in
        let options = OperationOptions()
        let command = Task {
          try await session.checkpoint(
            .sql("select max(sha2(cast(id as string), 256)) as m from range(0, 6000000, 1, 4)"),
            options)
        }
        for await progress in options.progress.updates where progress.runningTasks > 0 { break }
        proxy.cut()
        proxy.mend()
        let checkpoint = try await command.value
        #expect(try await session.rows(of: checkpoint.relation).count == 1)
      }
    }

    @Test func aWayThatStaysCutIsAClearError() async throws {
      let configuration = SparkConfiguration(retryPolicy: RetryPolicy(patience: .seconds(2)))
      try await withProxy(configuration) { session, proxy in
        let error = try await sparkError {
          _ = try await sumDuring(session) { proxy.cut() }
        }
        #expect(error.kind == .unreachable)
        #expect(error.message.contains("sc://127.0.0.1:\(proxy.port)"))
        let other = try await sparkError { _ = try await session.schema(of: .range(0..<1)) }
        #expect(other.kind == .unreachable)
        // With the way mended the session goes on.
        proxy.mend()
        #expect(try await session.value("select 1") == "1")
      }
    }

    @Test func nobodyIsThere() async throws {
      let unused = try CuttableProxy(to: 1)
      unused.close()
      let configuration = SparkConfiguration(connectTimeout: .seconds(1))
      let error = try await sparkError {
        _ = try await SparkSession(
          ConnectionString(host: "127.0.0.1", port: unused.port), configuration: configuration)
      }
      #expect(error.kind == .unreachable)
      #expect(
        error.message == "sc://127.0.0.1:\(unused.port) does not answer: connection refused")
    }

    @Test func aClosedSessionIsTold() async throws {
      let address = try TestServer.address
      let first = try await SparkSession(address)
      var again = address
      again.sessionID = first.id
      let second = try await SparkSession(again)
      try await first.createTemporaryView("v", as: .range(0..<3))
      #expect(try await second.value("select count(*) from v") == "3")
      await first.close()
      let error = try await sparkError { _ = try await second.value("select count(*) from v") }
      #expect(error.kind == .sessionLost)
      #expect(error.errorClass == "INVALID_HANDLE.SESSION_CLOSED")
      await second.close()
    }
  }
}
