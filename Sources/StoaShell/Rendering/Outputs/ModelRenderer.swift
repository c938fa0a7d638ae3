import StoaEngine
import StoaPlan
import StoaSession

/// Draws what a model says of itself.
enum ModelRenderer {
  /// The most rows of a table of a model that are drawn.
  private static let maximumRows = 60

  static func render(_ summary: ModelSummary, options: TableOptions) -> String {
    let drawing = options.drawing
    var parts = [drawing.style(.strong, drawing.cell(summary.title).text)]
    for table in summary.tables {
      let result = ResultTable(table: table, totalRows: Int64(table.rowCount))
      let rows = TableRenderer.shownRows(
        result, min(options.maximumRows, Self.maximumRows))
      let grid = TableRenderer.grid(table, rows: rows, options: options) { column, value in
        column.name == "p" ? Self.probability(value) : nil
      }
      var lines = grid.lines(drawing).lines
      if rows.hasGap {
        lines.append(drawing.style(.faint, Quantities.count(Int64(table.rowCount), "row")))
      }
      parts.append(lines.joined(separator: "\n"))
    }
    if !summary.figures.isEmpty { parts.append(figures(summary.figures, options: options)) }
    let notes = summary.notes.map { NoticeRenderer.render($0, drawing: drawing) }
    if !notes.isEmpty { parts.append(notes.joined(separator: "\n")) }
    return parts.joined(separator: "\n\n")
  }

  /// A probability under the null hypothesis: three digits, and no smaller than the rounding
  /// error of a float, below which its value means nothing.
  static func probability(_ value: Value) -> String? {
    guard case .float(let p) = value, p.isFinite else { return nil }
    return p < 2.2e-16 ? "<2e-16" : ValueFormatter(digits: 3).text(p)
  }

  /// One figure a line, the values in a column.
  private static func figures(_ figures: [ModelSummary.Figure], options: TableOptions) -> String {
    let formatter = ValueFormatter(digits: options.digits)
    let drawing = options.drawing
    let names = figures.map { drawing.cell($0.name, .faint) }
    let room = names.map(\.width).max() ?? 0
    return zip(names, figures).map { name, figure in
      let value = CellText(
        (figure.name.hasSuffix("_p") ? probability(figure.value) : nil)
          ?? formatter.unmistakableText(figure.value), limit: max(8, drawing.limit - room - 3),
        glyphs: drawing.glyphs)
      let blanks = String(repeating: " ", count: room - name.width + 2)
      return " \(drawing.style(name.role, name.text))\(blanks)\(value.text)"
    }.joined(separator: "\n")
  }
}
