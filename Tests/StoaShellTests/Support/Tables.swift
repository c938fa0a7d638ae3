import StoaEngine
import StoaPlan
import StoaSession

@testable import StoaShell

/// Tables and drawings for the tests.
enum Tables {
  /// Four cars, with a null in every column that can have one.
  static let cars = Table(
    schema: Schema([
      Field("year", .int), Field("price", .float), Field("model", .string),
      Field("posted", .date),
    ]),
    rows: [
      [.int(2012), .float(1500), .string("corolla"), .date(15_433)],
      [.int(1999), .float(12_345.678), .null, .date(0)],
      [.null, .float(0.25), .string("f-150"), .null],
      [.int(5), .null, .string("null"), .date(15_433)],
    ])

  /// Rows that count from 0.
  static func counting(_ rows: Int) -> Table {
    Table(
      schema: Schema([Field("n", .int)]), rows: (0..<rows).map { [.int(Int64($0))] })
  }

  /// Columns `c1`, `c2`, … of one row that holds their numbers.
  static func wide(_ columns: Int) -> Table {
    Table(
      schema: Schema((1...columns).map { Field("c\($0)", .int) }),
      rows: [(1...columns).map { .int(Int64($0)) }])
  }

  /// A column of text.
  static func texts(_ texts: String...) -> Table {
    Table(schema: Schema([Field("text", .string)]), rows: texts.map { [.string($0)] })
  }

  static func options(
    width: Int? = 80, digits: Int? = 6, maximumRows: Int = 40, glyphs: Glyphs = .unicode,
    style: Style = .none, showsTimes: Bool = true
  ) -> TableOptions {
    TableOptions(
      drawing: Drawing(width: width, glyphs: glyphs, style: style), digits: digits,
      maximumRows: maximumRows, showsTimes: showsTimes, timeZone: .gmt)
  }

  static func lines(_ table: Table, _ options: TableOptions = options()) -> [String] {
    TableRenderer.render(table, options: options).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
  }
}
