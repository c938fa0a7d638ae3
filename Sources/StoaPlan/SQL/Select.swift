/// A `SELECT` in the making.
struct Select {
  struct Item {
    var sql: String
    /// The quoted name of the column.
    var alias: String

    var text: String { sql == alias ? sql : sql + " AS " + alias }
  }

  struct OrderItem {
    var column: String
    var descending: Bool
  }

  /// Nil means all columns of `from`.
  var items: [Item]?
  var from: String
  var predicates: [String] = []
  var groupBy: String?
  var orderBy: String?
  var limit: String?
  var offset: String?
  /// The columns that the user sees.
  var columns: [String]
  /// Columns that go along for the sake of the order.
  var hidden: [String] = []
  /// The order of the rows, by columns of the result.
  var order: [OrderItem] = []

  init(from: String, columns: [String]) {
    self.from = from
    self.columns = columns
  }

  var isLimited: Bool { orderBy != nil || limit != nil || offset != nil }
  /// Whether a predicate or items can be added without changing what is there.
  var isOpen: Bool { items == nil && groupBy == nil && !isLimited }

  /// All columns of this one, as the input of another.
  var nested: Select {
    var result = Select(from: asTable, columns: columns)
    result.hidden = hidden
    result.order = order
    return result
  }

  /// This, where something can be added, else a `SELECT` around it.
  var opened: Select { isOpen ? self : nested }

  /// What can stand after `FROM`.
  var asTable: String {
    isOpen && predicates.isEmpty ? from : "(\n" + text.indented + "\n)"
  }

  var text: String {
    var lines: [String] = []
    lines.append(contentsOf: Self.wrapped("SELECT ", items?.map(\.text) ?? ["*"]))
    lines.append("FROM " + from)
    if !predicates.isEmpty { lines.append("WHERE " + predicates.joined(separator: "\n  AND ")) }
    if let groupBy { lines.append("GROUP BY " + groupBy) }
    if let orderBy { lines.append("ORDER BY " + orderBy) }
    if let limit { lines.append("LIMIT " + limit) }
    if let offset { lines.append("OFFSET " + offset) }
    return lines.joined(separator: "\n")
  }

  /// A list that goes on in a new line where a line would be longer than 90 characters.
  private static func wrapped(_ start: String, _ list: [String]) -> [String] {
    var lines = [start]
    for (index, text) in list.enumerated() {
      let part = index == list.count - 1 ? text : text + ","
      let line = lines[lines.count - 1]
      if line.count + part.count >= 90, line.contains(where: { !$0.isWhitespace }), index > 0 {
        lines.append("  " + part)
      } else {
        lines[lines.count - 1] += (index == 0 ? "" : " ") + part
      }
    }
    return lines
  }
}

extension String {
  /// By bytes, as a query is indented once for each `SELECT` around it.
  var indented: String {
    var bytes = Array("  ".utf8)
    bytes.reserveCapacity(utf8.count * 5 / 4)
    for byte in utf8 {
      bytes.append(byte)
      if byte == UInt8(ascii: "\n") { bytes += "  ".utf8 }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
