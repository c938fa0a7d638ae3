import StoaEngine
import StoaPlan
import StoaSession

/// Writes the rows of tables, a line each, with a sign between the values.
///
/// Every value is exact. With commas (RFC 4180, with line feeds alone) a null is an empty field and
/// an empty string `""`. With tabs a null is `\N`, and tabs, line breaks and backslashes in values
/// have a backslash before them (as in PostgreSQL's `COPY`). What is not a table, the tables of a
/// model apart, leaves no trace.
public struct DelimitedRenderer: CellRenderer {
  public enum Dialect: Sendable {
    case commas, tabs
  }

  private let dialect: Dialect

  public init(_ dialect: Dialect) { self.dialect = dialect }

  public func render(_ output: CellOutput, options: RenderingOptions) -> String {
    switch output {
    case .table(let result): text(result.table)
    case .model(let summary): summary.tables.map(text).joined(separator: "\n\n")
    default: ""
    }
  }

  /// The names of the columns, then the rows.
  private func text(_ table: Table) -> String {
    let formatter = ValueFormatter.exact
    let sign = dialect == .commas ? "," : "\t"
    var text = table.columns.map { field($0.name) }.joined(separator: sign)
    for row in 0..<table.rowCount {
      text += "\n"
      for (index, column) in table.columns.enumerated() {
        if index > 0 { text += sign }
        switch column[row] {
        case .null: text += dialect == .commas ? "" : "\\N"
        case .timestamp(let microseconds):
          text += ValueFormatter.timestamp(microseconds, separator: "T")
        case let value: text += field(formatter.text(value))
        }
      }
    }
    return text
  }

  private func field(_ text: String) -> String {
    switch dialect {
    case .commas: Self.quoted(text)
    case .tabs:
      text.replacing("\\", with: "\\\\").replacing("\t", with: "\\t")
        .replacing("\n", with: "\\n").replacing("\r", with: "\\r")
    }
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
