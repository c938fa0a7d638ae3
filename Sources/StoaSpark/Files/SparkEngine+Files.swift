import ArrowIPC
import SparkConnect
import StoaArrow
import StoaEngine
import StoaLanguage
import StoaPlan

extension SparkEngine {
  public func schema(
    of source: FileSource, _ context: ExecutionContext
  ) async throws -> Schema {
    try await recovering(context) { try await stated(foundSchema(of: source, context), source) }
  }

  private func foundSchema(
    of source: FileSource, _ context: ExecutionContext
  ) async throws -> Schema {
    switch source.format {
    case .csv: try await textSchema(of: source, context)
    case .parquet: try await readSchema(of: source, context)
    case .json: try await inOrder(readSchema(of: source, context), firstKeys(of: source, context))
    }
  }

  /// Asks for the files' paths, sizes and times, not for what is in them.
  public func fingerprints(of source: FileSource) async throws -> [FileFingerprint] {
    let files = Relation.read("binaryFile", [Self.path(source.path)], schema: nil)
    let query = Relation.sql(
      "SELECT path, length, unix_micros(modificationTime) AS modified FROM files ORDER BY path",
      over: ["files": files])
    let context = ExecutionContext()
    let table = try await recovering(context) { try await self.table(query, context) }
    return (0..<table.rowCount).compactMap { row in
      guard case .string(let path) = table.row(row)[0], case .int(let bytes) = table.row(row)[1],
        case .int(let modified) = table.row(row)[2]
      else { return nil }
      return FileFingerprint(path: path, bytes: bytes, modified: modified * 1000)
    }
  }

  /// A file as a relation with the columns that the plan was bound to.
  func relation(
    of source: FileSource, _ schema: Schema, _ context: ExecutionContext
  ) async throws -> Relation {
    switch source.format {
    case .csv:
      let text = try await text(of: source, names: schema.names, context)
      let items = schema.fields.map { field in
        let name = Self.quoted(field.name)
        let value = TextConversion.sql(name, to: field.type, orNull: source.bad == .null)
        return "\(value) AS \(name)"
      }
      if source.bad == .null { try await tellBadValues(of: text, schema, context) }
      return .sql(
        "SELECT \(items.joined(separator: ", ")) FROM stoa_text", over: ["stoa_text": text])
    case .parquet, .json:
      let items = schema.fields.map { field in
        let name = Self.quoted(field.name)
        guard let type = field.type.spark, type != .null else { return name }
        return "\(source.bad == .null ? "try_cast" : "CAST")(\(name) AS \(type)) AS \(name)"
      }
      return .sql(
        "SELECT \(items.joined(separator: ", ")) FROM stoa_file",
        over: ["stoa_file": Self.reader(of: source)])
    }
  }

  /// The columns of a text file, all as text.
  func text(
    of source: FileSource, names: [String], _ context: ExecutionContext
  ) async throws -> Relation {
    try await Self.text(of: source, layout(of: source, context), names: names)
  }

  /// All rows of a small query.
  func table(_ relation: Relation, _ context: ExecutionContext) async throws -> Table {
    try await perform(context) { [session] options in
      let result = try await session.run(relation, options)
      var tables: [Table] = []
      for try await batch in result.batches {
        tables.append(try Table(Schema(batch.schema), batch.rows))
      }
      return Table(schema: Schema(result.schema), concatenating: tables)
    }
  }

  /// A path as Spark reads it: one without a scheme is of this machine where it is a full one.
  static func path(_ path: String) -> String {
    path.hasPrefix("/") ? "file://\(path)" : path
  }

  static func quoted(_ name: String) -> String {
    "`\(name.replacing("`", with: "``"))`"
  }

  private static func reader(of source: FileSource) -> Relation {
    .read(source.format.rawValue, [path(source.path)], schema: nil)
  }

  private func readSchema(
    of source: FileSource, _ context: ExecutionContext
  ) async throws -> Schema {
    try await perform(context) { [session] _ in
      Schema(try await session.schema(of: Self.reader(of: source)))
    }
  }

  /// The keys of JSON lines in the order in which they first come; Spark's reader sorts them.
  private func firstKeys(
    of source: FileSource, _ context: ExecutionContext
  ) async throws -> [String] {
    let lines = Relation.read("text", [Self.path(source.path)], schema: nil).limited(to: 1000)
    let keys = try await table(
      .sql("SELECT explode(json_object_keys(value)) AS k FROM lines", over: ["lines": lines]),
      context)
    var seen: Set<String> = []
    return (0..<keys.rowCount).compactMap { row in
      guard case .string(let key) = keys.row(row)[0], seen.insert(key).inserted else { return nil }
      return key
    }
  }

