/// A line of source as a terminal shows it, and where a span of it stands.
///
/// Tabs reach to the next multiple of four columns, controls are visible, and of a very long line
/// only the part around the span is kept.
struct MarkedLine {
  private(set) var text = ""
  /// Columns before the span, and in it; at least one.
  private(set) var before = 0
  private(set) var marked = 0

  static let maximumColumns = 100

  private struct Cell {
    var text: String
    var width: Int
    var isBefore: Bool
    var isMarked: Bool
  }

  /// `span` is in UTF-8 offsets of the line; what reaches beyond its end is left out.
  init(_ line: String, span: Range<Int>) {
    var cells = Self.cells(of: line, span: span)
    let widthBefore = cells.filter(\.isBefore).reduce(0) { $0 + $1.width }
    if cells.reduce(0, { $0 + $1.width }) > Self.maximumColumns {
      cells = Self.window(of: cells, skipping: max(0, widthBefore - Self.maximumColumns / 3))
    }
    for cell in cells {
      text += cell.text
      if cell.isBefore { before += cell.width }
      if cell.isMarked { marked += cell.width }
    }
    marked = max(1, marked)
  }

  private static func cells(of line: String, span: Range<Int>) -> [Cell] {
    var cells: [Cell] = []
    var column = 0
    var offset = 0
    for character in line {
      let end = offset + character.utf8.count
      let text =
        character == "\t"
        ? String(repeating: " ", count: 4 - column % 4) : Sanitizer.sanitize(String(character))
      let width = DisplayWidth.of(text)
      cells.append(
        Cell(
          text: text, width: width, isBefore: end <= span.lowerBound,
          isMarked: end > span.lowerBound && offset < span.upperBound))
      column += width
      offset = end
    }
    return cells
  }

  private static func window(of cells: [Cell], skipping columns: Int) -> [Cell] {
    var result: [Cell] = []
    var skipped = 0
    var width = 0
    for cell in cells {
      if skipped < columns {
        skipped += cell.width
        continue
      }
      if skipped > 0, result.isEmpty {
        result.append(Cell(text: "…", width: 1, isBefore: true, isMarked: false))
      }
      if width + cell.width > maximumColumns {
        result.append(Cell(text: "…", width: 1, isBefore: false, isMarked: false))
        break
      }
      width += cell.width
      result.append(cell)
    }
    return result
  }
}
