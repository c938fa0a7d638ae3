import StoaEngine
import StoaPlan

/// Compares what a program gave with what it must give.
enum TableComparison {
  /// What differs, in words, or nil where nothing does.
  static func difference(
    _ table: Table, _ expected: ExpectedTable, isOrdered: Bool
  ) -> String? {
    if table.schema.fields != expected.fields {
      return "the columns are \(text(table.schema.fields)), not \(text(expected.fields))"
    }
    let rows = (0..<table.rowCount).map(table.row)
    if isOrdered {
      for (index, pair) in zip(rows, expected.rows).enumerated()
      where !areClose(pair.0, pair.1) {
        return "row \(index + 1) is \(text(pair.0)), not \(text(pair.1))"
      }
      if let more = rows.dropFirst(expected.rows.count).first {
        return "there are \(rows.count) rows, not \(expected.rows.count); the next is \(text(more))"
      }
      if rows.count < expected.rows.count {
        return "there are \(rows.count) rows, not \(expected.rows.count)"
      }
      return nil
    }
    return bagDifference(rows, expected.rows)
  }

  /// What differs between two tables whose order does not count.
  static func bagDifference(_ rows: [[Value]], _ expected: [[Value]]) -> String? {
    var left = rows
    var missing: [[Value]] = []
    for row in expected {
      if let index = left.firstIndex(where: { areClose($0, row) }) {
        left.remove(at: index)
      } else {
        missing.append(row)
      }
    }
    if missing.isEmpty, left.isEmpty { return nil }
    let lines = missing.prefix(3).map { "missing \(text($0))" }
      + left.prefix(3).map { "unexpected \(text($0))" }
    return "\(rows.count) rows, \(expected.count) wanted: " + lines.joined(separator: "; ")
  }

  static func areClose(_ a: [Value], _ b: [Value]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { areClose($0, $1) }
  }

  /// Whether two values are the same; floats up to 1e-9 of their size, or 1e-12 near zero, since
  /// engines add up in different orders.
  static func areClose(_ a: Value, _ b: Value) -> Bool {
    guard case .float(let x) = a, case .float(let y) = b else { return a == b }
    if x.isNaN || y.isNaN { return x.isNaN && y.isNaN }
    return x == y || abs(x - y) <= max(1e-9 * max(abs(x), abs(y)), 1e-12)
  }

  static func text(_ row: [Value]) -> String {
    row.map { value in
      switch value {
      case .null: "null"
      case .bool(let value): "\(value)"
      case .int(let value): "\(value)"
      case .float(let value): "\(value)"
      case .decimal(let unscaled, let scale): "\(unscaled)e-\(scale)"
      case .string(let value): "\"\(value)\""
      case .date(let days): "day \(days)"
      case .timestamp(let micros): "microsecond \(micros)"
      case .duration(let micros): "\(micros) µs"
      case .other(let value): value
      }
    }.joined(separator: " | ")
  }

  private static func text(_ fields: [Field]) -> String {
    fields.map { "\($0.name) \($0.type)" }.joined(separator: " | ")
  }
}
