import StoaLanguage
import Testing

@testable import StoaPlan

/// The SQL of pipelines in both dialects, read by people before it is accepted.
@Suite struct SQLSnapshotTests {
  static let pipelines = [
    "cars | where price > 1000 and year >= year_from | select price, year",
    "cars | where price > 0 | derive age = 2020 - year, old = age > 10",
    "cars | select `title status`, km = odometer * 1.609",
    "cars | drop cost, day | rename make = manufacturer",
    "cars | sort price desc, year | take 3",
    "cars | take 3 | sort price",
    "cars | sort price | select year | take 5",
    "cars | sort price / year | where sold | skip 2 | take 2",
    "cars | sort year | sort price desc",
    "cars | top 3 by price desc",
    "cars | summarize count(), mean(price), total = sum(cost where sold) by manufacturer",
    "cars | sort day | summarize opened = first(price), closed = last(price) by year",
    "cars | summarize n = count() by bin(year, 10)",
    "checkins | summarize n = count() by bin(at, 7d)",
    "cars | derive r = rank(), before = lag(price) by manufacturer sort price desc",
    "cars | derive avg7 = mean(price rows -6..0) by manufacturer sort day",
    "cars | distinct",
    "cars | sort price | distinct manufacturer",
    "cars | join weather on day",
    "cars | join weather on day kind full",
    "cars | join (weather | where rain > 0) on id kind anti",
    "checkins | asof join checkins on user by at",
    "cars | select price | union (cars | select price = year)",
    "cars | select price | except (cars | select price)",
    "cars | sample 10 seed 1",
    "cars | sample 5%",
    "cars | select id, price | sample 5% seed 7",
    "cars | pivot manufacturer values mean(price) by year",
    "cars | unpivot price, odometer into what, value",
    "cars | drop missing price | fill odometer = 0",
    "cars | select price, manufacturer | describe",
    "cars | count",
    "cars | predict lm | select price, prediction",
    "cars | predict lm | evaluate price",
    "cars | predict kinds",
    "cars | predict kinds top 1 as make",
    "cars | predict kinds | evaluate manufacturer accuracy, f1, log_loss",
    "row year = 2012, odometer = 60000",
    "table (k string, v int) [(\"a\", 1), (\"b\", null)]",
    "range 1..10 step 3",
    "sql \"select a from cars\" | where a > 1",
    "checkins | derive stay2 = stay * 2, left = at + stay, gone = @2024-01-31 - day",
    "cars | where manufacturer in [\"bmw\", \"ford\"] and not (price between 1 and 2)",
    "cars | where `title status` like \"cl%\" or manufacturer is null",
    "cars | derive kind = case(price > 10000, \"dear\", price > 5000, \"fair\", \"cheap\")",
    "checkins | derive t = format_time(at, \"%d.%m.%Y at %H\")",
  ]

  @Test func theSQLOfBothDialectsIsAsRead() async throws {
    var text = ""
    for pipeline in Self.pipelines {
      let plan = try await plan(pipeline)
      text += "-- \(pipeline)\n"
      for dialect in [Dialect.duckdb, .spark] {
        do {
          let query = try query(plan, dialect)
          text += "\(dialect.name):\n\(query.text.indented)\n"
          if dialect == .duckdb, !query.parameters.isEmpty {
            text += "  -- \(query.parameters.map { "\($0.value)" }.joined(separator: ", "))\n"
          }
        } catch let error as PlanError {
          text += "\(dialect.name): \(error.message)\n"
        }
      }
      text += "\n"
    }
    try Snapshot("sql.txt").check(text)
  }

  /// A text that tries to leave its quotes stays a parameter, and a name stays a name.
  @Test func noValueIsPastedIntoTheText() async throws {
    let text = "cars | where manufacturer == \"x' or 1=1 --\" | select `a\"b` = price"
    for dialect in [Dialect.duckdb, .spark] {
      let query = try query(try await plan(text), dialect)
      #expect(!query.text.contains("or 1=1"))
      #expect(query.parameters.map(\.value) == [.string("x' or 1=1 --")])
    }
    #expect(try query(try await plan(text), .duckdb).text.contains("\"a\"\"b\""))
  }

  @Test func everyFunctionHasAFormInBothDialects() throws {
    for dialect in [Dialect.duckdb, .spark] {
      for entry in FunctionCatalogue.all where !["if", "case", "add"].contains(entry.name) {
        let table =
          entry.isAggregate
          ? dialect.aggregates : entry.isWindow ? dialect.windows : dialect.functions
        let hasForm = table.keys.contains {
          $0 == entry.name || $0.hasPrefix("\(entry.name)/") || $0.hasPrefix("\(entry.name):")
        }
        #expect(hasForm, "\(dialect.name) has no form of \(entry.name)")
      }
    }
  }
}
