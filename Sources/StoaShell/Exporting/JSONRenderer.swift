import StoaEngine
import StoaPlan
import StoaSession

/// Writes what a cell shows as one JSON document: a table is an array of objects, one a line.
///
/// Ints and decimals are numbers with every digit, floats the shortest text that gives the same
/// float again, dates and timestamps ISO 8601, durations as the language writes them. JSON has no
/// NaN and no infinity: they are `null`, as a missing value is.
///
/// As lines, each row is a document of its own.
public struct JSONRenderer: CellRenderer {
  private let asLines: Bool

  public init(asLines: Bool = false) { self.asLines = asLines }

  public func render(_ output: CellOutput, options: RenderingOptions) -> String {
    switch output {
    case .table(let result) where asLines: Self.rows(result.table).joined(separator: "\n")
    case .table(let result): Self.text(result.table)
    case .model(let summary): Self.text(summary)
    case .text(let text): Self.string(text)
    case .written(let report):
      Self.object([
        ("path", Self.string(report.path)), ("rows", String(report.rows)),
        ("bytes", String(report.bytes)),
      ])
    case .explanation(let report):
      Self.object([
        ("plan", Self.string(report.logical)), ("query", Self.string(report.engine.query.text)),
        ("parameters", Self.array(report.engine.query.parameters.map { Self.text($0.value) })),
        ("physical", Self.string(report.engine.physical)),
      ])
    case .profile(let report):
      asLines
        ? report.stages.map(Self.text).joined(separator: "\n")
        : Self.array(report.stages.map(Self.text))
    case .benchmark(let report):
      Self.object([
        ("pipeline", Self.string(report.text)), ("rows", String(report.rows)),
        ("cold_seconds", Self.number(report.cold.inSeconds)),
        ("warm_seconds", Self.array(report.warm.map { Self.number($0.inSeconds) })),
      ])
    case .timing, .notice, .failure: ""
    }
  }

  static func text(_ table: Table) -> String { array(rows(table)) }

  private static func rows(_ table: Table) -> [String] {
    let names = table.columns.map { string($0.name) }
    return (0..<table.rowCount).map { row in
      let fields = zip(names, table.columns).map { "\($0):\(text($1[row]))" }
      return "{\(fields.joined(separator: ","))}"
    }
  }

  static func text(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool, .int, .decimal: ValueFormatter.exact.text(value)
    case .float(let value): number(value)
    case .timestamp(let microseconds):
      string(ValueFormatter.timestamp(microseconds, separator: "T"))
    case .string, .date, .duration, .other: string(ValueFormatter.exact.text(value))
    }
  }

  private static func text(_ summary: ModelSummary) -> String {
    object([
      ("title", string(summary.title)),
      (
        "tables",
        "[\(summary.tables.map { "[\(rows($0).joined(separator: ","))]" }.joined(separator: ","))]"
      ),
      ("figures", object(summary.figures.map { ($0.name, text($0.value)) })),
      ("notes", array(summary.notes.map(string))),
    ])
  }

  private static func text(_ stage: ProfileReport.Stage) -> String {
    object([
      ("stage", string(stage.text)), ("rows", String(stage.rows)),
      ("seconds", number(stage.time.inSeconds)),
      ("seconds_up_to_here", number(stage.upToHere.inSeconds)),
      ("share", number(stage.share)),
    ])
  }

  /// An array with one element a line.
  private static func array(_ elements: [String]) -> String {
    "[\(elements.joined(separator: ",\n "))]"
  }

  private static func object(_ members: [(String, String)]) -> String {
    "{\(members.map { "\(string($0)):\($1)" }.joined(separator: ","))}"
  }

  private static func number(_ value: Double) -> String {
    value.isFinite ? ValueFormatter.exact.text(value) : "null"
  }

  /// A string with the escapes that RFC 8259 asks for, and DEL and the C1 controls escaped too.
  static func string(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
