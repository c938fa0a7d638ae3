import Foundation
import StoaEngine
import StoaLanguage
import StoaPlan
import StoaSession
import Testing

@testable import StoaShell

/// What a cell shows, on a terminal of eighty columns and in a session file.
@Suite struct OutputTests {
  private let renderer = TerminalRenderer(timeZone: .gmt)

  private func render(_ output: CellOutput, width: Int = 80) -> String {
    renderer.render(output, options: RenderingOptions(width: width))
  }

  private static let model = ModelSummary(
    title: "linear regression: price ~ year",
    tables: [
      Table(
        schema: Schema([
          Field("term", .string), Field("coefficient", .float), Field("t", .float),
          Field("p", .float),
        ]),
        rows: [
          [.string("intercept"), .float(-1234.5), .float(-2.5), .float(0.012_419)],
          [.string("year"), .float(0.75), .float(88.25), .float(1e-300)],
          [.string("dropped"), .null, .null, .null],
        ])
    ],
    figures: [.init("rows", .int(200)), .init("r2", .float(0.5)), .init("f_p", .float(0))],
    notes: ["2 rows with a null were left out"])

  @Test func models() {
    let expected = """
      linear regression: price ~ year

       term      │ coefficient │     t │      p
       string    │       float │ float │  float
      ───────────┼─────────────┼───────┼────────
       intercept │    -1234.5  │ -2.5  │ 0.0124
       year      │        0.75 │ 88.25 │ <2e-16
       dropped   │        null │  null │   null

       rows  200
       r2    0.5
       f_p   <2e-16

      note: 2 rows with a null were left out
      """
    #expect(render(.model(Self.model)) == expected)
    #expect(PlainRenderer().render(.model(Self.model)) == expected)
  }

