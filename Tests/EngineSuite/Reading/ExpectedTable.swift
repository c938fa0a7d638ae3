import Foundation
import StoaEngine
import StoaPlan

/// The columns and the rows that a program must give.
public struct ExpectedTable: Sendable {
  public var fields: [Field]
  public var rows: [[Value]]

  public init(fields: [Field], rows: [[Value]]) {
    self.fields = fields
    self.rows = rows
  }

  /// Reads a line of names and types, and a line for each row.
  init(lines: [String]) throws {
    guard let head = lines.first else { throw SuiteTextError("the line of the columns is missing") }
    fields = try Self.cells(head).map { cell in
      let (name, rest) = Self.name(cell)
      return Field(name, try ExpectedValue.type(rest))
    }
    rows = []
    for line in lines.dropFirst() {
      let cells = Self.cells(line)
      guard cells.count == fields.count else {
        throw SuiteTextError("`\(line)` has \(cells.count) values for \(fields.count) columns")
      }
      rows.append(try zip(cells, fields).map { try ExpectedValue.value($0, $1.type) })
    }
  }

  /// The parts between ` | `, but not between those in quotes.
  private static func cells(_ line: String) -> [String] {
    var cells = [""]
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        isEscaped = false
      } else if character == "\\", quote != nil {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil }
      } else if "\"'`".contains(character) {
        quote = character
      } else if character == "|" {
        cells.append("")
        continue
      }
      cells[cells.count - 1].append(character)
    }
    return cells.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// A column's name, which may stand in back quotes, and what follows it.
  private static func name(_ cell: String) -> (String, String) {
    if cell.hasPrefix("`"), let end = cell.dropFirst().firstIndex(of: "`") {
      let rest = cell[cell.index(after: end)...]
      return (
        String(cell.dropFirst().prefix { $0 != "`" }),
        rest.trimmingCharacters(in: .whitespaces)
      )
    }
    let parts = cell.split(separator: " ", maxSplits: 1).map(String.init)
    return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
  }
}
