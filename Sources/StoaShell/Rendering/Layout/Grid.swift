/// Text in columns, before it is known how much room there is.
struct Grid: Sendable {
  enum Alignment: Hashable, Sendable {
    case left
    case right
    /// Numbers with their decimal points one below the other
    case point
  }

  struct Column: Sendable {
    /// The lines above the rule.
    var header: [CellText]
    var cells: [CellText]
    var alignment: Alignment
    /// Whether cells may be cut to make room; a number never is, because it would be another.
    var isElastic: Bool { alignment == .left }

    init(header: [CellText], cells: [CellText], alignment: Alignment) {
      self.header = header
      self.cells = alignment == .point ? Self.alignedAtPoint(cells) : cells
      self.alignment = alignment
    }

    /// The room that the column takes when nothing is cut.
    var width: Int {
      max(header.map(\.width).max() ?? 0, cells.map(\.width).max() ?? 0, 1)
    }

    /// The least room that it can be given.
    var leastWidth: Int {
      isElastic ? min(width, 8) : max(cells.map(\.width).max() ?? 0, min(width, 4), 1)
    }

    /// Fills the cells with blanks behind, so that their points come to stand in one place.
    private static func alignedAtPoint(_ cells: [CellText]) -> [CellText] {
      func decimals(_ cell: CellText) -> Int {
        guard cell.role == .plain else { return 0 }
        guard let point = cell.text.firstIndex(of: ".") else { return 0 }
        return cell.text.distance(from: point, to: cell.text.endIndex)
      }
      let most = cells.map(decimals).max() ?? 0
      return cells.map { cell in
        guard cell.role == .plain, cell.text.contains(".") else { return cell }
        var filled = cell
        let blanks = most - decimals(cell)
        filled.text += String(repeating: " ", count: blanks)
        filled.width += blanks
        return filled
      }
    }
  }

  var columns: [Column]
  /// Before which row something was left out.
  var gap: Int?
}
