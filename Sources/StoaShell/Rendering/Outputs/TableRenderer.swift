import Foundation
import StoaEngine
import StoaPlan
import StoaSession

/// How a table is drawn.
public struct TableOptions: Hashable, Sendable {
  public var drawing: Drawing
  /// Significant digits of a float; nil shows all.
  public var digits: Int?
  /// What stands for a null.
  public var null: String
  /// The most rows that are drawn; where there are more, the middle is left out.
  public var maximumRows: Int
  /// Whether times are told, which differ from run to run.
  public var showsTimes: Bool
  public var timeZone: TimeZone

  public init(
    drawing: Drawing, digits: Int? = 6, null: String = "null", maximumRows: Int = 40,
    showsTimes: Bool = true, timeZone: TimeZone = .current
  ) {
    self.drawing = drawing
    self.digits = digits
    self.null = null
    self.maximumRows = max(2, maximumRows)
    self.showsTimes = showsTimes
    self.timeZone = timeZone
  }
}

/// Draws tables: names and types above a rule, the rows below it, and what they are a part of.
public enum TableRenderer {
  /// Draws a whole table.
  public static func render(_ table: Table, options: TableOptions) -> String {
    render(ResultTable(table: table, totalRows: Int64(table.rowCount)), options: options)
  }

  /// Draws the first rows of a frame and, where all are there, the last.
  public static func render(_ result: ResultTable, options: TableOptions) -> String {
    let rows = shownRows(result, options.maximumRows)
    let grid = grid(result.table, rows: rows, options: options)
    let (lines, hidden) = grid.lines(options.drawing)
    let footer = footer(
      result, shown: rows.head.count + rows.tail.count, hidden: hidden, options: options)
    return (lines + footer).joined(separator: "\n")
  }

  /// The rows above and below the gap, if there is one.
  struct ShownRows {
    var head: Range<Int>
    var tail: Range<Int>
    var hasGap: Bool
  }

  static func shownRows(_ result: ResultTable, _ most: Int) -> ShownRows {
    let count = result.table.rowCount
    guard result.isComplete else {
      return ShownRows(head: 0..<min(count, most), tail: count..<count, hasGap: true)
    }
    guard count > most else {
      return ShownRows(head: 0..<count, tail: count..<count, hasGap: false)
    }
    return ShownRows(head: 0..<(most - most / 2), tail: (count - most / 2)..<count, hasGap: true)
  }

  /// The table as text in columns, without the rows that are not shown.
  static func grid(
    _ table: Table, rows: ShownRows, options: TableOptions,
    text: ((Column, Value) -> String?)? = nil
  ) -> Grid {
    let formatter = ValueFormatter(digits: options.digits, null: options.null)
    let drawing = options.drawing
    let shown = Array(rows.head) + Array(rows.tail)
    let columns = table.columns.map { column in
      Grid.Column(
        header: [
          drawing.cell(column.name, .strong),
          drawing.cell(column.type.description, .faint),
        ],
        cells: shown.map { row in
          let value = column[row]
          if let special = text?(column, value) { return drawing.cell(special) }
          return drawing.cell(
            formatter.unmistakableText(value), value.isNull ? .faint : .plain)
        },
        alignment: alignment(of: column.type))
    }
    return Grid(columns: columns, gap: rows.hasGap ? rows.head.count : nil)
  }

  private static func alignment(of type: DataType) -> Grid.Alignment {
    switch type {
    case .float: .point
    case .int, .decimal, .duration: .right
    case .bool, .string, .date, .timestamp, .other, .null: .left
    }
  }

  /// How much of what this is, how long it took, and what there was no room for.
  static func footer(
    _ result: ResultTable, shown: Int, hidden: Range<Int>, options: TableOptions
  ) -> [String] {
    let drawing = options.drawing
    let columns = result.table.columns
    let total = result.totalRows ?? Int64(result.table.rowCount)
    var text =
      if result.totalRows == nil {
        "\(Quantities.count(Int64(shown))) of more than \(Quantities.count(total, "row"))"
      } else if Int64(shown) < total {
        "\(Quantities.count(Int64(shown))) of \(Quantities.count(total, "row"))"
      } else {
        Quantities.count(total, "row")
      }
    text += " \(drawing.glyphs.times) \(Quantities.count(Int64(columns.count), "column"))"
    if options.showsTimes {
      if let duration = result.duration { text += ", \(Quantities.time(duration))" }
      if let since = result.cachedSince {
        text += ", cached since \(Self.text(since, options.timeZone))"
      }
    }
    var lines = Paragraph.lines(text, width: drawing.width)
    if !hidden.isEmpty {
      let names = columns[hidden].prefix(100).map(\.name).joined(separator: ", ")
      lines.append(
        CellText("\(hidden.count) hidden: \(names)", limit: drawing.limit, glyphs: drawing.glyphs)
          .text)
    }
    return lines.map { drawing.style(.faint, $0) }
  }

  private static func text(_ date: Date, _ zone: TimeZone) -> String {
    let seconds = date.timeIntervalSince1970.rounded(.down)
    let local = Int64(seconds) + Int64(zone.secondsFromGMT(for: date))
    return ValueFormatter.timestamp(local * 1_000_000, separator: " ")
  }
}

extension ValueFormatter {
  /// The text of a value beside others: a string that would look like a null, like nothing or
  /// like less than it is stands in quotes.
  func unmistakableText(_ value: Value) -> String {
    let text = text(value)
    guard case .string = value else { return text }
    // Scalars, not characters: one character may have a million of them.
    let isBlankAtEnd = text.unicodeScalars.first == " " || text.unicodeScalars.last == " "
    return text.isEmpty || text == null || isBlankAtEnd ? "\"\(text)\"" : text
  }
}
