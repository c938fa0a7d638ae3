import StoaEngine
import StoaPlan

@testable import StoaSession

/// The plainest text of what a cell shows: values with commas between them.
struct PlainTextRenderer: CellRenderer {
  func render(_ output: CellOutput, options: RenderingOptions) -> String {
    switch output {
    case .table(let result):
      let rows = (0..<result.table.rowCount).map { row in
        result.table.row(row).map(Self.text).joined(separator: ",")
      }
      return ([result.table.schema.names.joined(separator: ",")] + rows).joined(separator: "\n")
    case .text(let text): return text
    case .failure(let failure): return "error: \(failure.diagnostics[0].message)"
    default: return ""
    }
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .int(let value): "\(value)"
    case .float(let value): "\(value)"
    case .string(let value): value
    case .bool(let value): "\(value)"
    default: "\(value)"
    }
  }
}
