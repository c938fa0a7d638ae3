import SparkConnect
import StoaEngine
import StoaPlan

/// CSV files, which are read as text and converted by our rules.
extension SparkEngine {
  /// A text file as a relation with the columns that the plan was bound to.
  func relation(
    of source: FileSource, _ layout: TextLayout, _ schema: Schema, _ context: ExecutionContext
  ) async throws -> Relation {
    let text = Self.text(of: source, layout, names: schema.names)
    if source.bad == .null { try await tellBadValues(of: source, text, schema, context) }
    let items = schema.fields.map { field in
      let name = Self.quoted(field.name)
      let value = TextConversion.sql(name, to: field.type, orNull: source.bad == .null)
      return "\(value) AS \(name)"
    }
    return .sql(
      "SELECT \(items.joined(separator: ", ")) FROM stoa_text", over: ["stoa_text": text])
  }

  /// The columns of a text file, all as text.
  func text(
    of source: FileSource, names: [String], _ context: ExecutionContext
  ) async throws -> Relation {
    guard case .text(let layout) = try await layout(of: source, context).reading else {
      throw EngineError(.fault, "\"\(source.path)\" is no text file")
    }
    return Self.text(of: source, layout, names: names)
  }

  /// Finds out how the rows of a text file are written, and the types of its columns.
  func textLayout(
    of source: FileSource, _ context: ExecutionContext
  ) async throws -> FileLayout {
    let lines = try await table(
      Relation.read("text", [Self.path(source.path)], schema: nil).limited(to: 200), context)
    let texts = (0..<lines.rowCount).map { row in
      if case .string(let text) = lines.row(row)[0] { text } else { "" }
    }
    guard let layout = TextLayout(texts, source: source) else {
      throw EngineError(.input, "the file \"\(source.path)\" is empty")
    }
    return FileLayout(
      reading: .text(layout), schema: try await textSchema(of: source, layout, context))
  }

  /// The columns of a text file, all as text.
  private static func text(
    of source: FileSource, _ layout: TextLayout, names: [String]
  ) -> Relation {
    // Spark's reader knows one text that stands for null, which an empty value then is too.
    let isUsual = source.nulls == [""]
    let text = Relation.read(
      "csv", path(source.path), schema: names.map { StructField($0, .string()) },
      options: [
        "sep": String(layout.delimiter), "quote": String(TextLayout.quote),
        "escape": String(TextLayout.quote), "header": "\(layout.hasHeader)",
        "enforceSchema": "true", "multiLine": "\(layout.hasLineBreaks)", "mode": "FAILFAST",
        "nullValue": isUsual ? "" : "\u{1}\u{2}\u{3}",
      ])
    if isUsual { return text }
    let marks = source.nulls.indices.map { ":null\($0)" }.joined(separator: ", ")
    let items = names.map { name in
      let value = "coalesce(\(quoted(name)), '')"
      let kept = marks.isEmpty ? value : "CASE WHEN \(value) NOT IN (\(marks)) THEN \(value) END"
      return "\(kept) AS \(quoted(name))"
    }
    return .sql(
      "SELECT \(items.joined(separator: ", ")) FROM stoa_lines", over: ["stoa_lines": text],
      named: Dictionary(
        uniqueKeysWithValues: source.nulls.enumerated().map {
          ("null\($0.offset)", Literal.string($0.element))
        }))
  }

  /// Finds out the types of the columns from the first rows.
  ///
  /// The values of all columns stand one below the other, each once: a test for every column of
  /// its own makes a query of such a size that the JVM does not compile it.
  private func textSchema(
    of source: FileSource, _ layout: TextLayout, _ context: ExecutionContext
  ) async throws -> Schema {
    let text = Self.text(of: source, layout, names: layout.names)
    let sample = source.sample < 0 ? text : text.limited(to: source.sample)
    let candidates = TextConversion.candidates("value")
    let columns = layout.names.map(Self.quoted).joined(separator: ", ")
    let tests = candidates.map { "bool_and(\($0.test))" }.joined(separator: ", ")
    let values = "SELECT posexplode(array(\(columns))) AS (place, value) FROM stoa_text"
    let answers = try await table(
      .sql(
        "SELECT place, \(tests) FROM (SELECT DISTINCT place, value FROM (\(values))"
          + " WHERE value IS NOT NULL) GROUP BY place", over: ["stoa_text": sample]),
      context)
    var types: [Int: DataType] = [:]
    for row in (0..<answers.rowCount).map(answers.row) {
      guard case .int(let place) = row[0] else { continue }
      types[Int(place)] = zip(candidates, row.dropFirst()).first { $1 == .bool(true) }?.0.type
    }
    return Schema(layout.names.enumerated().map { Field($1, types[$0] ?? .string) })
  }

  /// Says how many values of a file became null because they did not fit.
  private func tellBadValues(
    of source: FileSource, _ text: Relation, _ schema: Schema, _ context: ExecutionContext
  ) async throws {
    let fields = schema.fields.filter { $0.type != .string && $0.type != .null }
    guard !fields.isEmpty else { return }
    var counts = layouts.badValues(of: source, schema)
    if counts == nil {
      let items = fields.map {
        "count_if(\(TextConversion.isBad(Self.quoted($0.name), as: $0.type)))"
      }
      let query = "SELECT \(items.joined(separator: ", ")) FROM stoa_text"
      counts = try await table(.sql(query, over: ["stoa_text": text]), context).row(0)
        .map { if case .int(let count) = $0 { count } else { 0 } }
      layouts.keep(badValues: counts ?? [], of: source, schema)
    }
    for (field, count) in zip(fields, counts ?? []) where count > 0 {
      let (values, were) = count == 1 ? ("1 value", "was") : ("\(count) values", "were")
      context.onNotice(
        "\(values) of `\(field.name)` did not fit \(field.type) and \(were) set to null")
    }
  }
}
