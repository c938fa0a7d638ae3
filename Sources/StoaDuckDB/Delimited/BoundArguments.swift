import CDuckDB

/// The arguments that a query gives to a table function.
struct BoundArguments {
  let functions: stoa_duckdb_functions
  let info: duckdb_bind_info

  /// The list in the first place.
  var paths: [String] { with(functions.bind_get_parameter(info, 0), texts(of:)) ?? [] }

  func texts(_ name: String) -> [String] { with(named(name), texts(of:)) ?? [] }

  func text(_ name: String) -> String {
    with(named(name)) { functions.takeString(functions.get_varchar($0)) } ?? ""
  }

  func bool(_ name: String) -> Bool { with(named(name)) { functions.get_bool($0) } ?? false }

  func int(_ name: String) -> Int { with(named(name)) { Int(functions.get_int64($0)) } ?? 0 }

  /// The number of the connection that asks.
  var connection: UInt64 {
    var context: duckdb_client_context?
    functions.table_function_get_client_context(info, &context)
    defer { functions.destroy_client_context(&context) }
    return context.map { functions.client_context_get_connection_id($0) } ?? 0
  }

  private func named(_ name: String) -> duckdb_value? {
    functions.bind_get_named_parameter(info, name)
  }

  private func texts(of list: duckdb_value) -> [String] {
    (0..<functions.get_list_size(list)).compactMap { index in
      with(functions.get_list_child(list, index)) {
        functions.takeString(functions.get_varchar($0))
      }
    }
  }

  private func with<Result>(_ value: duckdb_value?, _ body: (duckdb_value) -> Result) -> Result? {
    var owned = value
    defer { functions.destroy_value(&owned) }
    return value.map(body)
  }
}
