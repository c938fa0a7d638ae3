extension SQLPrinter {
  /// The text of a fragment with its parameters numbered among those of the query.
  mutating func fill(_ fragment: Fragment) -> String {
    guard !fragment.parameters.isEmpty else { return fragment.text }
    let names = fragment.parameters.map { parameter($0.value, $0.type) }
    return expand(fragment.text, names, type: .null)
  }

  /// A query in the engine's own SQL, with the frames visible by name and the types of Stoa.
  mutating func query(
    _ text: String, _ schema: Schema, _ frames: [String: Plan]
  ) throws -> Select {
    var body = text
    while let last = body.last, last.isWhitespace || last == ";" { body.removeLast() }
    var lines: [String] = []
    for (index, frame) in frames.sorted(by: { $0.key < $1.key }).enumerated() {
      let inner = visible(try select(frame.value)).text
      lines.append("\(index == 0 ? "WITH " : ", ")\(quote(frame.key)) AS (\n\(inner.indented)\n)")
    }
    lines.append("SELECT * FROM (\n\(body)\n)")
    var result = Select(
      from: "(\n\(lines.joined(separator: "\n").indented)\n)", columns: schema.names)
    result.items = schema.fields.map { field in
      if case .other = field.type { return item(field.name, quote(field.name)) }
      return item(field.name, "CAST(\(quote(field.name)) AS \(type(field.type)))")
    }
    return result
  }

  mutating func literal(_ schema: Schema, _ rows: [[Value]]) throws -> Select {
    let names = schema.names.map(quote).joined(separator: ", ")
    let values = rows.isEmpty ? [schema.fields.map { _ in Value.null }] : rows
    let texts = try values.map { row in
      let cells = try zip(row, schema.fields).map { value, field in
        try sql(.literal(value, field.type))
      }
      return "(\(cells.joined(separator: ", ")))"
    }
    let list = texts.joined(separator: ", ")
    var result = Select(
      from: "(SELECT * FROM (VALUES \(list)) AS t(\(names)))", columns: schema.names)
    if rows.isEmpty { result.predicates = ["FALSE"] }
    return result
  }
}
