import Foundation
import StoaEngine
import StoaPlan
import Synchronization
import Testing

@testable import StoaDuckDB

@Suite struct RunTests {
  @Test func aPlanRunsInOrder() async throws {
    let engine = try TestEngine.shared
    let range = Plan.range(column: "n", first: 1, last: 5, step: 2)
    let plan = Plan.sort(range, [SortKey(.column("n", .int), descending: true)])
    let table = try await engine.collect(plan)
    #expect(table.columns[0].storage == .int([5, 3, 1]))
  }

  @Test func aMillionRowsStreamInOrder() async throws {
    let engine = try TestEngine.shared
    let plan = Plan.range(column: "n", first: 1, last: 1_000_000, step: 1)
    var expected: Int64 = 1
    var sizes: [Int] = []
    for try await batch in try await engine.run(plan, ExecutionContext()).batches {
      guard case .int(let values) = batch.columns[0].storage else {
        Issue.record("not ints")
        return
      }
      #expect(values == Array(expected..<expected + Int64(values.count)))
      expected += Int64(values.count)
      sizes.append(values.count)
    }
    #expect(expected == 1_000_001)
    #expect(sizes[0] == 2048)
  }

  /// A range of 10^15 rows cannot end by itself.
  @Test func leavingTheLoopStopsTheQuery() async throws {
    let engine = try DuckDBEngine(TestEngine.settings())
    func first() async throws -> Table {
      let plan = Plan.range(column: "n", first: 1, last: 1_000_000_000_000_000, step: 1)
      return try await engine.run(plan, ExecutionContext()).collect(limit: 3)
    }
    #expect(try await first().columns[0].storage == .int([1, 2, 3]))
    // The operation is forgotten when the connection has dropped the query.
    while !engine.operations.withLock(\.isEmpty) { await Task.yield() }
    await engine.close()
  }

  @Test func severalQueriesRunAtOnce() async throws {
    let engine = try TestEngine.shared
    let sums = try await withThrowingTaskGroup(of: Int64.self) { group in
      for last in Int64(1)...20 {
        group.addTask {
          let range = Plan.range(column: "n", first: 1, last: last * 1000, step: 1)
          let sum = Expression.aggregate(
            AggregateCall(function: "sum", arguments: [.column("n", .int)], type: .int))
          let plan = Plan.aggregate(range, keys: [], values: [NamedExpression("s", sum)])
          let table = try await engine.collect(plan)
          guard case .int(let value) = table.columns[0][0] else { return 0 }
          return value
        }
      }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    // The sum of 1…n is n(n + 1)/2.
    let expected: [Int64] = (1...20).map { (n: Int64) -> Int64 in n * 1000 * (n * 1000 + 1) / 2 }
    #expect(sums == Set(expected))
  }

  /// A sum and a join that would take hours.
  static let endless = [
    "SELECT sum(hash(i) % 7) AS n FROM range(1000000000000000) t(i)",
    "SELECT count(*) AS n FROM range(10000000) a(i), range(10000000) b(j) WHERE i * j % 7 = 3",
  ]

  private func endlessPlan(_ sql: String = RunTests.endless[0]) -> Plan {
    .sql(sql, Schema([Field("n", .int)]), frames: [:])
  }

  @Test(.timeLimit(.minutes(3)), arguments: endless)
  func cancellingByIDStopsAQueryThatRuns(_ sql: String) async throws {
    let engine = try DuckDBEngine(TestEngine.settings())
    let (started, gate) = AsyncStream.makeStream(of: Void.self)
    let context = ExecutionContext(onProgress: { _ in gate.yield() })
    let running = Task { try await engine.collect(endlessPlan(sql), context) }
    for await _ in started { break }
    await engine.cancel(context.operation)
    let error = await engineError { _ = try await running.value }
    #expect(error?.kind == .cancelled)
    // The engine is as good as before.
    #expect(try await engine.rows("SELECT 42 AS x").columns[0].storage == .int([42]))
    await engine.close()
  }

  @Test(.timeLimit(.minutes(3)), arguments: endless)
  func cancellingTheTaskStopsAQueryThatRuns(_ sql: String) async throws {
    let engine = try DuckDBEngine(TestEngine.settings())
    let (started, gate) = AsyncStream.makeStream(of: Void.self)
    let context = ExecutionContext(onProgress: { _ in gate.yield() })
    let running = Task { try await engine.collect(endlessPlan(sql), context) }
    for await _ in started { break }
    running.cancel()
    let error = await engineError { _ = try await running.value }
    #expect(error?.kind == .cancelled)
    await engine.close()
  }

  @Test func cancellingStopsAStreamBetweenItsBatches() async throws {
    let engine = try TestEngine.shared
    let context = ExecutionContext()
    let plan = Plan.range(column: "n", first: 1, last: 1_000_000_000_000_000, step: 1)
    var batches = try await engine.run(plan, context).batches.makeAsyncIterator()
    #expect(try await batches.next() != nil)
    await engine.cancel(context.operation)
    let error = await engineError { while try await batches.next() != nil {} }
    #expect(error?.kind == .cancelled)
  }

  @Test func progressGrowsToItsEnd() async throws {
    let engine = try TestEngine.shared
    let seen = Mutex<[Double]>([])
    let context = ExecutionContext(onProgress: { progress in
      if let fraction = progress.fraction { seen.withLock { $0.append(fraction) } }
    })
    let sql = "SELECT sum(hash(i) % 1000) AS n FROM range(200000000) t(i)"
    _ = try await engine.collect(.sql(sql, Schema([Field("n", .int)]), frames: [:]), context)
    let fractions = seen.withLock { $0 }
    #expect(fractions.count > 1)
    #expect(fractions == fractions.sorted())
    #expect(fractions.allSatisfy { (0...1).contains($0) })
  }

  @Test func anErrorNamesWhatWentWrong() async throws {
    let engine = try TestEngine.shared
    let overflow = await engineError {
      _ = try await engine.rows("SELECT i + 9223372036854775807 AS x FROM range(5) t(i)")
    }
    #expect(overflow?.kind == .query)
    #expect(overflow?.message.hasPrefix("overflow in addition of INT64") == true)
    let missing = await engineError {
      _ = try await engine.rows("SELECT yeer FROM (SELECT 1 AS year)")
    }
    #expect(missing?.kind == .query)
    #expect(missing?.message.contains("yeer") == true)
    let insert = await engineError { _ = try await engine.rows("DROP TABLE x") }
    #expect(insert?.message == "`sql` takes a query, and `DROP` begins another statement")
  }

  @Test func sqlSeesFramesByName() async throws {
    let engine = try TestEngine.shared
    let frame = Plan.range(column: "n", first: 1, last: 10, step: 1)
    let table = try await engine.rows(
      "SELECT sum(n) AS total FROM numbers -- all of them", frames: ["numbers": frame])
    #expect(table.row(0) == [.int(55)])
  }

  @Test func aPlanIsExplained() async throws {
    let engine = try TestEngine.shared
    let plan = Plan.range(column: "n", first: 1, last: 10, step: 1)
    let explanation = try await engine.explain(plan, ExecutionContext())
    #expect(explanation.query.text.contains("generate_series"))
    #expect(!explanation.physical.isEmpty)
  }

  @Test func thePlanOfDuckDBHasAnOperatorALine() async throws {
    let engine = try TestEngine.shared
    let plan = try await engine.explain(
      .sql(
        "SELECT a.n % 3 AS k FROM range(10) a(n) JOIN range(5) b(n) ON a.n = b.n",
        Schema([Field("k", .int)]), frames: [:]), ExecutionContext()
    ).physical
    let lines = plan.split(separator: "\n")
    let join = try #require(lines.firstIndex { $0.contains("JOIN (") })
    #expect(lines[join].contains("Join Type: INNER") && lines[join].contains(" rows"))
    // What feeds the join is below it, and further in.
    let depths = lines.map { $0.prefix { $0 == " " }.count }
    #expect(depths[...join].elementsEqual(stride(from: 0, through: 2 * join, by: 2)))
    #expect(depths.filter { $0 == 2 * join + 2 }.count == 2)
  }

  @Test func aPlanThatIsNotUnderstoodIsSaid() {
    let error = #expect(throws: EngineError.self) {
      try OperatorTree.outline(ofJSON: "[{\"name\": 1}]")
    }
    #expect(error?.kind == .fault)
  }

