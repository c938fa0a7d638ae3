import StoaEngine
import StoaPlan
import StoaSession

/// Draws a table a row at a time, a line for each column: for rows too wide for the terminal.
enum RecordRenderer {
  static func render(_ result: ResultTable, options: TableOptions) -> String {
    let drawing = options.drawing
    let formatter = ValueFormatter(digits: options.digits, null: options.null)
    let columns = result.table.columns
    let names = columns.map { drawing.cell($0.name, .strong) }
    let room = names.map(\.width).max() ?? 0
    let rows = TableRenderer.shownRows(result, options.maximumRows)
    var lines: [String] = []
    for row in Array(rows.head) + Array(rows.tail) {
      if rows.hasGap, row == rows.tail.first { lines.append(drawing.glyphs.ellipsis) }
      let rule = String(repeating: drawing.glyphs.horizontal, count: 3)
      lines.append(drawing.style(.faint, "\(rule) row \(row + 1) \(rule)"))
      for (name, column) in zip(names, columns) {
        let value = column[row]
        let cell = CellText(
          formatter.unmistakableText(value), role: value.isNull ? .faint : .plain,
          limit: max(8, drawing.limit - room - 4), glyphs: drawing.glyphs)
        let blanks = String(repeating: " ", count: room - name.width)
        lines.append(
          "\(blanks)\(drawing.style(name.role, name.text)) \(drawing.glyphs.vertical) "
            + drawing.style(cell.role, cell.text))
      }
    }
    let shown = rows.head.count + rows.tail.count
    return
      (lines + TableRenderer.footer(result, shown: shown, hidden: 0..<0, options: options))
      .joined(separator: "\n")
  }
}
