extension SQLPrinter {
  /// A hash of a row and a seed, an int of any size: the same on every engine.
  ///
  /// A float counts to six digits, so that the last bits of a mean, in which engines differ, do not
  /// move its row; where it is too large for that, it counts as it is.
  private mutating func rowHash(_ schema: Schema, seed: Int64) -> String {
    let values = schema.fields.map { field in
      let template =
        dialect.functions["row_value:\(field.type.word)"]
        ?? dialect.functions["row_value", default: ""]
      return expand(template, [quote(field.name)], type: .string)
    }
    return expand(
      dialect.functions["row_hash", default: ""], [number(seed)] + values, type: .int)
  }

  private mutating func number(_ value: Int64) -> String {
    "CAST(\(parameter(.int(value), .int)) AS \(type(.int)))"
  }

  /// The hash below which a share of all rows lies.
  private mutating func bound(_ share: Double) -> String {
    let whole = UInt64(min(max(share, 0), 1) * 0x1p53)
    return number(Int64(bitPattern: min(whole, 1 << 53 - 1) << 11 ^ 1 << 63))
  }

  mutating func sample(
    _ input: Select, _ sample: SampleSpecification, _ schema: Schema
  ) -> Select {
    var result = input.opened
    if case .share(1...) = sample.size { return result }
    let hash: String =
      sample.seed.map { rowHash(schema, seed: $0) } ?? dialect.functions["random", default: ""]
    switch sample.size {
    case .rows(let count):
      result.orderBy = hash
      result.limit = rowCount(count)
    case .share(let share) where sample.seed == nil:
      result.predicates.append(
        "\(hash) < CAST(\(parameter(.float(share), .float)) AS \(type(.float)))")
    case .share(let share):
      result.predicates.append("\(hash) < \(bound(share))")
    }
    return result
  }

  mutating func split(
    _ input: Select, _ shares: [Double], _ index: Int, _ seed: Int64, _ schema: Schema
  ) -> Select {
    guard shares.count > 1 else { return input }
    var result = input.opened
    let hash = rowHash(schema, seed: seed)
    let below = shares[..<index].reduce(0, +)
    if index > 0 { result.predicates.append("\(hash) >= \(bound(below))") }
    if index < shares.count - 1 {
      result.predicates.append("\(hash) < \(bound(below + shares[index]))")
    }
    return result
  }

  mutating func expand(
    _ input: Select, _ keep: [String], _ columns: [Field], _ rows: [[Expression]]
  ) throws -> Select {
    let number = hiddenName("item")
    let list = rows.indices.map { "(\($0))" }.joined(separator: ", ")
    var result = Select(
      from: "\(input.asTable) AS l CROSS JOIN (VALUES \(list)) AS g(\(quote(number)))",
      columns: keep + columns.map(\.name))
    result.items = keep.map { item($0, quote($0)) }
    for (index, column) in columns.enumerated() {
      var text = "CASE \(quote(number))"
      for (position, row) in rows.enumerated() {
        text += " WHEN \(position) THEN CAST(\(try sql(row[index])) AS \(type(column.type)))"
      }
      result.items?.append(item(column.name, text + " END"))
    }
    for key in input.order {
      let isKept = keep.contains(key.column) && !input.hidden.contains(key.column)
      let name = isKept ? key.column : hiddenName("order")
      if !isKept {
        result.items?.append(item(name, quote(key.column)))
        result.hidden.append(name)
      }
      result.order.append(Select.OrderItem(column: name, descending: key.descending))
    }
    let position = hiddenName("order")
    result.items?.append(item(position, quote(number)))
    result.hidden.append(position)
    result.order.append(Select.OrderItem(column: position, descending: false))
    return result
  }
}