  @Test func longNotesAreBrokenBetweenWords() {
    #expect(
      render(.notice("three values of price were no numbers and are null"), width: 30) == """
        note: three values of price
              were no numbers and are
              null
        """)
  }

  @Test func explanations() {
    let report = ExplanationReport(
      logical: "filter price > 5\n  load cars.csv",
      engine: Explanation(
        query: SQLQuery(
          text: "SELECT *\nFROM t WHERE price > $1", parameters: [.init(.string(""), .string)]),
        physical: "FILTER"),
      volatility: ["`now()` differs from run to run"])
    #expect(
      render(.explanation(report)) == """
        plan
          filter price > 5
            load cars.csv

        query
          SELECT *
          FROM t WHERE price > $1

        parameters
          $1 = "" (string)

        engine's plan
          FILTER

        note: not cached: `now()` differs from run to run
        """)
  }

  @Test func exchangesAreCountedAndTold() {
    let report = ExplanationReport(
      logical: "x",
      engine: Explanation(
        query: SQLQuery(text: "y"), physical: "",
        exchanges: [
          Exchange(kind: .range, keys: ["price DESC"], partitions: 200),
          Exchange(kind: .hash, keys: ["make", "year"], partitions: 200, size: "605.4 KiB"),
          Exchange(kind: .broadcast, size: "2.2 KiB"), Exchange(kind: .single, partitions: 1),
          Exchange(kind: .even, partitions: 8),
        ]),
      volatility: [])
    #expect(
      render(.explanation(report), width: 50) == """
        plan
          x

        query
          y

        between machines
          4 shuffles, 1 broadcast
          shuffle into ranges of price DESC, 200
              partitions
          shuffle by make, year, 200 partitions, of about
              605.4 KiB read
          broadcast to every machine, of about 2.2 KiB
              read
          shuffle to one machine
          shuffle evenly, 8 partitions
        """)
  }

  @Test func longLinesOfAPlanGoOnFurtherIn() {
    let report = ExplanationReport(
      logical: "filter (price > 5)",
      engine: Explanation(
        query: SQLQuery(text: "SELECT make, price FROM cars WHERE price > 5"),
        physical: "PROJECTION\n  SEQ_SCAN (Filters: price > 5; Table: cars) ~20 rows"),
      volatility: [])
    #expect(
      render(.explanation(report), width: 30) == """
        plan
          filter (price > 5)

        query
          SELECT make, price FROM cars WHERE price > 5

        engine's plan
          PROJECTION
            SEQ_SCAN (Filters: price >
                5; Table: cars) ~20
                rows
        """)
  }

  @Test func profiles() {
    let report = ProfileReport(stages: [
      .init(
        text: "load \"cars.csv\"", rows: 200_000, upToHere: .milliseconds(75),
        time: .milliseconds(75), share: 0.75),
      .init(
        text: "take 5", rows: 5, upToHere: .milliseconds(100), time: .milliseconds(25),
        share: 0.25),
    ])
    #expect(
      render(.profile(report))
        == """
         stage           │    rows │    time │ up to here │ share │
        ─────────────────┼─────────┼─────────┼────────────┼───────┼────────────
         load "cars.csv" │ 200,000 │ 75.0 ms │    75.0 ms │   75% │ ███████▌
         take 5          │       5 │ 25.0 ms │     100 ms │   25% │ ██▌
        2 stages, 100 ms
        """.replacing("┼────────────\n", with: "┼──────────\n"))
  }

  @Test func benchmarks() {
    // Median of 1, 2, 3, 10 by hand: 2.5; mean 4; squares of the differences 9 + 4 + 1 + 36 = 50,
    // over 3 is 16.67, the root of which is 4.08.
    let report = BenchmarkReport(
      text: "cars | count", cold: .milliseconds(20),
      warm: [10, 2, 1, 3].map { .milliseconds($0) }, rows: 1)
    #expect(
      render(.benchmark(report)) == """
        cars | count: 1 row, 1 cold run and 4 warm
         cold    20.0 ms
         median  2.50 ms
         mean    4.00 ms
         min     1.00 ms
         max     10.0 ms
         spread  4.08 ms
        """)
  }

  @Test func timings() {
    let origin = ContinuousClock.now
    let clock = StepClock { origin }
    clock.record("parse", in: nil, duration: 1_000_000)
    let statement = clock.begin("statement", detail: "cars")
    clock.record("execute", in: statement, duration: 8_000_000, rows: 1_000, bytes: 8_000)
    let lookup = clock.begin("lookup", in: statement)
    clock.end(lookup, cached: true)
    clock.record("fetch", in: statement, duration: 500_000)
    clock.end(statement)
    let report = TimingReport(
      cell: 3, detail: .steps, steps: clock.steps, total: .milliseconds(10))
    #expect(
      render(.timing(report)) == """
         step           │    time │ share │  rows │   size
        ────────────────┼─────────┼───────┼───────┼────────
         parse          │ 1.00 ms │   10% │       │
         statement cars │    0 ns │    0% │       │
           execute      │ 8.00 ms │   80% │ 1,000 │ 8.0 kB
           lookup       │  cached │       │       │
           fetch        │  500 µs │    5% │       │
        cell 3: 10.0 ms
        """)
    let short = TimingReport(
      cell: 3, detail: .cells, steps: clock.steps, total: .milliseconds(10))
    #expect(render(.timing(short)) == "cell 3: 10.0 ms")
  }

  @Test func reportsOfWhatWasWritten() {
    #expect(
      render(.written(WriteReport(path: "out.parquet", rows: 1, bytes: 12_345_678)))
        == "wrote 1 row, 12.3 MB, to out.parquet")
  }

  @Test func failuresShowThePlace() {
    let failure = CellFailure(
      source: "cars | were a > 1",
      diagnostics: [
        Diagnostic(
          code: "unknown-verb", message: "there is no verb `were`", span: SourceSpan(7, 11),
          hint: "did you mean `where`?")
      ])
    let lines = render(.failure(failure)).split(separator: "\n").map(String.init)
    #expect(lines.first == "error: there is no verb `were`")
    #expect(lines.contains("1 | cars | were a > 1"))
    #expect(lines.contains("  |        ^^^^"))
    #expect(lines.last == "  = hint: did you mean `where`?")
  }

  @Test func whatTheUserStoppedIsNoError() {
    let failure = CellFailure(
      source: "cars", diagnostics: [], engineError: EngineError(.cancelled, "stopped"))
    #expect(render(.failure(failure)) == "stopped")
  }

  @Test func sessionFilesHoldNothingThatDiffers() {
    let plain = PlainRenderer()
    let timing = TimingReport(cell: 1, detail: .cells, steps: [], total: .zero)
    #expect(plain.render(.timing(timing)).isEmpty)
    #expect(plain.render(.notice("kept")).isEmpty)
    #expect(plain.render(.profile(ProfileReport(stages: []))).isEmpty)
    let result = ResultTable(
      table: Tables.counting(1), totalRows: 1, cachedSince: Date(), duration: .seconds(1))
    #expect(
      plain.render(.table(result), options: RenderingOptions(isStyled: true)) == """
           n
         int
        ─────
           0
        1 row × 1 column
        """)
  }
}
