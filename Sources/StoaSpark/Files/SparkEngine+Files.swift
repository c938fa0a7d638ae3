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
    try await recovering(context) { try await stated(layout(of: source, context), source) }
  }

  /// Asks for the files' paths, sizes and times, not for what is in them.
  public func fingerprints(of source: FileSource) async throws -> [FileFingerprint] {
    let context = ExecutionContext()
    return try await recovering(context) { try await fingerprints(of: source, context) }
  }

  private func fingerprints(
    of source: FileSource, _ context: ExecutionContext
  ) async throws -> [FileFingerprint] {
    let files = Relation.read("binaryFile", [Self.path(source.path)], schema: nil)
    let query = Relation.sql(
      "SELECT path, length, unix_micros(modificationTime) AS modified FROM files ORDER BY path",
      over: ["files": files])
    let table = try await table(query, context)
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
    let layout = try await layout(of: source, context)
    guard try stated(layout, source).names == schema.names else {
      throw EngineError(
        .input, "the columns of \"\(source.path)\" are not those it had when it was loaded",
        hint: "load it again")
    }
    switch layout.reading {
    case .text(let text): return try await relation(of: source, text, schema, context)
    case .typed(let fields):
      let items = schema.fields.map { field in
        let name = Self.quoted(field.name)
        guard let type = field.type.spark, type != .null else { return name }
        return "\(source.bad == .null ? "try_cast" : "CAST")(\(name) AS \(type)) AS \(name)"
      }
      return .sql(
        "SELECT \(items.joined(separator: ", ")) FROM stoa_file",
        over: ["stoa_file": Self.reader(of: source, fields)])
    }
  }

  /// What is known of a file; it is looked at where it is not known, or has changed since.
  func layout(of source: FileSource, _ context: ExecutionContext) async throws -> FileLayout {
    let fingerprints = try await fingerprints(of: source, context)
    if let known = layouts.layout(of: source, fingerprints) { return known }
    let found: FileLayout
    if source.format == .csv {
      found = try await textLayout(of: source, context)
    } else {
      let fields = try await perform(context) { [session] _ in
        try await session.schema(of: Self.reader(of: source, nil))
      }
      let names = source.format == .json ? try await firstKeys(of: source, context) : []
      found = FileLayout(reading: .typed(fields), schema: Schema(fields).beginning(with: names))
    }
    layouts.keep(found, of: source, fingerprints)
    return found
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

  /// Spark's reader; without columns it looks into the files for them.
  private static func reader(of source: FileSource, _ fields: [StructField]?) -> Relation {
    .read(source.format.rawValue, [path(source.path)], schema: fields?.ddl)
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

  /// The columns of a file with what the program states of them.
  ///
  /// Where the file has no header, the stated names are those of its first columns.
  private func stated(_ layout: FileLayout, _ source: FileSource) throws -> Schema {
    var fields = layout.schema.fields
    guard layout.isNamed || source.declared.count <= fields.count else {
      throw EngineError(
        .input,
        "\"\(source.path)\" has \(fields.count) columns, and the schema states"
          + " \(source.declared.count)")
    }
    for (position, field) in source.declared.enumerated() {
      guard let index = layout.isNamed ? layout.schema.index(of: field.name) : position else {
        throw EngineError(
          .input, "\"\(source.path)\" has no column `\(field.name)`",
          hint: Suggestion.didYouMean(
            Suggestion.nearest(to: field.name, among: layout.schema.names))
            ?? "write `with header = false` where its first line is not a header")
      }
      fields[index] = field
    }
    return Schema(fields)
  }
}

extension Schema {
  /// The same columns, those with these names first.
  fileprivate func beginning(with names: [String]) -> Schema {
    let first = names.compactMap { name in fields.first { $0.name == name } }
    let known = Set(first.map(\.name))
    return Schema(first + fields.filter { !known.contains($0.name) })
  }
}
