import CDuckDB
import Foundation
import StoaEngine
import StoaPlan

/// A statement that DuckDB has parsed and bound, and the values of its parameters.
final class PreparedStatement {
  let connection: Connection
  private var handle: duckdb_prepared_statement?
  private let prepared: duckdb_prepared_statement

  private var functions: stoa_duckdb_functions { connection.functions }

  /// Prepares a text of exactly one statement.
  init(_ text: String, on connection: Connection) throws {
    self.connection = connection
    let functions = connection.functions
    var statements: duckdb_extracted_statements?
    let count = functions.extract_statements(connection.handle, text, &statements)
    defer { functions.destroy_extracted(&statements) }
    guard let statements else { throw EngineError(.resources, "DuckDB has no memory left") }
    if count == 0, let reason = functions.extract_statements_error(statements) {
      throw DuckDBError.error(String(cString: reason))
    }
    guard count == 1 else {
      throw EngineError(.query, "there are \(count) statements where one is expected")
    }
    var prepared: duckdb_prepared_statement?
    let state = functions.prepare_extracted_statement(connection.handle, statements, 0, &prepared)
    guard let prepared else { throw EngineError(.resources, "DuckDB has no memory left") }
    handle = prepared
    self.prepared = prepared
    guard state == DuckDBSuccess else {
      throw DuckDBError.error(functions.prepare_error(prepared).map { String(cString: $0) } ?? "")
    }
  }

  deinit { functions.destroy_prepare(&handle) }

  var isSelect: Bool {
    functions.prepared_statement_type(prepared) == DUCKDB_STATEMENT_TYPE_SELECT
  }

  /// The columns of the result, as far as they are known before it runs.
  var columns: [NativeColumn] {
    (0..<functions.prepared_statement_column_count(prepared)).map { index in
      var type = functions.prepared_statement_column_logical_type(prepared, index)
      defer { functions.destroy_logical_type(&type) }
      let name = functions.prepared_statement_column_name(prepared, index)
      return NativeColumn(
        name: name.map { String(cString: $0) } ?? "",
        type: type.map { NativeType($0, functions) } ?? .unknown)
    }
  }

  /// Gives the parameters their values, in order.
  func bind(_ parameters: [SQLQuery.Parameter]) throws {
    for (index, parameter) in parameters.enumerated() {
      guard bind(parameter.value, at: idx_t(index + 1)) == DuckDBSuccess else {
        throw EngineError(.fault, "parameter \(index + 1) of the query has no place in it")
      }
    }
  }

  private func bind(_ value: Value, at index: idx_t) -> duckdb_state {
    switch value {
    case .null: functions.bind_null(prepared, index)
    case .bool(let value): functions.bind_boolean(prepared, index, value)
    case .int(let value): functions.bind_int64(prepared, index, value)
    case .float(let value): functions.bind_double(prepared, index, value)
    case .decimal(let unscaled, let scale):
      functions.bind_decimal(
        prepared, index,
        duckdb_decimal(width: 38, scale: UInt8(clamping: scale), value: duckdb_hugeint(unscaled)))
    case .string(let value), .other(let value):
      functions.bind_varchar_length(prepared, index, value, idx_t(value.utf8.count))
    case .date(let days): functions.bind_date(prepared, index, duckdb_date(days: days))
    case .timestamp(let micros):
      functions.bind_timestamp(prepared, index, duckdb_timestamp(micros: micros))
    case .duration(let micros):
      functions.bind_interval(
        prepared, index, duckdb_interval(months: 0, days: 0, micros: micros))
    }
  }

  /// Runs the statement until its first rows are there, or, where it does not stream, its last.
  func execute(streaming: Bool) throws -> ResultReader {
    var pending: duckdb_pending_result?
    let state =
      streaming
      ? functions.pending_prepared_streaming(prepared, &pending)
      : functions.pending_prepared(prepared, &pending)
    defer { functions.destroy_pending(&pending) }
    guard let pending else { throw EngineError(.resources, "DuckDB has no memory left") }
    guard state == DuckDBSuccess else {
      throw DuckDBError.error(functions.pending_error(pending).map { String(cString: $0) } ?? "")
    }
    work(on: pending)
    var result = duckdb_result()
    guard functions.execute_pending(pending, &result) == DuckDBSuccess else {
      defer { functions.destroy_result(&result) }
      throw DuckDBError.error(functions.result_error(&result).map { String(cString: $0) } ?? "")
    }
    return try ResultReader(result, on: connection, of: self)
  }

  /// Works on a statement's tasks until its result is there, or an error.
  ///
  /// DuckDB's own waiting asks for tasks without a pause while its other threads have them all,
  /// which takes a core from them.
  private func work(on pending: duckdb_pending_result) {
    var pause = Self.shortestPause
    while true {
      switch functions.pending_execute_task(pending) {
      case DUCKDB_PENDING_RESULT_NOT_READY: pause = Self.shortestPause
      case DUCKDB_PENDING_NO_TASKS_AVAILABLE:
        usleep(pause)
        pause = min(2 * pause, Self.longestPause)
      default: return
      }
    }
  }

  /// Microseconds
  private static let shortestPause: UInt32 = 10
  private static let longestPause: UInt32 = 80
}

extension duckdb_hugeint {
  init(_ value: Int128) {
    self.init(lower: UInt64(truncatingIfNeeded: value), upper: Int64(value >> 64))
  }
}
