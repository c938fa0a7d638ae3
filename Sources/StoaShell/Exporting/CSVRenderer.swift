import StoaEngine
import StoaPlan
import StoaSession

/// Writes the rows of tables as comma-separated values (RFC 4180, with line feeds alone).
///
/// Every value is exact. A null is an empty field; an empty string is `""`. What is not a table,
/// the tables of a model apart, leaves no trace.
public struct CSVRenderer: CellRenderer {
  public init() {}

  public func render(_ output: CellOutput, options: RenderingOptions) -> String {
    switch output {
    case .table(let result): Self.text(result.table)
    case .model(let summary): summary.tables.map(Self.text).joined(separator: "\n\n")
    default: ""
    }
  }

  /// The names of the columns, then the rows.
  static func text(_ table: Table) -> String {
    let formatter = ValueFormatter.exact
    var text = table.columns.map { quoted($0.name) }.joined(separator: ",")
    for row in 0..<table.rowCount {
      text += "\n"
      for (index, column) in table.columns.enumerated() {
        if index > 0 { text += "," }
        switch column[row] {
        case .null: break
        case .timestamp(let microseconds):
          text += ValueFormatter.timestamp(microseconds, separator: "T")
        case let value: text += quoted(formatter.text(value))
        }
      }
    }
    return text
  }

  private static func quoted(_ field: String) -> String {
    let needsQuotes =
      field.isEmpty
      || field.utf8.contains {
        $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
          || $0 == UInt8(ascii: "\r")
      } || field.unicodeScalars.first == " " || field.unicodeScalars.last == " "
    guard needsQuotes else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }
}
