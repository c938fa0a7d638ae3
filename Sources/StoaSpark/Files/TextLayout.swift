import StoaPlan

/// How the rows of a CSV file are written, as far as its first lines tell.
struct TextLayout: Hashable, Sendable {
  var delimiter: Character
  var hasHeader: Bool
  /// Whether values have line breaks in them, so that the file cannot be read in parts.
  var hasLineBreaks: Bool
  var names: [String]

  static let quote: Character = "\""
  private static let delimiters: [Character] = [",", ";", "\t", "|"]

  /// Looks at the first lines of a file; what the program states is not looked for.
  init?(_ lines: [String], source: FileSource) {
    guard !lines.isEmpty else { return nil }
    let stated = source.delimiter.flatMap(\.first)
    let candidates = (stated.map { [$0] } ?? Self.delimiters).map { mark in
      (mark, Self.rows(lines, mark))
    }
    guard
      let best = candidates.max(by: { Self.regularity($0.1) < Self.regularity($1.1) }),
      let first = best.1.rows.first
    else { return nil }
    delimiter = best.0
    hasLineBreaks = best.1.hasLineBreaks
    hasHeader = source.header ?? Self.isHeader(first)
    names =
      hasHeader
      ? Self.unique(first.enumerated().map { $1.isEmpty ? "column\($0)" : $1 })
      : first.indices.map { "column\($0)" }
  }

  /// Rows of the first lines; a row that is not complete is left out.
  private static func rows(
    _ lines: [String], _ delimiter: Character
  ) -> (rows: [[String]], hasLineBreaks: Bool) {
    var rows: [[String]] = []
    var hasLineBreaks = false
    var open: (cells: [String], cell: String, lines: Int)?
    for line in lines {
      var cells = open?.cells ?? []
      var cell = open.map { $0.cell + "\n" } ?? ""
      var isQuoted = open != nil
      var count = open?.lines ?? 0
      count += 1
      var characters = line.makeIterator()
      var next = characters.next()
      while let character = next {
        next = characters.next()
        if isQuoted {
          if character != quote {
            cell.append(character)
          } else if next == quote {
            cell.append(quote)
            next = characters.next()
          } else {
            isQuoted = false
          }
        } else if character == quote, cell.isEmpty {
          isQuoted = true
        } else if character == delimiter {
          cells.append(cell)
          cell = ""
        } else {
          cell.append(character)
        }
      }
      if isQuoted {
        open = (cells, cell, count)
      } else {
        rows.append(cells + [cell])
        hasLineBreaks = hasLineBreaks || count > 1
        open = nil
      }
    }
    return (rows, hasLineBreaks)
  }

  /// How well rows agree in the number of their cells, and how many those are.
  private static func regularity(_ parsed: (rows: [[String]], hasLineBreaks: Bool)) -> Double {
    guard let width = parsed.rows.first?.count, width > 1 else { return 0 }
    let like = parsed.rows.count { $0.count == width }
    return Double(like) / Double(parsed.rows.count) + Double(min(width, 100)) / 1000
  }

  /// A first row is a header where all its cells are words, each another.
  private static func isHeader(_ row: [String]) -> Bool {
    row.allSatisfy { !$0.isEmpty && !isValue($0) } && Set(row).count == row.count
  }

  /// Whether a cell is a number, a bool or a day rather than a name.
  private static func isValue(_ cell: String) -> Bool {
    Double(cell) != nil || ["true", "false"].contains(cell.lowercased())
      || cell.wholeMatch(of: #/\d{4}-\d{1,2}-\d{1,2}.*/#) != nil
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: [String: Int] = [:]
    return names.map { name in
      let count = seen[name, default: 0]
      seen[name] = count + 1
      return count == 0 ? name : "\(name)_\(count)"
    }
  }
}