  private func inOrder(_ schema: Schema, _ names: [String]) -> Schema {
    let first = names.compactMap { name in schema.fields.first { $0.name == name } }
    let known = Set(first.map(\.name))
    return Schema(first + schema.fields.filter { !known.contains($0.name) })
  }

  // MARK: CSV

  private func layout(
    of source: FileSource, _ context: ExecutionContext
  ) async throws -> TextLayout {
    let lines = try await table(
      Relation.read("text", [Self.path(source.path)], schema: nil).limited(to: 200), context)
    let texts = (0..<lines.rowCount).map { row in
      if case .string(let text) = lines.row(row)[0] { text } else { "" }
    }
    guard let layout = TextLayout(texts, source: source) else {
      throw EngineError(.input, "the file \"\(source.path)\" is empty")
    }
    return layout
  }

  /// The columns of a text file, all as text.
  private static func text(
    of source: FileSource, _ layout: TextLayout, names: [String]
  ) -> Relation {
    let fields = names.map { StructField($0, .string()) }
    let text = Relation.read(
      "csv", path(source.path), schema: fields,
      options: [
        "sep": String(layout.delimiter), "quote": String(TextLayout.quote),
        "escape": String(TextLayout.quote), "header": "\(layout.hasHeader)",
        "enforceSchema": "true", "multiLine": "\(layout.hasLineBreaks)", "mode": "FAILFAST",
        // Spark's reader knows one text that stands for null.
        "nullValue": source.nulls.first ?? "\u{1}\u{2}\u{3}",
      ])
    guard source.nulls.count > 1 else { return text }
    let marks = source.nulls.indices.map { ":null\($0)" }.joined(separator: ", ")
    let items = names.map { name in
      let column = quoted(name)
      return "CASE WHEN \(column) NOT IN (\(marks)) THEN \(column) END AS \(column)"
    }
    return .sql(
      "SELECT \(items.joined(separator: ", ")) FROM stoa_lines", over: ["stoa_lines": text],
      named: Dictionary(
        uniqueKeysWithValues: source.nulls.enumerated().map {
          ("null\($0.offset)", Literal.string($0.element))
        }))
  }

  /// Finds out the types of the columns from the first rows.
  private func textSchema(
    of source: FileSource, _ context: ExecutionContext
  ) async throws -> Schema {
    let layout = try await layout(of: source, context)
    let text = Self.text(of: source, layout, names: layout.names)
    let sample = source.sample < 0 ? text : text.limited(to: source.sample)
    var items: [String] = []
    for name in layout.names {
      let column = Self.quoted(name)
      items += TextConversion.candidates(column).map {
        "coalesce(bool_and(\($0.test)) FILTER (WHERE \(column) IS NOT NULL), FALSE)"
      }
    }
    let answers = try await table(
      .sql("SELECT \(items.joined(separator: ", ")) FROM stoa_text", over: ["stoa_text": sample]),
      context)
    let row = answers.row(0)
    let count = TextConversion.candidates("").count
    return Schema(
      layout.names.enumerated().map { index, name in
        let tests = row[index * count..<(index + 1) * count]
        let type = zip(TextConversion.candidates(""), tests).first { $1 == .bool(true) }?.0.type
        return Field(name, type ?? .string)
      })
  }

  /// A schema with the types that the program states.
  private func stated(_ schema: Schema, _ source: FileSource) throws -> Schema {
    var fields = schema.fields
    let isNamed = source.header ?? true
    for (position, field) in source.declared.enumerated() {
      let index = isNamed ? schema.index(of: field.name) : position
      guard let index, index < fields.count else {
        throw EngineError(
          .input, "\"\(source.path)\" has no column `\(field.name)`",
          hint: Suggestion.didYouMean(Suggestion.nearest(to: field.name, among: schema.names)))
      }
      fields[index] = field
    }
    return Schema(fields)
  }

  /// Says how many values of a file became null because they did not fit.
  private func tellBadValues(
    of text: Relation, _ schema: Schema, _ context: ExecutionContext
  ) async throws {
    let fields = schema.fields.filter { $0.type != .string && $0.type != .null }
    guard !fields.isEmpty else { return }
    let items = fields.map {
      "count_if(\(TextConversion.isBad(Self.quoted($0.name), as: $0.type)))"
    }
    let counts = try await table(
      .sql("SELECT \(items.joined(separator: ", ")) FROM stoa_text", over: ["stoa_text": text]),
      context
    ).row(0)
    for (field, value) in zip(fields, counts) {
      guard case .int(let count) = value, count > 0 else { continue }
      let (values, were) = count == 1 ? ("1 value", "was") : ("\(count) values", "were")
      context.onNotice(
        "\(values) of `\(field.name)` did not fit \(field.type) and \(were) set to null")
    }
  }
}
