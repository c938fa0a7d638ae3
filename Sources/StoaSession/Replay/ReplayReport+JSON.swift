import Foundation
import StoaEngine

extension ReplayReport {
  /// The report as one JSON object, for a machine; `result` makes JSON of what a cell showed.
  public func json(startUp: Duration, result: (CellOutput) -> String) -> String {
    JSONText.object([
      ("file", JSONText.string(path)), ("stoa", JSONText.string(StoaVersion.current)),
      ("engine", JSONText.string(engine)), ("engine_version", JSONText.string(engineVersion)),
      ("started", JSONText.string(started.formatted(.iso8601))),
      ("ok", isOK ? "true" : "false"),
      ("start_up_ms", JSONText.number(startUp.milliseconds)),
      ("duration_ms", JSONText.number(duration.milliseconds)),
      ("cells", JSONText.array(cells.map { $0.json(result: result) }, separator: ",\n")),
    ])
  }
}

extension ReplayedCell {
  fileprivate func json(result: (CellOutput) -> String) -> String {
    let results = report.outputs.filter(\.isRecorded).map(result).filter { !$0.isEmpty }
    let message = report.failure?.diagnostics.first?.message
    return JSONText.object([
      ("n", String(report.number)), ("line", String(line)),
      ("heading", heading.map(JSONText.string) ?? "null"),
      ("source", JSONText.string(report.source)),
      ("outcome", JSONText.string(report.outcome.rawValue)),
      ("cached", report.isCached ? "true" : "false"),
      ("error", message.map(JSONText.string) ?? "null"),
      ("error_line", message == nil ? "null" : String(failureLine)),
      ("differences", JSONText.array(differences.map { JSONText.string($0.text) })),
      ("results", JSONText.array(results)),
      ("duration_ms", JSONText.number(report.duration.milliseconds)),
      ("steps", JSONText.array(report.steps.map(\.json))),
    ])
  }
}

extension StepClock.Step {
  fileprivate var json: String {
    JSONText.object([
      ("step", JSONText.string(name)), ("detail", JSONText.string(detail)),
      ("parent", parent.map { String($0) } ?? "null"),
      ("start_ms", JSONText.number(Double(start) / 1_000_000)),
      ("duration_ms", duration.map { JSONText.number(Double($0) / 1_000_000) } ?? "null"),
      ("rows", rows.map { String($0) } ?? "null"), ("bytes", bytes.map { String($0) } ?? "null"),
      ("cached", cached ? "true" : "false"),
    ])
  }
}

extension OutputComparer.Difference {
  /// The difference on one line: `-` was recorded, `+` was printed.
  public var text: String {
    switch self {
    case .missing(let text, let line): "\(line): - \(text)"
    case .unexpected(let text, let line): "\(line): + \(text)"
    }
  }
}

/// JSON (RFC 8259) put together from parts that are JSON already.
enum JSONText {
  static func string(_ text: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    // A string of Swift is valid Unicode, which is all that the encoder asks for.
    guard let data = try? encoder.encode(text) else { return "null" }
    return String(decoding: data, as: UTF8.self)
  }

  static func number(_ value: Double) -> String { value.isFinite ? value.description : "null" }

  static func array(_ elements: [String], separator: String = ",") -> String {
    "[" + elements.joined(separator: separator) + "]"
  }

  static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(string($0)):\($1)" }.joined(separator: ",") + "}"
  }
}
