extension SQLPrinter {
  mutating func join(_ left: Plan, _ right: Plan, _ join: JoinSpecification) throws -> Select {
    let outer = try select(left)
    let inner = visible(try select(right))
    let condition = join.keys.map {
      "l.\(quote($0.left)) = r.\(quote($0.right))"
    }.joined(separator: " AND ")
    let tables = (left: outer.asTable + " AS l", right: inner.asTable + " AS r")

    switch join.kind {
    case .semi, .anti:
      var result = outer.nested
      result.from = tables.left
      let word = join.kind == .semi ? "EXISTS" : "NOT EXISTS"
      result.predicates = [
        "\(word) (SELECT 1 FROM \(tables.right) WHERE \(condition))"
      ]
      result.items = (outer.columns + outer.hidden).map { item($0, "l.\(quote($0))") }
      return result
    case .inner, .left, .right, .full, .cross:
      let words = join.kind == .cross ? "CROSS JOIN" : "\(join.kind.rawValue.uppercased()) JOIN"
      let on = join.kind == .cross ? "" : "\n  ON \(condition)"
      var result = Select(
        from: "\(tables.left)\n  \(words) \(tables.right)\(on)", columns: [])
      // A key that both sides share stands once, with the value of whichever side has the row.
      let isOuter = join.kind == .right || join.kind == .full
      let taken = Set(join.rightColumns.map(\.old))
      let shared = Dictionary(
        join.keys.filter { isOuter && !taken.contains($0.right) }.map { ($0.left, $0.right) },
        uniquingKeysWith: { first, _ in first })
      result.items = outer.columns.map { name in
        guard let other = shared[name] else { return item(name, "l.\(quote(name))") }
        return item(name, "coalesce(l.\(quote(name)), r.\(quote(other)))")
      }
      result.items? += join.rightColumns.map { item($0.new, "r.\(quote($0.old))") }
      result.columns = outer.columns + join.rightColumns.map(\.new)
      if !isOuter {
        result.items? += outer.hidden.map { item($0, "l.\(quote($0))") }
        result.hidden = outer.hidden
        result.order = outer.order
      }
      return result
    }
  }

  mutating func asof(_ left: Plan, _ right: Plan, _ join: AsofSpecification) throws -> Select {
    guard let words = dialect.asofJoin else { return try asofWindow(left, right, join) }
    let outer = try select(left)
    let inner = visible(try select(right))
    var conditions = join.keys.map { "l.\(quote($0.left)) = r.\(quote($0.right))" }
    conditions.append("l.\(quote(join.time)) >= r.\(quote(join.time))")
    var result = Select(
      from: "\(outer.asTable) AS l\n  \(words) \(inner.asTable) AS r\n  ON "
        + conditions.joined(separator: " AND "),
      columns: outer.columns + join.rightColumns.map(\.new))
    result.items =
      outer.columns.map { item($0, "l.\(quote($0))") }
      + join.rightColumns.map { item($0.new, "r.\(quote($0.old))") }
      + outer.hidden.map { item($0, "l.\(quote($0))") }
    result.hidden = outer.hidden
    result.order = outer.order
    return result
  }

  /// The same by a window over the rows of both sides in the order of time, where each left row
  /// sees the last right row before it; of two at one time, the right one comes first.
  private mutating func asofWindow(
    _ left: Plan, _ right: Plan, _ join: AsofSpecification
  ) throws -> Select {
    let outer = try select(left)
    let inner = visible(try select(right))
    let names = (
      time: hiddenName("time"), side: hiddenName("side"), left: hiddenName("left"),
      right: hiddenName("right"), found: hiddenName("found")
    )
    let keys = join.keys.map { ($0, hiddenName("key")) }
    func row(_ columns: [String]) -> String {
      let template = dialect.functions["struct", default: ""]
      return expand(template, columns.map(quote), type: .null)
    }
    func side(_ columns: [(String, String)]) -> String {
      columns.map { "\($0.1) AS \(quote($0.0))" }.joined(separator: ", ")
    }
    let lefts = side(
      keys.map { ($0.1, quote($0.0.left)) } + [
        (names.time, quote(join.time)), (names.side, "1"),
        (names.left, row(outer.columns + outer.hidden)), (names.right, "NULL"),
      ])
    let rights = side(
      keys.map { ($0.1, quote($0.0.right)) } + [
        (names.time, quote(join.time)), (names.side, "0"), (names.left, "NULL"),
        (names.right, row(join.rightColumns.map(\.old))),
      ])
    // A null is like nothing, and would stand with other nulls here.
    let known = (join.keys.map(\.right) + [join.time]).map { "\(quote($0)) IS NOT NULL" }
    let groups = keys.isEmpty
      ? "" : "PARTITION BY " + keys.map { quote($0.1) }.joined(separator: ", ") + " "
    let order = "ORDER BY \(quote(names.time)) NULLS FIRST, \(quote(names.side))"
    let found = "last_value(\(quote(names.right)), TRUE) OVER (\(groups)\(order)"
      + " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"
    let both = "SELECT \(lefts) FROM \(outer.asTable)\nUNION ALL\n"
      + "SELECT \(rights) FROM \(inner.asTable) WHERE \(known.joined(separator: " AND "))"
    let seen = "SELECT *, \(found) AS \(quote(names.found)) FROM (\n\(both.indented)\n)"
    var result = Select(
      from: "(\n\(seen.indented)\n)", columns: outer.columns + join.rightColumns.map(\.new))
    result.predicates = ["\(quote(names.side)) = 1"]
    result.items =
      (outer.columns + outer.hidden).map { item($0, "\(quote(names.left)).\(quote($0))") }
      + join.rightColumns.map { item($0.new, "\(quote(names.found)).\(quote($0.old))") }
    result.hidden = outer.hidden
    result.order = outer.order
    return result
  }
}
