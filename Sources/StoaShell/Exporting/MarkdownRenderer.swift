import StoaEngine
import StoaLanguage
import StoaPlan
import StoaSession

/// Writes tables as those of GitHub's Markdown; other text stands in blocks of code.
///
/// Every value is exact; a line break in one is `<br>`, and what a terminal would obey is shown in a
/// visible form.
public struct MarkdownRenderer: CellRenderer {
  public init() {}

  public func render(_ output: CellOutput, options: RenderingOptions) -> String {
    switch output {
    case .table(let result): return Self.text(result.table)
    case .model(let summary):
      return (["**\(Self.cell(summary.title))**"] + summary.tables.map(Self.text))
        .joined(separator: "\n\n")
    case .notice, .timing, .failure: return ""
    default:
      let text = PlainRenderer().render(output, options: options)
      return text.isEmpty ? "" : "```\n\(text)\n```"
    }
  }

  private static func text(_ table: Table) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    let rules = table.columns.map { column in
      switch column.type {
      case .int, .float, .decimal, .duration: "---:"
      default: "---"
      }
    }
    let rows = (0..<table.rowCount).map { row in
      line(table.columns.map { cell(ValueFormatter.exact.text($0[row])) })
    }
    return ([line(table.columns.map { cell($0.name) }), line(rules)] + rows).joined(separator: "\n")
  }

  private static func cell(_ text: String) -> String {
    text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .map { Sanitizer.sanitize(String($0)) }.joined(separator: "<br>")
      .replacing("|", with: "\\|")
  }
}
