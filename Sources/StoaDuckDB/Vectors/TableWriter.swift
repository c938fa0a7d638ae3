import CDuckDB
import StoaEngine
import StoaPlan

/// Writes the rows of a `Table` to a table of DuckDB's, vector by vector.
struct TableWriter {
  let connection: Connection
  let schema: String
  let table: String

  private var functions: stoa_duckdb_functions { connection.functions }

  /// The type of the column that keeps values of a type of ours.
  static func type(of type: DataType) -> String {
    if case .other = type { return "VARCHAR" }
    return SQLText.type(type)
  }

  func write(_ rows: Table) throws {
    var appender: duckdb_appender?
    let state = functions.appender_create(connection.handle, schema, table, &appender)
    defer { _ = functions.appender_destroy(&appender) }
    guard let appender else { throw EngineError(.resources, "DuckDB has no memory left") }
    try check(state, appender)

    var types: [duckdb_logical_type?] = rows.columns.map { logicalType(of: $0.type) }
    defer { for index in types.indices { functions.destroy_logical_type(&types[index]) } }
    var chunk: duckdb_data_chunk? = functions.create_data_chunk(&types, idx_t(types.count))
    defer { functions.destroy_data_chunk(&chunk) }
    guard let chunk else { throw EngineError(.resources, "DuckDB has no memory left") }

    let size = Int(functions.vector_size())
    for start in stride(from: 0, to: rows.rowCount, by: size) {
      let range = start..<min(start + size, rows.rowCount)
      functions.data_chunk_reset(chunk)
      for (index, column) in rows.columns.enumerated() {
        write(column, range, to: functions.data_chunk_get_vector(chunk, idx_t(index)))
      }
      functions.data_chunk_set_size(chunk, idx_t(range.count))
      try check(functions.append_data_chunk(appender, chunk), appender)
    }
    try check(functions.appender_close(appender), appender)
  }

  private func check(_ state: duckdb_state, _ appender: duckdb_appender) throws {
    guard state != DuckDBSuccess else { return }
    throw DuckDBError.error(functions.appender_error(appender).map { String(cString: $0) } ?? "")
  }

  private func logicalType(of type: DataType) -> duckdb_logical_type {
    switch type {
    case .bool: functions.create_logical_type(DUCKDB_TYPE_BOOLEAN)
    case .int: functions.create_logical_type(DUCKDB_TYPE_BIGINT)
    case .float: functions.create_logical_type(DUCKDB_TYPE_DOUBLE)
    case .decimal(let precision, let scale):
      functions.create_decimal_type(UInt8(clamping: precision), UInt8(clamping: scale))
    case .string, .other, .null: functions.create_logical_type(DUCKDB_TYPE_VARCHAR)
    case .date: functions.create_logical_type(DUCKDB_TYPE_DATE)
    case .timestamp: functions.create_logical_type(DUCKDB_TYPE_TIMESTAMP)
    case .duration: functions.create_logical_type(DUCKDB_TYPE_INTERVAL)
    }
  }

  private func write(_ column: Column, _ rows: Range<Int>, to vector: duckdb_vector) {
    writeValidity(column, rows, to: vector)
    let data = functions.vector_get_data(vector)

    func copy<Stored: BitwiseCopyable>(_ values: [Stored]) {
      values[rows].withUnsafeBytes { bytes in
        guard let base = bytes.baseAddress else { return }
        data.copyMemory(from: base, byteCount: bytes.count)
      }
    }
    func map<Stored, Raw>(_ values: [Stored], _ convert: (Stored) -> Raw) {
      let target = data.assumingMemoryBound(to: Raw.self)
      for (index, row) in rows.enumerated() { target[index] = convert(values[row]) }
    }

    switch column.storage {
    case .bool(let values): copy(values)
    case .int(let values), .timestamp(let values): copy(values)
    case .float(let values): copy(values)
    case .date(let values): copy(values)
    case .duration(let values):
      map(values) { duckdb_interval(months: 0, days: 0, micros: $0) }
    case .decimal(let values):
      guard case .decimal(let precision, _) = column.type else { return }
      // DuckDB keeps a decimal in as few bytes as its precision needs.
      switch precision {
      case ...4: map(values) { Int16(truncatingIfNeeded: $0) }
      case ...9: map(values) { Int32(truncatingIfNeeded: $0) }
      case ...18: map(values) { Int64(truncatingIfNeeded: $0) }
      default: map(values) { duckdb_hugeint($0) }
      }
    case .string(let values), .other(let values):
      values.bytes.withUnsafeBytes { bytes in
        for (index, row) in rows.enumerated() where column.isValid(row) {
          let range = values.offsets[row]..<values.offsets[row + 1]
          let text = UnsafeRawBufferPointer(rebasing: bytes[range])
          text.withMemoryRebound(to: CChar.self) { text in
            guard let base = text.baseAddress else {
              functions.vector_assign_string_element_len(vector, idx_t(index), "", 0)
              return
            }
            functions.vector_assign_string_element_len(
              vector, idx_t(index), base, idx_t(text.count))
          }
        }
      }
    case .null: break
    }
  }

  private func writeValidity(_ column: Column, _ rows: Range<Int>, to vector: duckdb_vector) {
    let hasNulls = rows.contains { !column.isValid($0) }
    guard hasNulls else { return }
    functions.vector_ensure_validity_writable(vector)
    guard let words = functions.vector_get_validity(vector) else { return }
    for (index, row) in rows.enumerated() where !column.isValid(row) {
      words[index >> 6] &= ~(1 << UInt64(index & 63))
    }
  }
}
