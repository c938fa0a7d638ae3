import Testing

@testable import StoaLanguage

/// What the language says of programs that it cannot read; `Snapshots/errors.txt` is meant to be
/// read from top to bottom.
@Suite struct ErrorSnapshotTests {
  @Test func everyMessageReadsWell() throws {
    var text = ""
    for (heading, programs) in Self.cases {
      text += "## \(heading)\n\n"
      for program in programs {
        let result = Parser.parse(program)
        #expect(!result.diagnostics.isEmpty, "\(program)")
        text += DiagnosticRenderer(text: program).render(result.diagnostics) + "\n"
      }
    }
    try expectSnapshot(text, "Snapshots/errors.txt")
  }

  @Test func messagesHaveOneVoice() {
    for program in Self.cases.flatMap(\.programs) {
      for diagnostic in Parser.parse(program).diagnostics {
        for sentence in [diagnostic.message, diagnostic.hint ?? ""] {
          #expect(!sentence.hasSuffix("."), "\(sentence)")
          let first = sentence.split(separator: "'").first.map(String.init) ?? ""
          let isOrigin = ForeignVerbs.all.contains { $0.origin == first }
          #expect(isOrigin || sentence.first?.isUppercase != true, "\(sentence)")
        }
        #expect(diagnostic.severity == .error)
        let size = program.utf8.count
        #expect(diagnostic.span.lower <= diagnostic.span.upper && diagnostic.span.upper <= size)
      }
    }
  }

  /// What a hint says to write is itself right.
  @Test(arguments: [
    ("cars.price", "cars | select price"),
    ("cars$price", "cars | select price"),
    ("\"cars.csv\"", "load \"cars.csv\""),
    ("load cars.csv", "load \"cars.csv\""),
    ("1 + 2", "row x = 1 + 2"),
    ("cars | select -price", "drop price"),
    ("cars | summarize n == count()", "n = count()"),
    ("cars | fit linear y ~ a * b", "a + b + a:b"),
    ("cars | where span > 2w", "14d"),
    ("cars | take(3)", "take 3"),
  ])
  func hintsAreRight(program: String, correction: String) throws {
    let hint = try #require(Parser.parse(program).diagnostics.first?.hint)
    #expect(hint.contains("`\(correction)`"))
    let forms = [
      correction, "cars | \(correction)", "cars | summarize \(correction)",
      "cars | fit linear y ~ \(correction)", "cars | where span > \(correction)",
    ]
    #expect(forms.contains { Parser.parse($0).diagnostics.isEmpty })
  }

