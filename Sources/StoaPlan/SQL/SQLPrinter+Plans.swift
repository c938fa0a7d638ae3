extension SQLPrinter {
  /// Prints a plan as a `SELECT` to which more can be added.
  mutating func select(_ plan: Plan) throws -> Select {
    let names = plan.schema.names
    switch plan {
    case .load, .materialized:
      let input = try leaf(plan)
      var result = Select(from: fill(input), columns: names)
      if let order = input.order {
        result.hidden = [order]
        result.order = [Select.OrderItem(column: order, descending: false)]
      }
      return result
    case .sql(let text, let schema, let frames):
      return try query(text, schema, frames)
    case .literal(let schema, let rows):
      return try literal(schema, rows)
    case .range(let column, let first, let last, let step):
      let bounds = [first, last, step].map { "CAST(\(parameter(.int($0), .int)) AS BIGINT)" }
      let text = expand(
        dialect.range.replacing("{name}", with: quote(column)), bounds, type: .int)
      return Select(from: "(\(text))", columns: names)
    case .named(_, let input), .predicted(let input, _):
      return try select(input)
    case .filter(let input, let predicate):
      var result = try select(input).opened
      result.predicates.append(try sql(predicate))
      return result
    case .project(let input, let columns):
      let inner = try select(input)
      return project(
        inner, try columns.map { Output(name: $0.name, sql: try sql($0.value), of: $0.value) })
    case .window(let input, let columns, let partition, let order):
      return try window(try select(input), columns, partition, order, names)
    case .aggregate(let input, let keys, let values):
      return try aggregate(try select(input), keys, values)
    case .sort(let input, let keys):
      return try sort(try select(input), keys)
    case .limit(let input, let skip, let take):
      var result = try select(input)
      if result.isLimited { result = result.nested }
      if !result.order.isEmpty { result.orderBy = orderText(result.order) }
      result.limit = take.map { rowCount($0) }
      result.offset = skip > 0 ? rowCount(skip) : nil
      return result
    case .distinct(let input, let on):
      return distinct(try select(input), on)
    case .join(let left, let right, let join):
      return try self.join(left, right, join)
    case .asofJoin(let left, let right, let join):
      return try asof(left, right, join)
    case .setOperation(let operation, let left, let right):
      let word = operation == .union ? "UNION ALL" : operation.rawValue.uppercased()
      let sides = [visible(try select(left)).text, visible(try select(right)).text]
      return Select(
        from: "(\n\(sides[0].indented)\n  \(word)\n\(sides[1].indented)\n)", columns: names)
    case .sample(let input, let sample):
      return self.sample(try select(input), sample, input.schema)
    case .split(let input, let shares, let index, let seed):
      return split(try select(input), shares, index, seed, input.schema)
    case .expand(let input, let keep, let columns, let rows):
      return try expand(try select(input), keep, columns, rows)
    case .scored(let input, let reference, let features, let scoring):
      return try scored(try select(input), reference.model, features, scoring, plan.schema)
    }
  }

  /// A column of the result: its SQL, and the column that it copies, where it is one.
  struct Output {
    var name: String
    var sql: String
    var copied: String?

    init(name: String, sql: String, of value: Expression) {
      self.name = name
      self.sql = sql
      if case .column(let column, _) = value { copied = column }
    }

    init(copying column: String, quoted: String) {
      name = column
      sql = quoted
      copied = column
    }
  }

  /// Exactly these columns; those that the order needs and that are not among them go along.
  mutating func project(_ input: Select, _ outputs: [Output]) -> Select {
    var result = input.opened
    result.columns = outputs.map(\.name)
    result.items = outputs.map { item($0.name, $0.sql) }
    result.hidden = []
    for (index, key) in input.order.enumerated() {
      if input.hidden.contains(key.column) {
        result.items?.append(item(key.column, quote(key.column)))
        result.hidden.append(key.column)
      } else if let output = outputs.first(where: { $0.copied == key.column }) {
        result.order[index].column = output.name
      } else {
        let name = hiddenName("order")
        result.items?.append(item(name, quote(key.column)))
        result.hidden.append(name)
        result.order[index].column = name
      }
    }
    return result
  }

  func item(_ name: String, _ sql: String) -> Select.Item {
    Select.Item(sql: sql, alias: quote(name))
  }

  /// Without hidden columns, and so without an order.
  func visible(_ select: Select) -> Select {
    guard !select.hidden.isEmpty else { return select }
    var result = select.opened
    result.items = select.columns.map { item($0, quote($0)) }
    result.hidden = []
    result.order = []
    return result
  }

  private mutating func sort(_ input: Select, _ keys: [SortKey]) throws -> Select {
    var result = input
    var order: [Select.OrderItem] = []
    for key in keys {
      if case .column(let name, _) = key.value {
        order.append(Select.OrderItem(column: name, descending: key.descending))
        continue
      }
      let name = hiddenName("order")
      let all = (result.columns + result.hidden).map { item($0, quote($0)) }
      var wider = result.opened
      wider.items = all + [item(name, try sql(key.value))]
      wider.hidden = result.hidden + [name]
      result = wider
      order.append(Select.OrderItem(column: name, descending: key.descending))
    }
    // A sort keeps the order of rows that are equal by its keys.
    let new = Set(order.map(\.column))
    result.order = order + result.order.filter { !new.contains($0.column) }
    return result
  }

  private mutating func aggregate(
    _ input: Select, _ keys: [NamedExpression], _ values: [NamedExpression]
  ) throws -> Select {
    var result = input.opened
    if !input.order.isEmpty {
      if dialect.numberedAggregates.isEmpty {
        aggregateOrder = .text(" ORDER BY " + orderText(input.order))
      } else {
        let number = hiddenName("row")
        let groups = try keys.map { try sql($0.value) }
        result = numbered(input, number, partition: groups, order: input.order).nested
        aggregateOrder = .rowNumber(quote(number))
      }
    }
    defer { aggregateOrder = .none }
    result.items = try (keys + values).map { item($0.name, try sql($0.value)) }
    result.groupBy =
      keys.isEmpty ? nil : keys.indices.map { String($0 + 1) }.joined(separator: ", ")
    result.columns = (keys + values).map(\.name)
    result.hidden = []
    result.order = []
    return result
  }

  private mutating func window(
    _ input: Select, _ columns: [NamedExpression], _ partition: [Expression], _ order: [SortKey],
    _ names: [String]
  ) throws -> Select {
    let over = Window(
      partition: try partition.map { try sql($0) },
      order: try order.map {
        try sql($0.value) + ($0.descending ? " DESC" : "") + " NULLS LAST"
      }.joined(separator: ", "), frameOrder: orderText(input.order))
    var computed: [String: Output] = [:]
    for column in columns {
      computed[column.name] = Output(
        name: column.name, sql: try sql(column.value, over: over), of: column.value)
    }
    return project(
      input, names.map { computed[$0] ?? Output(copying: $0, quoted: quote($0)) })
  }

  private mutating func distinct(_ input: Select, _ on: [String]) -> Select {
    if on.isEmpty {
      var result = visible(input).opened
      let order = input.hidden.isEmpty ? input.order : []
      result.items = input.columns.map { item($0, quote($0)) }
      result.groupBy = input.columns.indices.map { String($0 + 1) }.joined(separator: ", ")
      result.order = order
      return result
    }
    let name = hiddenName("first")
    var result = numbered(input, name, partition: on.map(quote), order: input.order).nested
    result.predicates = ["\(quote(name)) = 1"]
    let kept = (input.columns + input.hidden).map { item($0, quote($0)) }
    result.items = kept
    return result
  }

  /// All columns, and the number of each row in its group.
  private func numbered(
    _ input: Select, _ name: String, partition: [String], order: [Select.OrderItem]
  ) -> Select {
    var parts: [String] = []
    if !partition.isEmpty { parts.append("PARTITION BY \(partition.joined(separator: ", "))") }
    parts.append("ORDER BY " + (order.isEmpty ? "NULL" : orderText(order)))
    var result = input.opened
    result.items =
      (input.columns + input.hidden).map { item($0, quote($0)) }
      + [item(name, "row_number() OVER (\(parts.joined(separator: " ")))")]
    return result
  }

  mutating func rowCount(_ count: Int64) -> String {
    expand(dialect.rowCount, [parameter(.int(count), .int)], type: .int)
  }
}
