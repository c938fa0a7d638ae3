import StoaLanguage
import Testing

@testable import StoaPlan

/// What the binder says of mistakes; the snapshot is read from top to bottom before it is accepted.
@Suite struct BinderErrorTests {
  static let mistakes = [
    "car | take 3",
    "_ | take 3",
    "year_from | take 3",
    "cars | select pric",
    "cars | where prise > 3 and yeer == 2",
    "cars | select price, price",
    "cars | select Price = price, price",
    "cars | derive Price = 1",
    "cars | select price * 2",
    "cars | drop nothing",
    "cars | select price | drop price",
    "cars | rename price = year",
    "cars | where price",
    "cars | where manufacturer",
    "cars | where price == null",
    "cars | where price > \"10\"",
    "cars | where day > \"2024-01-01\"",
    "cars | derive x = manufacturer + 1",
    "cars | derive x = manufacturer + manufacturer",
    "cars | derive x = -manufacturer",
    "cars | derive x = day * 2",
    "cars | where price in [1, \"a\"]",
    "cars | where year like \"20%\"",
    "cars | derive x = avg(price)",
    "cars | derive x = rounde(price)",
    "cars | derive x = frobnicate(price)",
    "cars | derive x = round()",
    "cars | derive x = round(price, 1, 2)",
    "cars | derive x = round(price, year)",
    "cars | derive x = sqrt(manufacturer)",
    "cars | derive x = upper(year)",
    "cars | derive x = hour(day)",
    "cars | derive x = year(manufacturer)",
    "cars | derive x = mean(price)",
    "cars | derive x = row_number()",
    "cars | derive x = upper(manufacturer where sold)",
    "cars | summarize price",
    "cars | summarize x = mean(price) + year",
    "cars | summarize mean(price) - min(price)",
    "cars | summarize mean(price) by year + odometer",
    "cars | summarize mean(price), mean(price)",
    "cars | summarize m = mean(price rows -1..0)",
    "cars | summarize sum(day)",
    "cars | summarize quantile(price, 2)",
    "cars | summarize quantile(price, year)",
    "cars | derive x = if(price, 1, 2)",
    "cars | derive x = if(price > 1, 1, \"a\")",
    "cars | derive x = case(price > 1, 1)",
    "cars | derive x = coalesce(price, \"a\")",
    "cars | derive x = bin(price, 0)",
    "cars | derive x = bin(day, 10)",
    "cars | derive x = trunc(day, \"fortnight\")",
    "cars | derive x = trunc(day, manufacturer)",
    "cars | derive x = parse_date(manufacturer, \"%Q\")",
    "cars | derive x = int(day)",
    "cars | derive x = decimal(price, 50, 2)",
    "checkins | sort tags",
    "checkins | where tags == tags",
    "cars | take -1",
    "cars | take price",
    "cars | sample 120%",
    "cars | split 0.7 seed 1",
    "a, b = cars | split 0.7",
    "a, b = cars | split 70 seed 1",
    "a, b = cars | split 0.7, 0.5 seed 1",
    "a, b, c = cars | split 0.7 seed 1",
    "a, b = cars | take 3",
    "_3 = cars",
    "param x = price",
    "cars | join weather",
    "cars | join weather on dya",
    "cars | join weather on price == day",
    "cars | join weather on day kind outer",
    "cars | join weather on day kind lefft",
    "cars | join weather on day kind cross",
    "cars | join wether on day",
    "cars | asof join weather on id by manufacturer",
    "cars | union weather",
    "cars | select price | union (cars | select price = manufacturer)",
    "cars | pivot manufacturer values price by year",
    "cars | unpivot price, manufacturer into name, value",
    "cars | unpivot price, odometer into id, value",
    "cars | fill price = \"none\"",
    "cars | fit linear manufacturer ~ year",
    "cars | fit logistic price ~ year",
    "cars | fit linear price ~ day",
    "cars | fit linear price ~ year - odometer",
    "cars | fit lienar price ~ year",
    "cars | fit linear price ~ year with max_deph = 3",
    "cars | fit linear price ~ year with reg_param = -1",
    "cars | fit linear price ~ year with fit_intercept = 3",
    "cars | fit linear price ~ year | take 3",
    "cars | predict cars",
    "cars | predict mm",
    "weather | predict lm",
    "cars | predict lm top 3",
    "cars | evaluate price",
    "cars | predict lm | evaluate price accuracy",
    "cars | predict lm | evaluate price rmsee",
    "lm | take 3",
    "cars | plot bar manufacturer, price",
    "cars | expect price",
    "cars | expect column manufacturer within 1 of 2",
    "$histery | take 3",
    "load \"cars.xyz\"",
    "load \"cars.csv\" as xml",
    "load \"cars.csv\" with delimeter = \";\"",
    "load \"cars.csv\" with delimiter = \"ab\"",
    "load \"cars.csv\" with bad = ignore",
    "load \"cars.parquet\" with header = true",
    "load \"cars.csv\" schema (price double)",
    "load cars_file",
    "load year_from",
    "range 1..10 step 0",
    "range 1..x",
    "table (k string, v int) [(\"a\", 1), (\"b\")]",
    "table (k string, v int) [(\"a\", \"b\")]",
    "row 3",
  ]

  @Test func everyMistakeIsSaidWell() async throws {
    var text = ""
    for mistake in Self.mistakes {
      do {
        _ = try await bind(mistake)
        Issue.record("no mistake was found in: \(mistake)")
      } catch let list as DiagnosticList {
        for diagnostic in list.diagnostics {
          text += DiagnosticRenderer(text: mistake).render(diagnostic)
          #expect(!diagnostic.message.hasSuffix("."), "\(mistake)")
          #expect(diagnostic.span.upper <= mistake.utf8.count, "\(mistake)")
        }
      }
      text += "\n"
    }
    try Snapshot("errors.txt").check(text)
  }

  /// The first stage that an engine cannot do is what is said, whatever is wrong after it.
  @Test(arguments: [
    "cars | sort id | distinct year | take 3", "cars | sort id | distinct year | select nothing",
    "cars | distinct year",
  ])
  func theFirstStageThatCannotBeDone(text: String) async throws {
    let context = TestContext(refusals: { plan in
      plan.canonical.contains("(distinct ") ? ["no distinct here"] : []
    })
    let statement = try #require(try Parser.parse(text).get().statements.first)
    let list = await #expect(throws: DiagnosticList.self) {
      try await Binder(text: text, context: context).bind(statement)
    }
    let diagnostic = try #require(list?.diagnostics.first)
    #expect(diagnostic.message == "no distinct here")
    let bytes = Array(text.utf8)[diagnostic.span.lower..<diagnostic.span.upper]
    #expect(String(decoding: bytes, as: UTF8.self) == "distinct year")
  }
}
