import ArrowIPC
import StoaEngine
import StoaPlan

/// Tables as Arrow IPC streams that pandas, R or DuckDB can open, and back without loss.
///
/// Each type of the language is one of Arrow. What is not computed on is written as text, and its
/// type's name stands in the field's metadata under `stoa:type`. A mask without a null, and that
/// of a column of nulls alone, comes back as none.
public enum TableArrow {
  static let typeKey = "stoa:type"

  /// The table as one stream with one batch.
  public static func encode(_ table: Table) throws(ArrowError) -> [UInt8] {
    var writer = try ArrowStreamWriter(ArrowSchema(table.columns.map(ArrowField.init)))
    try writer.write(
      ArrowBatch(length: table.rowCount, columns: table.columns.map(ArrowArray.init)))
    return writer.finish()
  }

  /// The table of a stream, which anyone may have written.
  public static func decode(_ bytes: [UInt8]) throws(ArrowError) -> Table {
    let reader = try ArrowStreamReader(bytes)
    let schema = try Schema(reader.schema)
    let batches = try reader.batches()
    guard !batches.isEmpty else { throw ArrowError(.truncated, "its rows are missing") }
    let tables = try batches.map { (batch) throws(ArrowError) in try Table(schema, batch) }
    return Table(schema: schema, concatenating: tables)
  }
}

extension Table {
  /// A batch as a table; `schema` is that of the batch's fields.
  public init(_ schema: Schema, _ batch: ArrowBatch) throws(ArrowError) {
    let columns = try zip(schema.fields, batch.columns).map { (field, array) throws(ArrowError) in
      try Column(field, array)
    }
    self.init(columns: columns)
  }
}

extension ArrowField {
  fileprivate init(_ column: Column) {
    var metadata: [String: String] = [:]
    let type: ArrowType =
      switch column.type {
      case .bool: .bool
      case .int: .int64
      case .float: .float64
      case .decimal(let precision, let scale):
        .decimal128(precision: precision, scale: scale)
      case .string: column.isLarge ? .largeUTF8 : .utf8
      case .date: .date32
      case .timestamp: .timestamp(.microsecond, zone: nil)
      case .duration: .duration(.microsecond)
      case .other: column.isLarge ? .largeUTF8 : .utf8
      case .null: .null
      }
    if case .other(let name) = column.type { metadata[TableArrow.typeKey] = name }
    self.init(column.name, type, metadata: metadata)
  }
}

extension Schema {
  /// The columns that the fields of a stream become; nested ones and bytes are refused.
  public init(_ schema: ArrowSchema) throws(ArrowError) {
    self.init(try schema.fields.map { (field) throws(ArrowError) in try Field(field) })
  }
}

extension Field {
  fileprivate init(_ field: ArrowField) throws(ArrowError) {
    let type: DataType
    switch field.type {
    case .bool: type = .bool
    case .int8, .int16, .int32, .int64, .uint8, .uint16, .uint32: type = .int
    case .uint64: type = .decimal(precision: 20, scale: 0)
    case .float32, .float64: type = .float
    case .decimal128(let precision, let scale):
      type = .decimal(precision: precision, scale: scale)
    case .utf8, .largeUTF8:
      type = field.metadata[TableArrow.typeKey].map(DataType.other) ?? .string
    case .date32, .date64: type = .date
    case .timestamp: type = .timestamp
    case .duration: type = .duration
    case .null: type = .null
    default:
      throw ArrowError(
        .unsupported, "the column \(field.name) has the type \(field.type), which is not ours")
    }
    self.init(field.name, type)
  }
}

extension Column {
  /// Whether the text is too long for 32-bit offsets.
  fileprivate var isLarge: Bool {
    switch storage {
    case .string(let values), .other(let values): values.bytes.count > Int(Int32.max)
    default: false
    }
  }
}
