import Foundation
import StoaEngine

/// An operator of DuckDB's own plan with those that feed it, as `EXPLAIN (FORMAT json)` tells it.
///
/// DuckDB's boxes stand side by side where a plan branches, and so need more columns than a
/// terminal has; one operator a line fits.
struct OperatorTree: Decodable {
  var name: String
  /// What the operator says of itself, by DuckDB's words; the lists of JSON with commas.
  var details: [String: String]
  var children: [OperatorTree]

  private enum Keys: String, CodingKey {
    case name, children
    case details = "extra_info"
  }

  private static let estimate = "Estimated Cardinality"

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Keys.self)
    name = try values.decode(String.self, forKey: .name)
    children = try values.decodeIfPresent([OperatorTree].self, forKey: .children) ?? []
    details =
      try values.decodeIfPresent([String: Detail].self, forKey: .details)?
      .mapValues(\.text) ?? [:]
  }

  /// The outline of a plan that DuckDB wrote as JSON: each operator above those that feed it,
  /// which are further in.
  static func outline(ofJSON text: String) throws -> String {
    do {
      return try JSONDecoder().decode([OperatorTree].self, from: Data(text.utf8))
        .flatMap { $0.lines(depth: 0) }.joined(separator: "\n")
    } catch {
      throw EngineError(.fault, "DuckDB's plan is none that is known here", detail: "\(error)")
    }
  }

  private func lines(depth: Int) -> [String] {
    var line = String(repeating: "  ", count: depth) + name
    // JSON objects have no order: the words are sorted, so that a plan is told in one way.
    let parts = details.sorted { $0.key < $1.key }.filter { $0.key != Self.estimate }
      .map { "\($0.key): \($0.value)" }
    if !parts.isEmpty { line += " (" + parts.joined(separator: "; ") + ")" }
    if let rows = details[Self.estimate] { line += " ~\(rows) rows" }
    return [line] + children.flatMap { $0.lines(depth: depth + 1) }
  }
}

/// What stands behind a word: a text, or several.
private struct Detail: Decodable {
  var text: String

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    let texts: [String]
    do {
      texts = try value.decode([String].self)
    } catch DecodingError.typeMismatch {
      texts = [try value.decode(String.self)]
    }
    text = texts.map { $0.split(whereSeparator: \.isNewline).joined(separator: ", ") }
      .joined(separator: ", ")
  }
}
