import FaultyNetwork
import Foundation
import Testing

@testable import SparkConnect

extension OnServer {
  struct LargeResultTests {
    /// The memory that this process uses, in bytes, without what its allocator keeps back.
    private func memory() throws -> Int {
      typealias Trim = @convention(c) (Int) -> CInt
      let symbol = try #require(dlsym(nil, "malloc_trim"))
      _ = unsafeBitCast(symbol, to: Trim.self)(0)
      let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
      let kilobytes = try #require(
        line.split { !$0.isNumber }.compactMap { Int($0) }.first)
      return kilobytes << 10
    }

    @Test func aMillionRowsComeInOrder() async throws {
      try await TestServer.withSession { session in
        let result = try await session.run(.sql("select id from range(0, 1000000, 1, 8)"))
        var next: Int64 = 0
        var batches = 0
        for try await batch in result.batches {
          #expect(batch.offset == next)
          let ids = batch.rows.columns[0].values(Int64.self)
          #expect(ids.first == next && ids.last == next + Int64(ids.count) - 1)
          next += Int64(ids.count)
          batches += 1
        }
        #expect(next == 1_000_000)
        #expect(batches > 50)
        #expect(await !result.metrics.isEmpty)
      }
    }

    /// 300 MB pass a consumer that is slow; what is held of them, in the transport and here, is a
    /// fraction.
    @Test func memoryStaysFlatUnderASlowConsumer() async throws {
      try await TestServer.withSession { session in
        // 1,000 rows of 1 KB a batch
        try await session.set(["spark.sql.execution.arrow.maxRecordsPerBatch": "1000"])
        let result = try await session.run(
          .sql("select id, repeat('x', 1000) as t from range(0, 300000, 1, 8)"))
        var rows = 0
        var before = 0
        var peak = 0
        for try await batch in result.batches {
          rows += batch.rows.length
          if rows == 30_000 { before = try memory() }
          if rows > 30_000 { peak = max(peak, try memory()) }
          try await Task.sleep(for: .milliseconds(5))
        }
        #expect(rows == 300_000)
        #expect(peak - before < 100 << 20, "memory grew by \((peak - before) >> 20) MiB")
      }
    }

    @Test func whatIsNotAskedForIsNotSent() async throws {
      let server = try TestServer.address
      let proxy = try CuttableProxy(to: server.port)
      defer { proxy.close() }
      let way = ConnectionString(host: "127.0.0.1", port: proxy.port)
      try await TestServer.withSession(at: way) { session in
        let result = try await session.run(
          .sql("select id, repeat('x', 1000) as t from range(0, 150000, 1, 8)"))
        var iterator = result.batches.makeAsyncIterator()
        let first = try #require(try await iterator.next())
        #expect(first.rows.length == 10_000)
        // What is under way grows until it is full, and then no more.
        var before = -1
        while proxy.bytesToClient != before {
          before = proxy.bytesToClient
          try await Task.sleep(for: .seconds(1))
        }
        #expect(before < 40 << 20, "\(before >> 20) MiB of 150 were sent")
        // The connection serves others meanwhile.
        #expect(try await session.value("select 1") == "1")
        #expect(proxy.connectionCount == 1)
        await result.cancel()
      }
    }

    /// A batch of 15 MB comes in pieces, and whole where the pieces may be that large.
    @Test(arguments: [64 << 10, 1 << 20, 64 << 20])
    func wideRows(chunkSize: Int) async throws {
      try await TestServer.withSession(SparkConfiguration(chunkSize: chunkSize)) { session in
        try await session.set(["spark.sql.execution.arrow.maxRecordsPerBatch": "100000"])
        let result = try await session.run(
          .sql("select repeat(cast(id % 10 as string), 1500) as t from range(0, 10000, 1, 1)"))
        var lengths: [Int] = []
        for try await batch in result.batches {
          let bytes = try #require(batch.rows.columns[0].data).bytes
          lengths.append(bytes.count)
          #expect(bytes.first == UInt8(ascii: "0") && bytes.last == UInt8(ascii: "9"))
        }
        #expect(lengths == [15_000_000])
      }
    }

    @Test func manyQueriesShareOneConnection() async throws {
      let server = try TestServer.address
      let proxy = try CuttableProxy(to: server.port)
      defer { proxy.close() }
      let way = ConnectionString(host: "127.0.0.1", port: proxy.port)
      try await TestServer.withSession(at: way) { session in
        try await withThrowingTaskGroup(of: String.self) { group in
          for number in 0..<20 {
            group.addTask { try await session.value("select \(number) + 0") }
          }
          var values: Set<String> = []
          for try await value in group { values.insert(value) }
          #expect(values == Set((0..<20).map { "\($0)" }))
        }
        #expect(proxy.connectionCount == 1)
      }
    }
  }
}
