import EngineSuite
import StoaEngine
import StoaPlan
import Testing

@testable import StoaSpark

extension SparkTests {
  /// The server forgets the session: another client ends it, which is what a time-out does too.
  @Suite(.timeLimit(.minutes(3))) struct LostSession {
    @Test func aKeptFrameIsComputedAgainInANewSession() async throws {
      let engine = try await SparkServer.engine()
      let frame = try await engine.materialize(Faults.numbers, ExecutionContext())
      let before = engine.session.id
      try await Faults.endSession(of: engine)
      let notices = Notices()
      let kept = Plan.materialized(frame, origin: Faults.numbers)
      let table = try await engine.run(Faults.sum(of: kept), notices.context).collect()
      #expect(table.row(0) == [.int(500_500)])
      #expect(engine.session.id != before && engine.generation == 1)
      #expect(notices.texts.count == 1)
      #expect(notices.texts.first?.contains("had lost the session") == true)
      let relation = try await engine.kept(frame, ExecutionContext()).input.relation
      let level = try await engine.session.storageLevel(of: relation)
      #expect(level.usesMemory)
      try await engine.release(frame)
      await engine.close()
    }

    /// More than goes with a plan, so that the server had it as an artifact of the session.
    @Test func rowsFromHereAreSentAgain() async throws {
      let engine = try await SparkServer.engine()
      let schema = Schema([Field("n", .int), Field("s", .string)])
      let rows = (0..<60_000).map { [Value.int($0), .string("a somewhat long text \($0)")] }
      let frame = try await engine.ingest(Table(schema: schema, rows: rows), ExecutionContext())
      try await Faults.endSession(of: engine)
      let sum = Faults.sum(of: .materialized(frame, origin: nil))
      let table = try await engine.run(sum, ExecutionContext()).collect()
      #expect(table.row(0) == [.int(60_000 * 59_999 / 2)])
      await engine.close()
    }

    @Test func aFrameOfAFrameIsComputedAgain() async throws {
      let engine = try await SparkServer.engine()
      let first = try await engine.materialize(Faults.numbers, ExecutionContext())
      let sum = Faults.sum(of: .materialized(first, origin: nil))
      let second = try await engine.materialize(sum, ExecutionContext())
      try await Faults.endSession(of: engine)
      let table = try await engine.run(.materialized(second, origin: nil), ExecutionContext())
        .collect()
      #expect(table.row(0) == [.int(500_500)])
      await engine.close()
    }

    /// Nothing of an answer is given twice.
    @Test func whatBreaksInTheMiddleOfItsRowsIsAnError() async throws {
      let engine = try await SparkServer.engine()
      let many = Plan.range(column: "n", first: 1, last: 10_000_000, step: 1)
      let result = try await engine.run(many, ExecutionContext())
      var seen = 0
      let broken = await Faults.error {
        for try await batch in result.batches {
          if seen == 0 { try await Faults.endSession(of: engine) }
          seen += batch.rowCount
        }
      }
      #expect(seen > 0 && seen < 10_000_000)
      #expect(broken?.kind == .connection, "\(String(describing: broken))")
      #expect(broken?.message == "Spark's server has lost the session in the middle of the rows")
      #expect(broken?.hint == "run it again")
      // The next statement is as good as ever.
      let table = try await engine.run(Faults.sum(of: Faults.numbers), ExecutionContext()).collect()
      #expect(table.row(0) == [.int(500_500)])
      await engine.close()
    }

    @Test func aFileIsWrittenInTheNewSession() async throws {
      let engine = try await SparkServer.engine()
      try await Faults.endSession(of: engine)
      let notices = Notices()
      let path = try SparkServer.hdfs("after")
      let report = try await engine.write(
        Faults.numbers, to: FileTarget(path: path, format: .parquet), notices.context)
      #expect(report.rows == 1000 && notices.texts.count == 1)
      await engine.close()
    }
  }
}
