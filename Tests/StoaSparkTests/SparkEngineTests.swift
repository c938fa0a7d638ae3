import EngineSuite
import Foundation
import StoaEngine
import StoaPlan
import StoaSpark
import Synchronization
import Testing

extension SparkTests {
  /// What the suite does not ask of an engine: cancelling, progress, kept frames, files of HDFS.
  @Suite struct Engine {
    /// A sum that would take hours.
    private static let endless = Plan.sql(
      "SELECT sum(hash(id) % 7) AS n FROM range(0, 1000000000000000, 1, 16)",
      Schema([Field("n", .int)]), frames: [:])

    private func error(_ body: () async throws -> Void) async -> EngineError? {
      do {
        try await body()
        return nil
      } catch {
        return error as? EngineError
      }
    }

    @Test(.timeLimit(.minutes(2))) func cancellingByIDStopsWhatRuns() async throws {
      let engine = try await SparkServer.engine()
      let (started, gate) = AsyncStream.makeStream(of: Void.self)
      let context = ExecutionContext(onProgress: { if !$0.stages.isEmpty { gate.yield() } })
      let running = Task { try await engine.run(Self.endless, context).collect() }
      for await _ in started { break }
      await engine.cancel(context.operation)
      let stopped = await error { _ = try await running.value }
      #expect(stopped?.kind == .cancelled)
      // The session is as good as before.
      let range = Plan.range(column: "n", first: 1, last: 3, step: 1)
      #expect(try await engine.run(range, ExecutionContext()).collect().rowCount == 3)
      await engine.close()
    }

    @Test(.timeLimit(.minutes(2))) func cancellingTheTaskStopsWhatRuns() async throws {
      let engine = try await SparkServer.engine()
      let (started, gate) = AsyncStream.makeStream(of: Void.self)
      let context = ExecutionContext(onProgress: { if !$0.stages.isEmpty { gate.yield() } })
      let running = Task { try await engine.run(Self.endless, context).collect() }
      for await _ in started { break }
      running.cancel()
      let stopped = await error { _ = try await running.value }
      #expect(stopped?.kind == .cancelled)
      await engine.close()
    }

    @Test(.timeLimit(.minutes(2))) func progressTellsStages() async throws {
      let engine = try await SparkServer.engine()
      let seen = Mutex<[StoaEngine.Progress]>([])
      let context = ExecutionContext(onProgress: { progress in
        seen.withLock { $0.append(progress) }
      })
      let sql = "SELECT count(*) AS n FROM range(0, 200000000, 1, 16) WHERE hash(id) % 7 = 3"
      let plan = Plan.sql(sql, Schema([Field("n", .int)]), frames: [:])
      _ = try await engine.run(plan, context).collect()
      let stages = seen.withLock { $0.flatMap(\.stages) }
      #expect(stages.contains { $0.tasks == 16 })
      #expect(stages.allSatisfy { $0.tasksDone <= $0.tasks })
      await engine.close()
    }

    @Test func aFrameIsKeptUntilItIsReleased() async throws {
      let engine = try await SparkServer.engine()
      let plan = Plan.range(column: "n", first: 1, last: 1000, step: 1)
      let frame = try await engine.materialize(plan, ExecutionContext())
      #expect(frame.rows == 1000 && frame.engine == "spark")
      let kept = Plan.materialized(frame, origin: plan)
      #expect(try await engine.run(kept, ExecutionContext()).collect().rowCount == 1000)
      // What was kept is still there after it was read.
      let reading = try await engine.explain(kept, ExecutionContext()).physical
      #expect(reading.contains("InMemoryTableScan"), "\(reading)")
      try await engine.release(frame)
      let gone = await error { _ = try await engine.run(kept, ExecutionContext()) }
      #expect(gone?.kind == .connection)
      await engine.close()
    }

    /// More than goes with a plan, so that it goes as an artifact.
    @Test func manyRowsFromHereAreRowsThere() async throws {
      let engine = try await SparkServer.engine()
      let schema = Schema([Field("n", .int), Field("s", .string)])
      let rows = (0..<60_000).map { [Value.int($0), .string("a somewhat long text \($0)")] }
      let frame = try await engine.ingest(
        Table(schema: schema, rows: rows), ExecutionContext())
      #expect(frame.bytes > 1 << 20)
      let table = try await engine.run(
        .sort(.materialized(frame, origin: nil), [SortKey(.column("n", .int))]),
        ExecutionContext()
      ).collect()
      #expect(table.rowCount == 60_000)
      #expect(table.row(59_999) == rows[59_999])
      await engine.close()
    }

    @Test(arguments: FileFormat.allCases)
    func filesOfHDFSAreWrittenAndRead(_ format: FileFormat) async throws {
      let engine = try await SparkServer.engine()
      let path = try SparkServer.hdfs("numbers")
      let plan = Plan.range(column: "n", first: 1, last: 1000, step: 1)
      let target = FileTarget(path: path, format: format)
      let report = try await engine.write(plan, to: target, ExecutionContext())
      #expect(report.rows == 1000 && report.bytes > 0)
      let source = FileSource(path: path, format: format)
      let schema = try await engine.schema(of: source, ExecutionContext())
      #expect(schema == Schema([Field("n", .int)]))
      let sum = AggregateCall(function: "sum", arguments: [.column("n", .int)], type: .int)
      let total = Plan.aggregate(
        .load(source, schema), keys: [], values: [NamedExpression("s", .aggregate(sum))])
      let table = try await engine.run(total, ExecutionContext()).collect()
      #expect(table.row(0) == [.int(500_500)])

      let before = try await engine.fingerprints(of: source)
      #expect(!before.isEmpty && before.allSatisfy { $0.path.hasPrefix("hdfs://") })
      #expect(try await engine.fingerprints(of: source) == before)
      let again = await error { _ = try await engine.write(plan, to: target, ExecutionContext()) }
      #expect(again?.kind == .input)
      _ = try await engine.write(
        plan, to: FileTarget(path: path, format: format, overwrite: true), ExecutionContext())
      #expect(try await engine.fingerprints(of: source) != before)
      await engine.close()
    }

    @Test func aFileThatIsNotThereIsNamed() async throws {
      let engine = try await SparkServer.engine()
      let source = FileSource(path: try SparkServer.hdfs("nothing.csv"), format: .csv)
      let missing = await error { _ = try await engine.schema(of: source, ExecutionContext()) }
      #expect(missing?.kind == .input)
      #expect(missing?.message.contains("nothing.csv") == true)
      await engine.close()
    }

    @Test(.timeLimit(.minutes(1))) func aServerThatIsNotThereIsNamed() async throws {
      let missing = await error { _ = try await SparkEngine("sc://127.0.0.1:1") }
      #expect(missing?.kind == .unavailable)
      #expect(missing?.message.contains("127.0.0.1:1") == true)
    }

    @Test func anErrorIsInOneSentence() async throws {
      let engine = try await SparkServer.engine()
      let division = await error {
        let sql = "SELECT 1 / CAST(id - id AS INT) AS x FROM range(3)"
        let plan = Plan.sql(sql, Schema([Field("x", .float)]), frames: [:])
        _ = try await engine.run(plan, ExecutionContext()).collect()
      }
      #expect(division?.kind == .query)
      #expect(division?.message.hasPrefix("Division by zero") == true, "\(division?.message ?? "")")
      #expect(division?.message.contains("SQLSTATE") == false)
      #expect(division?.detail?.contains("DIVIDE_BY_ZERO") == true)
      await engine.close()
    }
  }
}
