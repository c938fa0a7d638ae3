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
    guard let words = dialect.asofJoin else {
      throw PlanError(message: "\(dialect.name) has no asof join")
    }
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
}
