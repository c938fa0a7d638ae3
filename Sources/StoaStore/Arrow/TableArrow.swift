import ArrowIPC
import StoaEngine
import StoaPlan

/// Tables as Arrow IPC streams that pandas, R or DuckDB can open, and back without loss.
///
/// Each type of the language is one of Arrow. What is not computed on is text in Arrow, and its
/// type's name stands in the field's metadata under `stoa:type`. A mask without a null, and that
/// of a column of nulls alone, comes back as none.
public enum TableArrow {
  static let typeKey = "stoa:type"

  /// The table as one stream with one batch.
  public static func encode(_ table: Table) throws(StoreError) -> [UInt8] {
    do {
      let schema = ArrowSchema(table.columns.map(ArrowField.init))
      var writer = try ArrowStreamWriter(schema)
      try writer.write(
        ArrowBatch(length: table.rowCount, columns: table.columns.map(ArrowArray.init)))
      return writer.finish()
    } catch {
      throw StoreError(.fault, "a table cannot be written as Arrow: \(error.message)")
    }
  }

  /// The table of a stream that `encode` wrote; of any other, an error may come back.
  public static func decode(_ bytes: [UInt8]) throws(StoreError) -> Table {
    do throws(ArrowError) {
      let reader = try ArrowStreamReader(bytes)
      let fields = try reader.schema.fields.map { (field) throws(ArrowError) in
        try Field(field)
      }
      let batches = try reader.batches()
      guard !batches.isEmpty else { throw ArrowError(.truncated, "its rows are missing") }
      let tables = batches.map { batch in
        Table(columns: zip(fields, batch.columns).map(Column.init))
      }
      return Table(schema: Schema(fields), concatenating: tables)
    } catch {
      throw StoreError(.table, "a stored table cannot be read: \(error.message)")
    }
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

extension Field {
  fileprivate init(_ field: ArrowField) throws(ArrowError) {
    let type: DataType
    switch field.type {
    case .bool: type = .bool
    case .int64: type = .int
    case .float64: type = .float
    case .decimal128(let precision, let scale):
      type = .decimal(precision: precision, scale: scale)
    case .utf8, .largeUTF8:
      type = field.metadata[TableArrow.typeKey].map(DataType.other) ?? .string
    case .date32: type = .date
    case .timestamp(.microsecond, zone: nil): type = .timestamp
    case .duration(.microsecond): type = .duration
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
