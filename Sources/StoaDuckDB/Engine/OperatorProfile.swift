import CDuckDB
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
    let type = metric("type", of: node)
    guard !type.isEmpty, !Self.frames.contains(type) else { return children }
    return [
      OperatorProfile(
        name: String(type.lowercased().map { $0 == "_" ? " " : $0 }),
        detail: Self.detail(metric("extra_info", of: node)),
        duration: Int64((Double(metric("timing", of: node)) ?? 0) * 1e9),
        rows: Int64(metric("intermediate_rows", of: node)) ?? 0, children: children)
    ]
  }

  /// Nodes that stand for the query as a whole.
  private static let frames: Set = ["RESULT_COLLECTOR", "EXECUTE", "EXPLAIN_ANALYZE"]

  /// One thing that was measured of a node; empty where it was not.
  ///
  /// There are some forty of each node, and to read them all takes longer than a short query.
  private func metric(_ name: String, of node: duckdb_profiling_info) -> String {
    var value = functions.profiling_info_get_value(node, name)
    defer { functions.destroy_value(&value) }
    return value.map { functions.takeString(functions.get_varchar($0)) } ?? ""
  }

  /// `{Table=f2, Filters='(i > 3)', Estimated Cardinality=1}` without its marks and the guess.
  ///
  /// Byte by byte, as Foundation's searches in a text take longer than a short query.
  private static func detail(_ text: String) -> String {
    let marks: Set = [UInt8(ascii: "{"), UInt8(ascii: "}")]
    let inside = text.utf8.drop(while: marks.contains).reversed().drop(while: marks.contains)
    var entries: [[UInt8]] = [[]]
    for byte in inside.reversed() {
      let last = entries.count - 1
      switch byte {
      case UInt8(ascii: "'"): break
      case UInt8(ascii: "\n"): entries.append([])
      case UInt8(ascii: " ") where entries[last].last == UInt8(ascii: ","):
        entries[last].removeLast()
        entries.append([])
      default: entries[last].append(byte)
      }
    }
    let kept = entries.filter { !$0.starts(with: "Estimated Cardinality=".utf8) }
    return kept.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ", ")
  }
}
