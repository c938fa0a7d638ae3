import StoaLanguage
import Testing

@testable import StoaPlan

@Suite struct PlanTests {
  @Test func theCanonicalFormDoesNotSeeNames() async throws {
    let direct = try await plan("cars | where price > 1")
    var context = TestContext()
    context.bindings["dear"] = .frame(.named("dear", direct))
    #expect(
      try await plan("dear | take 3", in: context).canonical
        == plan("cars | where price > 1 | take 3").canonical)
  }

  @Test(arguments: [
    ("cars | take 3", "cars | take 4"),
    ("cars | where price > 1", "cars | where price > 1.5"),
    ("cars | where price > 1", "cars | where price >= 1"),
    ("cars | sort price", "cars | sort price desc"),
    ("cars | select a = price", "cars | select b = price"),
    ("cars | sample 5 seed 1", "cars | sample 5 seed 2"),
    ("cars | take 3 | sort price", "cars | sort price | take 3"),
    ("cars | where manufacturer == \"a b\"", "cars | where manufacturer == \"a  b\""),
    ("load \"a.csv\"", "load \"b.csv\""),
    ("load \"a.csv\"", "load \"a.csv\" with nulls = [\"NA\"]"),
    ("cars | predict lm", "cars | predict lm as guess"),
  ])
  func differentPlansHaveDifferentForms(_ a: String, _ b: String) async throws {
    #expect(try await plan(a).canonical != plan(b).canonical)
    #expect(try await plan(a).canonical == plan(a).canonical)
  }

  @Test(arguments: [
    ("cars | take 3", []),
    ("cars | sample 3", ["`sample` has no seed"]),
    ("cars | derive t = now()", ["`now()` changes"]),
    ("sql \"select 1\"", ["`sql` is not analysed"]),
    ("cars | join (cars | sample 3) on id", ["`sample` has no seed"]),
  ])
  func volatilityIsSaid(_ text: String, _ reasons: [String]) async throws {
    #expect(try await plan(text).volatility == reasons)
  }

  /// The columns of each stage, by hand.
  @Test(arguments: [
    (
      "cars | summarize count(), mean(price) by bin(year, 10)",
      "year int, count int, mean_price float"
    ),
    ("cars | derive total = cost * 2", nil),
    (
      "cars | select a = cost + cost, b = year / 2, c = year // 2, d = day - day, e = day + 1d, "
        + "f = day + 1h",
      "a decimal(38, 2), b float, c int, d duration, e date, f timestamp"
    ),
    (
      "weather | join (cars | select id, mean = price) on id",
      "day date, mean float, rain float, id int, mean_right float"
    ),
    ("weather | join cars on id kind semi", "day date, mean float, rain float, id int"),
    (
      "cars | select price, year | unpivot price, year into what, value", "what string, value float"
    ),
    ("cars | pivot manufacturer values count() by year", "year int, bmw int, ford int, null int"),
    (
      "cars | predict kinds | select prediction, probability",
      "prediction string, probability float"
    ),
    ("row a = null, b = if(true, 1, 2.5)", "a string, b float"),
    ("cars | count", "count int"),
    ("cars | schema", "column string, type string"),
  ])
  func theSchemaIsKnownBeforeAnythingRuns(_ text: String, _ schema: String?) async throws {
    let found = try await plan(text).schema.fields.map { "\($0.name) \($0.type)" }
    if let schema { #expect(found.joined(separator: ", ") == schema) }
    #expect(!found.isEmpty)
  }

  @Test func everyPrefixOfAPipelineIsAPipeline() async throws {
    let stages = [
      "where price > 1", "derive age = 2020 - year", "sort age", "take 100",
      "summarize n = count() by manufacturer", "sort n desc",
    ]
    for count in 0...stages.count {
      let text = (["cars"] + stages.prefix(count)).joined(separator: " | ")
      guard case .pipeline(_, let bound) = try await bind(text) else { continue }
      #expect(bound.steps.count == count + 1)
    }
  }

  @Test func theLargestPartsOfAPlanAreReplaced() async throws {
    let frame = try await plan("cars | where price > 1")
    let limited = Plan.limit(.named("dear", frame), skip: 0, take: 3)
    let other = Plan.range(column: "n", first: 1, last: 2, step: 1)
    #expect(
      limited.replacingParts { $0 == frame ? other : nil }
        == .limit(.named("dear", other), skip: 0, take: 3))
    #expect(limited.replacingParts { [frame, limited].contains($0) ? other : nil } == other)
    // What was put in a part's place is left alone, and so is what a kept frame came from.
    #expect(frame.replacingParts { $0 == frame ? limited : nil } == limited)
    let kept = Plan.materialized(
      MaterializedFrame(id: "1", engine: "none", schema: frame.schema, rows: 1, bytes: 1),
      origin: frame)
    #expect(kept.replacingParts { $0 == frame ? other : nil } == kept)
  }

  @Test func theFilesOfAPlanAreAllItsFiles() async throws {
    let files = try await plan("cars | join weather on day | union (cars | join weather on day)")
      .files.map(\.path)
    #expect(files == ["cars.csv", "weather.csv"])
  }
}
