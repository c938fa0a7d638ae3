import CDuckDB

/// DuckDB's descriptions of types, given back after use.
struct NativeTypes {
  let functions: stoa_duckdb_functions

  init(_ functions: stoa_duckdb_functions) { self.functions = functions }

  func with(_ type: duckdb_type, _ body: (duckdb_logical_type) -> Void) {
    use(functions.create_logical_type(type), body)
  }

  func withList(of element: duckdb_logical_type, _ body: (duckdb_logical_type) -> Void) {
    use(functions.create_list_type(element), body)
  }

  func withPair(
    _ a: (name: String, type: duckdb_type), _ b: (name: String, type: duckdb_type),
    _ body: (duckdb_logical_type) -> Void
  ) {
    with(a.type) { first in
      with(b.type) { second in
        a.name.withCString { firstName in
          b.name.withCString { secondName in
            var types = [first, second]
            var names = [firstName, secondName]
            use(functions.create_struct_type(&types, &names, 2), body)
          }
        }
      }
    }
  }

  private func use(_ type: duckdb_logical_type, _ body: (duckdb_logical_type) -> Void) {
    var made: duckdb_logical_type? = type
    body(type)
    functions.destroy_logical_type(&made)
  }
}
