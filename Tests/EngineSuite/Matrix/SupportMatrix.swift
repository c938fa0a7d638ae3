import Foundation
import StoaLanguage
import StoaPlan

/// What each engine does, as the cases tell that gave their rows there: a table of
/// `docs/engines.md`, of which each engine's tests check one column.
public struct SupportMatrix: Sendable {
  public enum Column: String, Sendable, CaseIterable {
    case embedded = "DuckDB"
    case oneProcess = "Spark, one process"
    case cluster = "Spark, three workers"
  }

  /// The rows of the table, each a part of the language.
  private static let parts: [String] =
    SourceName.allCases.map(\.rawValue)
    + ["load", "save"].flatMap { verb in FileFormat.allCases.map { "\(verb) \($0.rawValue)" } }
    + VerbName.allCases.map(\.rawValue)

  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs/engines.md").standardizedFileURL
  private static let marks = ("<!-- support matrix -->", "<!-- end of the support matrix -->")

  private var cells: [Column: [String: String]] = [:]

  /// Compares a column of the page with what came of the cases, or writes it there where
  /// `STOA_ACCEPT` is set; gives the first line that differs.
  public static func difference(_ column: Column, _ results: [CaseResult]) throws -> String? {
    let text = try String(contentsOf: page, encoding: .utf8)
    guard let start = text.range(of: marks.0), let end = text.range(of: marks.1) else {
      return "docs/engines.md has no support matrix"
    }
    let kept = String(text[start.upperBound..<end.lowerBound])
    var matrix = SupportMatrix(kept)
    matrix.cells[column] = cells(of: results)
    let found = matrix.text
    if found == kept { return nil }
    if ProcessInfo.processInfo.environment["STOA_ACCEPT"] != nil {
      let whole = text.replacingCharacters(in: start.upperBound..<end.lowerBound, with: found)
      try whole.write(to: page, atomically: true, encoding: .utf8)
      return nil
    }
    let lines = found.split(separator: "\n")
    return zip(lines, kept.split(separator: "\n")).first { $0 != $1 }.map { "\($0), not \($1)" }
      ?? "there are \(lines.count) lines now"
  }

  /// What came of the cases that use each part and are not refusals.
  private static func cells(of results: [CaseResult]) -> [String: String] {
    var cells: [String: String] = [:]
    for result in results {
      if case .error = result.item.expectation { continue }
      for part in result.item.parts {
        switch result.outcome {
        case .passed: cells[part] = "yes"
        case .skipped: cells[part] = cells[part] ?? "no"
        case .failed: break
        }
      }
    }
    return cells
  }

  /// Reads the table of the page.
  private init(_ table: String) {
    for line in table.split(separator: "\n").dropFirst(2) {
      let row = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      for (column, cell) in zip(Column.allCases, row.dropFirst()) where cell != "–" {
        cells[column, default: [:]][row[0].trimmingCharacters(in: ["`"])] = cell
      }
    }
  }

  private var text: String {
    let heads = Column.allCases.map(\.rawValue)
    let rows = Self.parts.map { part in
      ["`\(part)`"] + Column.allCases.map { cells[$0]?[part] ?? "–" }
    }
    let lines = [[""] + heads, ["---"] + heads.map { _ in "---" }] + rows
    return "\n" + lines.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }
}
