extension SQLPrinter {
  /// A hash of a row and a seed: 32 hexadecimal digits, the same on every engine.
  private mutating func rowHash(_ schema: Schema, seed: Int64) -> String {
    let texts = schema.fields.map { field in
      let template =
        dialect.functions["row_text:\(field.type.word)"]
        ?? dialect.functions["row_text", default: ""]
      return expand(template, [quote(field.name)], type: .string)
    }
    let start = "CAST(\(parameter(.string("\(seed)/"), .string)) AS \(type(.string)))"
    return expand(
      dialect.functions["row_hash", default: ""], [start] + texts, type: .string)
  }

  /// The first digits of a hash below which a share of all rows lies.
  private mutating func bound(_ share: Double) -> String {
    let whole = UInt64(min(max(share, 0), 1) * 0x1p53)
    let text = String(min(whole, 1 << 53 - 1) << 11, radix: 16)
    let digits = String(repeating: "0", count: 16 - text.count) + text
    return "CAST(\(parameter(.string(digits), .string)) AS \(type(.string)))"
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
