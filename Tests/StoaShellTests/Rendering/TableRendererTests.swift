import Foundation
import StoaEngine
import StoaLanguage
import StoaPlan
import StoaSession
import Testing

@testable import StoaShell

@Suite struct TableRendererTests {
  @Test func numbersToTheRightTextToTheLeft() {
    #expect(
      TableRenderer.render(Tables.cars, options: Tables.options()) == """
         year │    price │ model   │ posted
          int │    float │ string  │ date
        ──────┼──────────┼─────────┼────────────
         2012 │  1500.0  │ corolla │ 2012-04-03
         1999 │ 12345.7  │ null    │ 1970-01-01
         null │     0.25 │ f-150   │ null
            5 │     null │ "null"  │ 2012-04-03
        4 rows × 4 columns
        """)
  }

  @Test func asciiWhereTheLocaleHasNoLines() {
    #expect(
      TableRenderer.render(Tables.cars.prefix(1), options: Tables.options(glyphs: .ascii)) == """
         year |  price | model   | posted
          int |  float | string  | date
        ------+--------+---------+------------
         2012 | 1500.0 | corolla | 2012-04-03
        1 row x 4 columns
        """)
  }

  @Test func coloursEndWhereTheyBegin() {
    let text = TableRenderer.render(
      Tables.cars, options: Tables.options(style: Style(isEnabled: true)))
    #expect(text.contains("\u{1B}[1myear\u{1B}[0m"))
    #expect(text.contains("\u{1B}[2mnull\u{1B}[0m"))
    // A string that reads `null` is no null.
    #expect(text.contains("\"null\""))
    for line in text.split(separator: "\n") where line.contains("\u{1B}") {
      #expect(line.count { $0 == "\u{1B}" }.isMultiple(of: 2))
    }
    let bare = text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    let plain = Tables.lines(Tables.cars)
    #expect(
      bare.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        == plain.map { $0.trimmingCharacters(in: .whitespaces) })
  }

  @Test func middleRowsAreLeftOut() {
    #expect(
      Tables.lines(Tables.counting(1_000), Tables.options(maximumRows: 5)) == [
        "   n", " int", "─────", "   0", "   1", "   2", "   …", " 998", " 999",
        "5 of 1,000 rows × 1 column",
      ])
  }

  @Test func onlyTheHeadOfAFrameThatIsLonger() {
    let result = ResultTable(table: Tables.counting(4), totalRows: 2_000)
    #expect(
      TableRenderer.render(result, options: Tables.options()).split(separator: "\n").suffix(3) == [
        "   3", "   …", "4 of 2,000 rows × 1 column",
      ])
    let unknown = ResultTable(table: Tables.counting(50), totalRows: nil)
    #expect(
      TableRenderer.render(unknown, options: Tables.options(maximumRows: 40))
        .hasSuffix("\n  39\n   …\n40 of more than 50 rows × 1 column"))
  }

  @Test func footerTellsTimesOnlyWhereTheyAreWanted() {
    let measured = ResultTable(
      table: Tables.counting(1), totalRows: 1, duration: .milliseconds(12))
    let cached = ResultTable(
      table: Tables.counting(1), totalRows: 1,
      cachedSince: Date(timeIntervalSince1970: 1_333_476_006))
    let options = Tables.options()
    #expect(
      TableRenderer.render(measured, options: options).hasSuffix("1 row × 1 column, 12.0 ms"))
    #expect(
      TableRenderer.render(cached, options: options)
        .hasSuffix("1 row × 1 column, cached since 2012-04-03 18:00:06"))
    for result in [measured, cached] {
      #expect(
        TableRenderer.render(result, options: Tables.options(showsTimes: false))
          .hasSuffix("\n1 row × 1 column"))
    }
  }

  @Test func middleColumnsAreLeftOut() {
    #expect(
      Tables.lines(Tables.wide(12), Tables.options(width: 40)) == [
        "  c1 │  c2 │  c3 │  c4 │ … │ c11 │ c12",
        " int │ int │ int │ int │ … │ int │ int",
        "─────┼─────┼─────┼─────┼───┼─────┼─────",
        "   1 │   2 │   3 │   4 │ … │  11 │  12",
        "1 row × 12 columns",
        "6 hidden: c5, c6, c7, c8, c9, c10",
      ])
  }

  @Test func textGivesWayBeforeColumnsDo() {
    let table = Table(
      schema: Schema([Field("id", .int), Field("text", .string), Field("n", .int)]),
      rows: [[.int(123_456), .string(String(repeating: "long ", count: 20)), .int(7)]])
    #expect(
      Tables.lines(table, Tables.options(width: 40)).dropFirst(3).first
        == " 123456 │ \"long long long long l… │   7")
  }

  @Test func numbersAreNeverCutWhereTheyFit() {
    let table = Table(
      schema: Schema([Field("a rather long name", .int), Field("another long name", .int)]),
      rows: [[.int(.max), .int(1)]])
    let lines = Tables.lines(table, Tables.options(width: 30))
    #expect(lines[0] == "  a rather long name │ anoth…")
    #expect(lines[3] == " 9223372036854775807 │      1")
  }

  @Test func emptyTables() {
    #expect(
      Tables.lines(Tables.counting(0)) == ["   n", " int", "─────", "0 rows × 1 column"])
    #expect(Tables.lines(Table(columns: [])).last == "0 rows × 0 columns")
  }

  @Test func wideAndJoinedCharactersKeepTheLines() {
    let lines = Tables.lines(
      Tables.texts("日本語", "Αθήνα", "e\u{301}te\u{301}", "👩‍👩‍👧", "🇬🇷", "plain"))
    let bars = lines.map(DisplayWidth.of)
    #expect(bars[3...8] == [7, 6, 4, 3, 3, 6])
    let two = Table(
      schema: Schema([Field("t", .string), Field("u", .string)]),
      rows: [[.string("日本語"), .string("x")], [.string("👩‍👩‍👧"), .string("x")]])
    for line in Tables.lines(two)[3...4] {
      #expect(DisplayWidth.of(String(line.prefix { $0 != "│" })) == 8)
    }
  }

  /// No line is ever wider than the terminal, and the first column is always there.
  @Test(arguments: [20, 40, 80, 200], [1, 2, 3, 7, 25, 200])
  func everythingFits(width: Int, columns: Int) {
    let names = ["n", "price", "日本語の名前", "a_very_long_name_for_a_column_of_a_table"]
    let values: [(DataType, Value)] = [
      (.int, .int(-1_234_567_890_123)), (.float, .float(.pi * 1e9)),
      (.string, .string(String(repeating: "日本 text ", count: 30))),
      (.timestamp, .timestamp(1_333_476_006_123_456)), (.bool, .bool(false)),
    ]
    let fields = (0..<columns).map { Field("\(names[$0 % 4])_\($0)", values[$0 % 5].0) }
    let table = Table(
      schema: Schema(fields),
      rows: [
        (0..<columns).map { values[$0 % 5].1 }, Array(repeating: .null, count: columns),
      ])
    let result = ResultTable(
      table: table, totalRows: 200_000, duration: .milliseconds(12))
    let lines = TableRenderer.render(result, options: Tables.options(width: width))
      .split(separator: "\n")
    for line in lines { #expect(DisplayWidth.of(String(line)) <= width, "\(line)") }
    #expect(lines[0].contains("n_0"))
    if columns > 1, width >= 80 {
      #expect(lines[0].contains("_\(columns - 1)") || lines[0].hasSuffix("…"))
    }
  }

  @Test func asWideAsTheContentWhereNoWidthIsGiven() {
    let lines = Tables.lines(Tables.wide(60), Tables.options(width: nil))
    #expect(lines[0].hasSuffix("c59 │ c60"))
  }
}
