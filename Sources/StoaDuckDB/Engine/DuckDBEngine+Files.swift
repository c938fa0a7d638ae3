import StoaEngine
import StoaPlan

extension DuckDBEngine {
  public func schema(
    of source: FileSource, _ context: ExecutionContext
  ) async throws -> Schema {
    try await layout(of: source, context).schema
  }

  public func fingerprints(of source: FileSource) async throws -> [FileFingerprint] {
    try await files(of: source, ExecutionContext()).map(FileResolver.fingerprint)
  }

  public func unsupported(in plan: Plan) -> [String] {
    unreadable(in: plan) + unsayable(in: plan)
  }

  /// What of it is out of this engine's reach, whatever is done with it.
  func unreadable(in plan: Plan) -> [String] {
    let tooLarge = plan.scorers.filter { scorers.number(of: $0) == nil }.map(Self.tooLarge)
    let unreadable = plan.leaves.compactMap { leaf in
      switch leaf {
      case .load(let source, _): Self.refusal(of: source)?.message
      case .materialized(let frame, _) where frame.engine != name:
        "the embedded engine cannot read a frame that is kept on \(frame.engine)"
      default: nil
      }
    }
    return tooLarge + unreadable
  }

  public func unsupported(_ target: FileTarget) -> String? {
    if FileResolver.remoteScheme(of: target.path) != nil {
      return "the embedded engine writes to this machine only, not to \"\(target.path)\":"
        + " `:engine spark` writes there"
    }
    if FileResolver.isKnown(target.format) { return nil }
    return "the embedded engine writes no \(target.format.rawValue) files: write `as parquet`, or"
      + " with `:engine spark`"
  }

  /// Why a file cannot be read here.
  private static func refusal(of source: FileSource) -> EngineError? {
    if FileResolver.remoteScheme(of: source.path) != nil {
      return EngineError(
        .unsupported,
        "the embedded engine reads files of this machine only, not \"\(source.path)\"",
        hint: "`stoa --engine spark` reads it")
    }
    if FileResolver.isKnown(source.format) { return nil }
    return EngineError(
      .unsupported,
      "the embedded engine reads no \(source.format.rawValue) files, such as \"\(source.path)\"",
      hint: "`stoa --engine spark` reads it, and writes it `as parquet`")
  }

  /// A file as a relation with the columns that the plan was bound to.
  func relation(
    of source: FileSource, _ schema: Schema, _ context: ExecutionContext
  ) async throws -> FileRelation {
    var layout = try await layout(of: source, context)
    guard layout.schema.names == schema.names else {
      throw EngineError(
        .input, "the columns of \"\(source.path)\" are not those it had when it was loaded",
        hint: "load it again")
    }
    for (index, field) in schema.fields.enumerated() where layout.columns[index].type != field.type
    {
      layout.columns[index].type = field.type
      layout.columns[index].format = nil
    }
    let relation = FileRelation(source: source, layout: layout)
    if source.bad == .null { try await tellBadValues(of: relation, schema, context) }
    return relation
  }

  private func layout(
    of source: FileSource, _ context: ExecutionContext
  ) async throws -> FileLayout {
    let files = try await files(of: source, context)
    let fingerprints = try files.map(FileResolver.fingerprint)
    if let known = layouts.layout(of: source, fingerprints) { return known }
    if source.declared.isEmpty, source.format.isText,
      let empty = fingerprints.first(where: { $0.bytes == 0 })
    {
      throw EngineError(.input, "the file \"\(empty.path)\" is empty")
    }
    var found = try await withConnection(context) { connection in
      try LayoutFinder(connection: connection, source: source, files: files).find()
    }
    found.bytes = fingerprints.reduce(0) { $0 + $1.bytes }
    layouts.keep(found, of: source, fingerprints)
    return found
  }

  private func files(
    of source: FileSource, _ context: ExecutionContext
  ) async throws -> [String] {
    if let refusal = Self.refusal(of: source) { throw refusal }
    return try await FileResolver.files(of: source) { pattern in
      try await withConnection(context) { connection in
        let table = try connection.query(
          "SELECT file FROM glob(\(SQLText.literal(pattern)))")
        return table.columns[0].strings
      }
    }
  }

  /// Says how many values of a file became null because they did not fit.
  private func tellBadValues(
    of relation: FileRelation, _ schema: Schema, _ context: ExecutionContext
  ) async throws {
    let tests = relation.converted.compactMap { column in
      TextConversion.isBad(
        SQLText.identifier(column.name), as: column.type, format: column.format
      ).map { (column, $0) }
    }
    guard !tests.isEmpty else { return }
    var counts = layouts.badValues(of: relation.source, schema)
    if counts == nil {
      let items = tests.map { "count(*) FILTER (WHERE \($0.1))" }
      let reader = relation.reader(relation.layout.files)
      counts = try await withConnection(context) { connection in
        try connection.query("SELECT \(items.joined(separator: ", ")) FROM \(reader)").row(0)
          .map { if case .int(let count) = $0 { count } else { 0 } }
      }
      layouts.keep(badValues: counts ?? [], of: relation.source, schema)
    }
    for (test, count) in zip(tests, counts ?? []) where count > 0 {
      let (values, were) = count == 1 ? ("1 value", "was") : ("\(count) values", "were")
      context.onNotice(
        "\(values) of `\(test.0.name)` did not fit \(test.0.type) and \(were) set to null")
    }
  }
}

extension Column {
  /// The texts of a column of strings, without its nulls.
  var strings: [String] {
    (0..<count).compactMap { if case .string(let text) = self[$0] { text } else { nil } }
  }
}
