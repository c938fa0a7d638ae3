import CDuckDB
import StoaEngine

/// `stoa_csv(files, …)`: the rows of delimited text files, all columns as texts.
///
///     stoa_csv(['cars.csv'], delim = ',', quote = '"', header = true, skip = 0,
///       nullstr = [''], columns = ['price', 'year'])
///
/// The columns that a query does not name are not cut out of the text. Rows come in the order of
/// the files where one thread asks for them.
enum DelimitedFunction {
  static let name = "stoa_csv"
  /// Rows of a vector, a constant of DuckDB's.
  static let vectorSize = 2048

  /// Makes the function known to a database.
  static func register(
    on connection: duckdb_connection, _ library: DuckDBLibrary, _ scans: DelimitedScans
  ) throws {
    let functions = library.functions
    let types = NativeTypes(functions)
    var made: duckdb_table_function? = functions.create_table_function()
    defer { functions.destroy_table_function(&made) }
    guard let function = made else { return }
    functions.table_function_set_name(function, name)
    types.with(DUCKDB_TYPE_VARCHAR) { text in
      types.withList(of: text) { texts in
        functions.table_function_add_parameter(function, texts)
        functions.table_function_add_named_parameter(function, "nullstr", texts)
        functions.table_function_add_named_parameter(function, "columns", texts)
      }
      functions.table_function_add_named_parameter(function, "delim", text)
      functions.table_function_add_named_parameter(function, "quote", text)
    }
    types.with(DUCKDB_TYPE_BOOLEAN) {
      functions.table_function_add_named_parameter(function, "header", $0)
    }
    types.with(DUCKDB_TYPE_BIGINT) {
      functions.table_function_add_named_parameter(function, "skip", $0)
    }
    functions.table_function_supports_projection_pushdown(function, true)
    functions.table_function_set_extra_info(
      function, Unmanaged.passRetained(scans).toOpaque(), release)
    functions.table_function_set_bind(function) { info in
      if let functions = DuckDBLibrary.opened { DelimitedFunction.bind(info, functions) }
    }
    functions.table_function_set_init(function) { info in
      if let functions = DuckDBLibrary.opened { DelimitedFunction.start(info, functions) }
    }
    functions.table_function_set_local_init(function) { info in
      guard let functions = DuckDBLibrary.opened else { return }
      functions.init_set_init_data(
        info, Unmanaged.passRetained(DelimitedCursor()).toOpaque(),
        DelimitedFunction.release)
    }
    functions.table_function_set_function(function) { info, output in
      if let functions = DuckDBLibrary.opened { DelimitedFunction.fill(output, info, functions) }
    }
    guard functions.register_table_function(connection, function) == DuckDBSuccess else {
      throw EngineError(.fault, "DuckDB does not take the function \(name)")
    }
  }

  // MARK: Calls of DuckDB's

  private static func bind(_ info: duckdb_bind_info, _ functions: stoa_duckdb_functions) {
    guard let scans: DelimitedScans = object(functions.bind_get_extra_info(info)) else { return }
    let arguments = BoundArguments(functions: functions, info: info)
    let columns = arguments.texts("columns")
    guard let delimiter = arguments.text("delim").utf8.first,
      let quote = arguments.text("quote").utf8.first, !columns.isEmpty
    else { return functions.bind_set_error(info, "\(name) needs delim, quote and columns") }
    let format = DelimitedFormat(
      delimiter: delimiter, quote: quote, columnCount: columns.count, skip: arguments.int("skip"),
      hasHeader: arguments.bool("header"), nulls: arguments.texts("nullstr").map { Array($0.utf8) })
    do {
      let reading = try DelimitedReading(
        paths: arguments.paths, format: format, scans: scans, connection: arguments.connection)
      NativeTypes(functions).with(DUCKDB_TYPE_VARCHAR) { text in
        for column in columns { functions.bind_add_result_column(info, column, text) }
      }
      functions.bind_set_cardinality(info, idx_t(reading.likelyRows), false)
      functions.bind_set_bind_data(
        info, Unmanaged.passRetained(reading).toOpaque(), release)
    } catch {
      functions.bind_set_error(info, error.message)
    }
  }

  private static func start(_ info: duckdb_init_info, _ functions: stoa_duckdb_functions) {
    guard let reading: DelimitedReading = object(functions.init_get_bind_data(info)) else { return }
    let columns = (0..<functions.init_get_column_count(info)).map {
      Int(truncatingIfNeeded: functions.init_get_column_index(info, $0))
    }
    functions.init_set_max_threads(info, idx_t(reading.scans.threads))
    functions.init_set_init_data(
      info, Unmanaged.passRetained(reading.start(columns)).toOpaque(),
      release)
  }

  private static func fill(
    _ output: duckdb_data_chunk, _ info: duckdb_function_info, _ functions: stoa_duckdb_functions
  ) {
    guard let projection: DelimitedProjection = object(functions.function_get_init_data(info)),
      let cursor: DelimitedCursor = object(functions.function_get_local_init_data(info))
    else { return }
    do {
      let rows = try cursor.fill(output, projection, functions)
      functions.data_chunk_set_size(output, idx_t(rows))
    } catch let error as DelimitedError {
      functions.function_set_error(info, error.message)
    } catch {
      functions.function_set_error(info, "\(error)")
    }
  }

  /// Lets go of an object that DuckDB kept for us.
  private static let release: duckdb_delete_callback_t = { pointer in
    if let pointer { Unmanaged<AnyObject>.fromOpaque(pointer).release() }
  }

  private static func object<Object: AnyObject>(_ pointer: UnsafeMutableRawPointer?) -> Object? {
    pointer.map { Unmanaged<Object>.fromOpaque($0).takeUnretainedValue() }
  }
}
