import CDuckDB
import StoaEngine
import StoaPlan

/// The rows of a statement that runs, read batch by batch; letting go of it stops the statement.
final class ResultReader {
  /// Both are kept for as long as the rows are read.
  private let connection: Connection
  private let statement: PreparedStatement?
  private var result: duckdb_result
  let columns: [NativeColumn]
  private(set) var schema: Schema
  private var readers: [ColumnReader]
  private let functions: stoa_duckdb_functions
  private var isFinished = false

  init(
    _ result: duckdb_result, on connection: Connection, of statement: PreparedStatement? = nil
  ) throws {
    let functions = connection.functions
    var result = result
    let columns = (0..<functions.column_count(&result)).map { index in
      var type = functions.column_logical_type(&result, index)
      defer { functions.destroy_logical_type(&type) }
      let name = functions.column_name(&result, index)
      return NativeColumn(
        name: name.map { String(cString: $0) } ?? "",
        type: type.map { NativeType($0, functions) } ?? .unknown)
    }
    self.connection = connection
    self.statement = statement
    self.result = result
    self.columns = columns
    self.functions = functions
    schema = Schema(columns.map { Field($0.name, $0.type.dataType) })
    readers = columns.map { ColumnReader($0, type: $0.type.dataType, functions) }
  }

  deinit { functions.destroy_result(&result) }

  /// Takes the columns for what the plan says they are: text for what it was before it was cast,
  /// and a column of nulls of some type for one of no type.
  func label(_ types: [DataType]) {
    for (index, type) in types.enumerated() where index < columns.count {
      switch (type, columns[index].type.dataType) {
      case (.other, .string), (.null, _):
        schema.fields[index].type = type
        readers[index] = ColumnReader(columns[index], type: type, functions)
      default: break
      }
    }
  }

  /// At least `rows` further rows, or those that are left; nil where none is.
  func next(rows: Int) throws -> Table? {
    var gathered = 0
    while gathered < rows, !isFinished {
      guard var chunk = functions.fetch_chunk(result) as duckdb_data_chunk? else {
        isFinished = true
        if let reason = functions.result_error(&result) {
          throw DuckDBError.error(String(cString: reason))
        }
        break
      }
      defer { release(&chunk) }
      let count = Int(functions.data_chunk_get_size(chunk))
      if count == 0 {
        isFinished = true
        break
      }
      for (index, reader) in readers.enumerated() {
        try reader.append(functions.data_chunk_get_vector(chunk, idx_t(index)), count: count)
      }
      gathered += count
    }
    return gathered == 0 ? nil : Table(columns: readers.map { $0.finish() })
  }

  /// All rows that are left.
  func readAll() throws -> Table {
    try next(rows: .max) ?? Table(columns: readers.map { $0.finish() })
  }

  private func release(_ chunk: inout duckdb_data_chunk) {
    var released: duckdb_data_chunk? = chunk
    functions.destroy_data_chunk(&released)
  }
}
