import CDuckDB

extension NativeType {
  /// DuckDB's name for a type that is carried as text, as a cast takes it.
  static func name(
    of type: duckdb_logical_type, _ id: duckdb_type, _ functions: stoa_duckdb_functions
  ) -> String {
    func name(_ child: duckdb_logical_type?) -> String {
      var child = child
      defer { functions.destroy_logical_type(&child) }
      return child.map { NativeType($0, functions).name } ?? "UNKNOWN"
    }
    func list(_ count: idx_t, _ member: (idx_t) -> (UnsafeMutablePointer<CChar>?, String)) -> String
    {
      (0..<count).map { index in
        let (name, type) = member(index)
        return "\(SQLText.identifier(functions.takeString(name))) \(type)"
      }.joined(separator: ", ")
    }
    switch id {
    case DUCKDB_TYPE_LIST: return name(functions.list_type_child_type(type)) + "[]"
    case DUCKDB_TYPE_ARRAY:
      let size = functions.array_type_array_size(type)
      return name(functions.array_type_child_type(type)) + "[\(size)]"
    case DUCKDB_TYPE_MAP:
      let key = name(functions.map_type_key_type(type))
      return "MAP(\(key), \(name(functions.map_type_value_type(type))))"
    case DUCKDB_TYPE_STRUCT:
      let fields = list(functions.struct_type_child_count(type)) { index in
        let child = functions.struct_type_child_type(type, index)
        return (functions.struct_type_child_name(type, index), name(child))
      }
      return "STRUCT(\(fields))"
    case DUCKDB_TYPE_UNION:
      let members = list(functions.union_type_member_count(type)) { index in
        let child = functions.union_type_member_type(type, index)
        return (functions.union_type_member_name(type, index), name(child))
      }
      return "UNION(\(members))"
    default: return names[id.rawValue] ?? "TYPE \(id.rawValue)"
    }
  }

  /// The names of those without parameters.
  private static let names: [UInt32: String] = [
    DUCKDB_TYPE_TIME.rawValue: "TIME",
    DUCKDB_TYPE_TIME_NS.rawValue: "TIME_NS",
    DUCKDB_TYPE_TIME_TZ.rawValue: "TIME WITH TIME ZONE",
    // DuckDB has no cast of it to a timestamp without a zone.
    DUCKDB_TYPE_TIMESTAMP_TZ_NS.rawValue: "TIMESTAMPTZ_NS",
    DUCKDB_TYPE_BLOB.rawValue: "BLOB",
    DUCKDB_TYPE_UUID.rawValue: "UUID",
    DUCKDB_TYPE_BIT.rawValue: "BIT",
    DUCKDB_TYPE_UHUGEINT.rawValue: "UHUGEINT",
    DUCKDB_TYPE_BIGNUM.rawValue: "BIGNUM",
    DUCKDB_TYPE_GEOMETRY.rawValue: "GEOMETRY",
    DUCKDB_TYPE_VARIANT.rawValue: "VARIANT",
  ]
}

extension stoa_duckdb_functions {
  /// The string in memory that DuckDB gave away, which is freed.
  func takeString(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
    guard let pointer else { return "" }
    defer { free(pointer) }
    return String(cString: pointer)
  }
}