  @Test func theOperatorsOfAQueryAreMeasured() async throws {
    let engine = try TestEngine.shared
    let clock = StepClock()
    let step = clock.begin("execute")
    let context = ExecutionContext(clock: clock, step: step)
    let sql = "SELECT i % 3 AS k, count(*) AS n FROM range(30000) t(i) WHERE i >= 6 GROUP BY k"
    let schema = Schema([Field("k", .int), Field("n", .int)])
    _ = try await engine.collect(.sql(sql, schema, frames: [:]), context)
    clock.end(step)
    let steps = clock.steps
    #expect(steps[0].name == "execute")
    #expect(steps.contains { $0.name == "prepare" && $0.parent == 0 })
    let groups = try #require(steps.first { $0.name.hasSuffix("group by") })
    // Groups by hand: 0, 1 and 2.
    #expect(groups.rows == 3)
    let parents = steps.indices.dropFirst().map { steps[$0].parent }
    #expect(parents.allSatisfy { $0 != nil })
    #expect(steps.allSatisfy { $0.duration != nil })
  }

  @Test func closingStopsWhatIsHeldAndWhatRuns() async throws {
    let engine = try DuckDBEngine(TestEngine.settings())
    let plan = Plan.range(column: "n", first: 1, last: 1_000_000_000_000_000, step: 1)
    var held = try await engine.run(plan, ExecutionContext()).batches.makeAsyncIterator()
    #expect(try await held.next() != nil)
    let (started, gate) = AsyncStream.makeStream(of: Void.self)
    let context = ExecutionContext(onProgress: { _ in gate.yield() })
    let running = Task { try await engine.collect(endlessPlan(), context) }
    for await _ in started { break }
    await engine.close()
    let first = await engineError { _ = try await held.next() }
    #expect(first?.kind == .cancelled)
    let second = await engineError { _ = try await running.value }
    #expect(second?.kind == .cancelled)
  }

  @Test func aClosedEngineSaysSo() async throws {
    let engine = try DuckDBEngine(TestEngine.settings())
    await engine.close()
    let error = await engineError { _ = try await engine.rows("SELECT 1 AS x") }
    #expect(error?.kind == .unavailable)
  }
}
