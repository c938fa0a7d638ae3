import FaultyNetwork
import Foundation
import StoaEngine
import StoaPlan
import Testing

@testable import SparkConnect
@testable import StoaSpark

extension SparkTests {
  /// The way to the server breaks, and servers that do not answer as Spark does.
  @Suite(.timeLimit(.minutes(3))) struct BrokenWay {
    private static let many = Plan.range(column: "n", first: 1, last: 3_000_000, step: 1)

    /// An engine whose way to the server can be cut.
    private func withProxy(
      _ body: (SparkEngine, CuttableProxy) async throws -> Void
    ) async throws {
      let server = try ConnectionString(SparkServer.remote())
      let proxy = try CuttableProxy(to: server.port)
      defer { proxy.close() }
      let engine = try await SparkEngine("sc://127.0.0.1:\(proxy.port)")
      try await body(engine, proxy)
      await engine.close()
    }

    /// How many rows come, and their sum, where something happens after the first of them.
    private func read(
      _ plan: Plan, _ engine: SparkEngine, _ act: () -> Void
    ) async throws -> (rows: Int, sum: Int64) {
      var (rows, sum) = (0, 0 as Int64)
      for try await batch in try await engine.run(plan, ExecutionContext()).batches {
        if rows == 0 { act() }
        rows += batch.rowCount
        for row in 0..<batch.rowCount {
          if case .int(let value) = batch.columns[0][row] { sum += value }
        }
      }
      return (rows, sum)
    }

    @Test func connectionsThatAreCutInTheMiddleOfAResult() async throws {
      try await withProxy { engine, proxy in
        let all = try await read(Self.many, engine) {
          proxy.cut()
          Task {
            try await Task.sleep(for: .seconds(3))
            proxy.mend()
          }
        }
        #expect(all == (3_000_000, 3_000_000 * 3_000_001 / 2))
        #expect(proxy.connectionCount > 1)
        #expect(engine.generation == 0)
      }
    }

    @Test func theCableIsPulledForTenSeconds() async throws {
      try await withProxy { engine, proxy in
        let all = try await read(Self.many, engine) {
          proxy.freeze()
          Task {
            try await Task.sleep(for: .seconds(10))
            proxy.thaw()
          }
        }
        #expect(all == (3_000_000, 3_000_000 * 3_000_001 / 2))
      }
    }

    /// The server says nothing any more, as one that hangs: Ctrl-C does not wait for it.
    @Test func anOperationThatHangsIsStopped() async throws {
      try await withProxy { engine, proxy in
        let context = ExecutionContext()
        let result = try await engine.run(Self.many, context)
        var batches = result.batches.makeAsyncIterator()
        #expect(try await batches.next() != nil)
        proxy.freeze()
        let reading = Task {
          for try await _ in result.batches {}
        }
        // That a reader waits cannot be seen; stopped earlier, it would end in the same way.
        try await Task.sleep(for: .milliseconds(200))
        await engine.cancel(context.operation)
        let stopped = await Faults.error { try await reading.value }
        #expect(stopped?.kind == .cancelled, "\(String(describing: stopped))")
        proxy.thaw()
        let sum = try await engine.run(Faults.sum(of: Faults.numbers), ExecutionContext())
        #expect(try await sum.collect().row(0) == [.int(500_500)])
      }
    }

    @Test func aServerThatIsNotSpark() async throws {
      let page = try PageServer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
      defer { page.close() }
      let error = await Faults.error {
        _ = try await SparkEngine("sc://127.0.0.1:\(page.port)")
      }
      #expect(error?.kind == .unavailable)
      #expect(
        error?.message
          == "what answers at sc://127.0.0.1:\(page.port) does not speak Spark Connect")
      #expect(error?.hint == "Spark Connect listens at port 15002 where nothing else is said")
    }

    @Test func aServerThatSaysNothing() async throws {
      let page = try PageServer("")
      defer { page.close() }
      let error = await Faults.error {
        _ = try await SparkEngine("sc://127.0.0.1:\(page.port)")
      }
      #expect(error?.kind == .unavailable)
      #expect(error?.message.contains("does not answer within") == true)
      #expect(error?.hint?.contains("stoa cluster status") == true)
    }
  }
}