  private static let cases: [(heading: String, programs: [String])] = [
    (
      "Verbs",
      [
        "cars | wher price > 3",
        "cars | filter price > 3",
        "cars | mutate age = 2024 - year",
        "cars | group_by make | summarise mean(price)",
        "cars | group by make",
        "cars | project make, price",
        "cars | limit 10",
        "cars | order by price",
        "cars | frobnicate 3",
        "cars | WHERE price > 3",
        "cars | take(3) | count()",
        "cars | where(price > 3)",
        "cars | asof makers on make",
        "cars |",
        "cars | | count",
        "cars | 3",
        "cars | :view",
        "cars | explain sql",
        "generate cars",
        "where price > 3",
      ]
    ),
    (
      "Joining stages",
      [
        "cars where price > 3",
        "cars | where price > 3 take 5",
        "cars filter price > 3",
        "cars |> take 3",
        "cars %>% filter(price > 3)",
        "cars || take 3",
        "cars.head(5)",
        "cars.price",
        "cars[price > 3]",
        "cars$price",
        "cars | take 3; cars | count",
        "cars | take 3 | sort price | BY make",
        "cars | take 3 and skip 2",
        "cars | count)",
      ]
    ),
    (
      "Sources",
      [
        "SELECT * FROM cars WHERE price > 3",
        "from cars",
        "read_csv(\"cars.csv\")",
        "print(cars)",
        "import pandas",
        "\"cars.csv\" | count",
        "x = 3",
        "1 + 2",
        "mean(price)",
        "load",
        "load cars.csv",
        "load data/cars.csv | count",
        "laod \"cars.csv\"",
        "LOAD \"cars.csv\"",
        "load \"cars.csv\" with header: true",
        "load \"cars.csv\" schema (year: int)",
        "table (a int, b string) [(1)]",
        "table a int",
        "range 1 to 10",
        "range (1, 10)",
        "row 3",
        "row year == 3",
      ]
    ),
    (
      "Names",
      [
        "table = cars",
        "x == cars | count",
        "x <- cars | count",
        "let x = cars",
        "_ = cars",
        "param n = 3 + 4",
        "param n",
        "cars | select \"make\"",
        "cars | select title status",
        "cars | select *",
        "cars | select -price",
        "cars | select price as p",
        "cars | select price * 2",
        "cars | derive age == 2024 - year",
        "cars | derive 2024 - year",
        "cars | summarize n == count()",
        "cars | rename odometer",
        "cars | derive größe = 3",
        "cars | select and",
        "cars | where cars.price > 3",
        "cars | where price.abs() > 3",
        "cars | where $history > 3",
      ]
    ),
    (
      "Expressions",
      [
        "cars | where price = 3",
        "cars | where price > 3 && year < 2000 || !automatic",
        "cars | where make <> \"ford\"",
        "cars | where price > 3 AND year < 2000",
        "cars | where 1 < price < 3",
        "cars | where price ^ 2 > 3",
        "cars | where make in (\"ford\", \"fiat\")",
        "cars | where make in \"ford\"",
        "cars | where price is missing",
        "cars | where price between 1, 3",
        "cars | where price >",
        "cars | where",
        "cars | where (price > 3",
        "cars | where price > .5",
        "cars | where f(price, )",
        "cars | where f(price year)",
        "cars | summarize count(*)",
        "cars | summarize count(distinct make)",
        "cars | derive m = mean(price rows all)",
        "cars | derive k = case when price > 3 then 1 end",
        "cars | where price ≥ 3",
        "cars | where price > 3 or OR == 1 AND NOT (x in [1])",
      ]
    ),
    (
      "Literals",
      [
        "cars | where make == \"ford",
        "cars | where make == “ford”",
        "cars | where make == \"fo\\rd\"",
        "cars | where id == 9999999999999999999",
        "cars | where id == 9223372036854775808",
        "cars | where day > @2024-02-30",
        "cars | where day > @2024-1-5",
        "cars | where day > @2024-01-05T10:00:00Z",
        "cars | where span > 2w",
        "cars | where span > 1.5h",
        "cars | where n > 10k",
        "cars | where `price > 3",
        "cars | where n > \u{1b}[31m3",
      ]
    ),
    (
      "Arguments",
      [
        "cars | sort by price",
        "cars | sort price descending, year ascending",
        "cars | top 3 price",
        "cars | summarize mean(price) group by make",
        "cars | join makers using make",
        "cars | join makers on cars.make == makers.make",
        "cars | join makers on make = brand",
        "cars | join load \"makers.csv\" on make",
        "cars | join (makers | where country == \"IT\" on make",
        "cars | sample 10 seed = 3",
        "cars | split 70% seed 3",
        "cars | pivot fuel by make",
        "cars | unpivot a, b to name, value",
        "cars | expect column price near 3",
        "cars | save cars.csv",
      ]
    ),
    (
      "Models",
      [
        "cars | fit price ~ year",
        "cars | fit linear price = year",
        "cars | fit linear price ~ year, odometer",
        "cars | fit linear price ~ year * odometer",
        "cars | fit linear price ~ year / odometer",
        "cars | fit linear price ~ year - 1",
        "cars | fit linear price ~",
        "cars | fit",
        "cars | predict",
        "cars | evaluate",
      ]
    ),
    (
      "Several at once",
      [
        """
        cars = load "cars.csv" | filter price > 3 | take 5
        cheap = cars | where price = 3 | sort price asc
        cheap | join makers on make == | count
        """,
        """
        x = cars | where f(a
        y = cars | cout
        :help
        """,
        ": cells",
      ]
    ),
  ]
}
