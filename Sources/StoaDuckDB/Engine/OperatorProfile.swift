import CDuckDB
import Foundation
import StoaEngine

/// What DuckDB measured of one operator of a query, and of those below it.
struct OperatorProfile: Hashable, Sendable {
  /// DuckDB's name for it, as `hash join`.
  var name: String
  /// What it works on.
  var detail: String
  /// Nanoseconds, of all threads together
  var duration: Int64
  /// Rows that it gave
  var rows: Int64
  var children: [OperatorProfile]

  /// Adds it and those below it to a clock, nested as they are.
  func record(on clock: StepClock, in parent: StepClock.StepID?) {
    let step = clock.record(name, detail: detail, in: parent, duration: duration, rows: rows)
    for child in children { child.record(on: clock, in: step) }
  }
}

extension Connection {
  /// What DuckDB measured of the last query, where it was asked to.
  func profile() -> OperatorProfile? {
    guard let root = functions.get_profiling_info(handle) else { return nil }
    return operators(below: root).first
  }

  /// The operators at or below a node; a node that is none, as those that hold the result, is
  /// left out.
  private func operators(below node: duckdb_profiling_info) -> [OperatorProfile] {
    let children = (0..<functions.profiling_info_get_child_count(node)).flatMap { index in
      functions.profiling_info_get_child(node, index).map(operators(below:)) ?? []
    }
    let metrics = metrics(of: node)
    guard let type = metrics["type"], !Self.frames.contains(type) else { return children }
    return [
      OperatorProfile(
        name: type.lowercased().replacing("_", with: " "),
        detail: Self.detail(metrics["extra_info", default: ""]),
        duration: Int64((Double(metrics["timing", default: ""]) ?? 0) * 1e9),
        rows: Int64(metrics["intermediate_rows", default: ""]) ?? 0, children: children)
    ]
  }

  /// Nodes that stand for the query as a whole.
  private static let frames: Set = ["RESULT_COLLECTOR", "EXECUTE", "EXPLAIN_ANALYZE"]

  private func metrics(of node: duckdb_profiling_info) -> [String: String] {
    var map = functions.profiling_info_get_metrics(node)
    defer { functions.destroy_value(&map) }
    guard let map else { return [:] }
    var result: [String: String] = [:]
    for index in 0..<functions.get_map_size(map) {
      result[text(functions.get_map_key(map, index))] = text(functions.get_map_value(map, index))
    }
    return result
  }

  private func text(_ value: duckdb_value?) -> String {
    var owned = value
    defer { functions.destroy_value(&owned) }
    return value.map { functions.takeString(functions.get_varchar($0)) } ?? ""
  }

  /// `{Table=f2, Filters='(i > 3)', Estimated Cardinality=1}` without its marks and the guess.
  private static func detail(_ text: String) -> String {
    text.trimmingCharacters(in: CharacterSet(charactersIn: "{}"))
      .replacing(#/(, )?Estimated Cardinality=\d+/#, with: "")
      .replacing("'", with: "").replacing("\n", with: ", ")
  }
}
