extension Grid {
  /// The lines of the grid, none wider than the drawing, and which columns they leave out.
  func lines(_ drawing: Drawing) -> (lines: [String], hidden: Range<Int>) {
    let mark = drawing.cell(drawing.glyphs.ellipsis, .faint)
    let layout = layout(width: drawing.width, ellipsis: mark.width)
    var placed = layout.left
    if !layout.hidden.isEmpty {
      let rows = columns.first?.cells.count ?? 0
      let column = Column(
        header: columns.first?.header.map { _ in mark } ?? [],
        cells: Array(repeating: mark, count: rows), alignment: .left)
      placed.append(Placed(column: column, width: mark.width))
    }
    placed += layout.right

    let headerCount = columns.map(\.header.count).max() ?? 0
    var lines = (0..<headerCount).map { row in
      line(placed, drawing) { $0.header[row] }
    }
    if headerCount > 0 {
      let rule = placed.map { String(repeating: drawing.glyphs.horizontal, count: $0.width + 2) }
      lines.append(drawing.style(.faint, rule.joined(separator: drawing.glyphs.crossing)))
    }
    for row in 0..<(columns.first?.cells.count ?? 0) {
      if row == gap { lines.append(line(placed, drawing) { _ in mark }) }
      lines.append(line(placed, drawing) { $0.cells[row] })
    }
    if let gap, gap == columns.first?.cells.count {
      lines.append(line(placed, drawing) { _ in mark })
    }
    return (lines, layout.hidden)
  }

  private func line(
    _ placed: [Placed], _ drawing: Drawing, _ cell: (Column) -> CellText
  ) -> String {
    var line = " "
    for (index, place) in placed.enumerated() {
      if index > 0 { line += " \(drawing.style(.faint, drawing.glyphs.vertical)) " }
      let text = cell(place.column).clipped(to: place.width, glyphs: drawing.glyphs)
      let blanks = String(repeating: " ", count: place.width - text.width)
      let drawn = drawing.style(text.role, text.text)
      switch place.column.alignment {
      case .left: line += index == placed.count - 1 ? drawn : drawn + blanks
      case .right, .point: line += blanks + drawn
      }
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}
