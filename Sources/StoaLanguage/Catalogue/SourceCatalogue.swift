/// The words that begin a source.
public enum SourceName: String, Hashable, Sendable, CaseIterable {
  case load, row, table, range, sql
}

/// A source of the language: what a pipeline that begins with it reads.
public struct SourceEntry: Hashable, Sendable {
  /// The word that begins it, or a sign.
  public var name: String
  public var synopsis: String
  /// What it gives, in a sentence without a full stop.
  public var help: String
  /// Programs that run on the frames of `ExampleFrames`.
  public var examples: [String]
}

/// The table of sources.
public enum SourceCatalogue {
  public static let all: [SourceEntry] = [
    SourceEntry(
      name: "load",
      synopsis:
        "load \"PATH\" [as csv|parquet|json|orc] [with OPTION = VALUE, …] [schema (NAME TYPE, …)]",
      help: "a frame over a file, a glob or a folder; the kind comes from the file's name unless "
        + "`as` says it",
      examples: [
        "load \"cars.csv\" with header = true, nulls = [\"\", \"NA\"] schema (year int)"
      ]),
    SourceEntry(
      name: "load model", synopsis: "load model \"PATH\"", help: "a saved model",
      examples: ["old = load model \"lm.model\""]),
    SourceEntry(
      name: "row", synopsis: "row NAME = EXPR, …", help: "a frame of one row",
      examples: ["row year = 2012, odometer = 60000"]),
    SourceEntry(
      name: "table", synopsis: "table (NAME TYPE, …) [(VALUE, …), …]", help: "a frame written out",
      examples: ["table (k string, v int) [(\"a\", 1), (\"b\", null)]"]),
    SourceEntry(
      name: "range", synopsis: "range FIRST..LAST [step N]",
      help: "one int column, `n`, with both ends", examples: ["range 1..10 step 3"]),
    SourceEntry(
      name: "sql", synopsis: "sql \"QUERY\"",
      help: "the current engine's own SQL; frames are visible in it by their names",
      examples: ["sql \"select make, count(*) as n from cars group by make\""]),
    SourceEntry(
      name: "_", synopsis: "_ | _N", help: "the last result, or the result of cell N",
      examples: []),
    SourceEntry(
      name: "( )", synopsis: "(PIPELINE)",
      help: "a pipeline as a source, or as the frame of a join",
      examples: ["(cars | where year > 2010) | count"]),
  ]

  /// Words that cannot be the names of frames, for a pipeline may begin with them.
  static let reservedNames = Set(SourceName.allCases.map(\.rawValue) + ["param"])
}

/// The frames that the examples of every table use.
public enum ExampleFrames {
  /// A program that defines them; it writes `cars.csv` and `lm.model` into the current folder.
  public static let program = """
    cars = table (
        id int, make string, year int, odometer int, fuel string, automatic bool, price float
      ) [
        (1, "ford", 2012, 120000, "gas", true, 7500.0),
        (2, "ford", 2016, 60000, "gas", true, 14200.0),
        (3, "fiat", 2014, 90000, "diesel", false, 6900.0),
        (4, "fiat", 2018, 30000, "gas", false, 11800.0),
        (5, "toyota", 2011, 150000, "gas", true, 5200.0),
        (6, "toyota", 2017, 55000, "hybrid", true, 16900.0),
        (7, "toyota", 2015, 80000, "hybrid", false, 12700.0),
        (8, "opel", 2010, 170000, "diesel", false, 3100.0),
        (9, "opel", 2013, 110000, "gas", true, 4800.0),
        (10, "ford", 2019, 25000, "gas", false, 18900.0),
        (11, "opel", 2016, 70000, "diesel", true, null),
        (12, "toyota", 2008, 210000, null, true, 2900.0)
      ]
    makers = table (make string, country string) [
        ("ford", "US"), ("toyota", "JP"), ("fiat", "IT"), ("skoda", "CZ")
      ]
    sales = table (shop string, day date, amount float) [
        ("north", @2024-01-01, 10.0), ("north", @2024-01-02, 14.0), ("north", @2024-01-08, 9.0),
        ("south", @2024-01-01, 20.0), ("south", @2024-01-09, 25.0)
      ]
    prices = table (shop string, day date, price float) [
        ("north", @2023-12-30, 1.5), ("north", @2024-01-05, 1.7), ("south", @2024-01-01, 2.0)
      ]
    venues = table (name string, lat float, lon float, kind string) [
        ("Athinaikon", 37.984, 23.729, "café"), ("Kuzina", 37.976, 23.722, "bar"),
        ("Melina", 37.973, 23.728, "café"), ("Galaxy", 37.977, 23.735, "bar")
      ]
    here = row lat = 37.975, lon = 23.735
    lm = cars | fit linear price ~ year + odometer
    kinds = venues | fit tree kind ~ lat + lon
    cars | save "cars.csv" overwrite
    lm | save "lm.model" overwrite

    """
}
