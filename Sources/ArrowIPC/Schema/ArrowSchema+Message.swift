/// The tables `Schema`, `Field` and `KeyValue` of Arrow's `Schema.fbs`
/// (https://github.com/apache/arrow/blob/main/format/Schema.fbs).
extension ArrowSchema {
  var message: FlatValue {
    // Slots: endianness (little by default), fields, custom_metadata
    .table([nil, .vector(fields.map(\.message)), metadata.message])
  }

  init(_ table: FlatTable, metadataBytes: Int) throws(ArrowError) {
    guard try table.short(0) == 0 else {
      throw ArrowError(.unsupported, "streams of big-endian machines are not read")
    }
    var decoder = SchemaDecoder(budget: 1024 + 16 * metadataBytes)
    self.init(
      try decoder.fields(table.tables(1), depth: 0),
      metadata: try decoder.metadata(table.tables(2)))
  }
}

extension ArrowField {
  fileprivate var message: FlatValue {
    let (tag, table) = type.message
    // Slots: name, nullable, type_type, type, dictionary, children, custom_metadata
    return .table([
      .string(name), .bool(isNullable), .byte(tag), table, nil,
      .vector(children.map(\.message)), metadata.message,
    ])
  }
}

extension [String: String] {
  fileprivate var message: FlatValue? {
    guard !isEmpty else { return nil }
    let pairs = sorted { $0.key < $1.key }
    return .vector(pairs.map { .table([.string($0.key), .string($0.value)]) })
  }
}

/// Reads fields within a budget: tables and strings of a hostile schema may be shared, so that a
/// few bytes would unfold without end.
private struct SchemaDecoder {
  static let deepest = 64
  var budget: Int

  mutating func fields(_ tables: FlatTables, depth: Int) throws(ArrowError) -> [ArrowField] {
    guard depth < Self.deepest else {
      throw ArrowError(.unsupported, "types nested deeper than \(Self.deepest) are not read")
    }
    var fields: [ArrowField] = []
    for index in 0..<tables.count {
      fields.append(try field(tables.element(index), depth: depth))
    }
    return fields
  }

  private mutating func field(_ table: FlatTable, depth: Int) throws(ArrowError) -> ArrowField {
    try spend(16)
    let name = try string(table, 0)
    guard try !table.isPresent(4) else {
      throw ArrowError(.unsupported, "the column \(name) is dictionary-encoded, which is not read")
    }
    guard let type = try table.table(3) else {
      throw ArrowError(.malformed, "the column \(name) has no type")
    }
    let field = ArrowField(
      name, try ArrowType(tag: table.byte(2), type), isNullable: try table.bool(1),
      children: try fields(table.tables(5), depth: depth + 1),
      metadata: try metadata(table.tables(6)))
    try field.checkChildren()
    return field
  }

  mutating func metadata(_ tables: FlatTables) throws(ArrowError) -> [String: String] {
    var metadata: [String: String] = [:]
    for index in 0..<tables.count {
      let pair = try tables.element(index)
      metadata[try string(pair, 0)] = try string(pair, 1)
    }
    return metadata
  }

  private mutating func string(_ table: FlatTable, _ slot: Int) throws(ArrowError) -> String {
    let string = try table.string(slot) ?? ""
    try spend(8 + string.utf8.count)
    return string
  }

  private mutating func spend(_ cost: Int) throws(ArrowError) {
    budget -= cost
    guard budget >= 0 else {
      throw ArrowError(.malformed, "the schema unfolds to far more than it takes")
    }
  }
}
