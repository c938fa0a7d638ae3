import CDuckDB

/// `stoa_hash(x…)`: the hash of a row by which `split` and `sample` deal it out, an int.
///
/// Ints, floats and texts hash as in Spark's `xxhash64`, so that both engines deal alike.
enum RowHash {
  static let function = NativeFunction(
    name: "stoa_hash", parameters: [], rest: DUCKDB_TYPE_ANY,
    withResult: { $0.with(DUCKDB_TYPE_BIGINT, $1) }, takesNulls: true
  ) { call, _ in
    let hashes = call.values(call.output, UInt64.self)
    hashes.update(repeating: XXHash64.seed, count: call.rows)
    for index in 0..<call.columnCount {
      let vector = call.vector(index)
      var type: duckdb_logical_type? = call.functions.vector_get_column_type(vector)
      let kind = type.map(call.functions.get_type_id)
      call.functions.destroy_logical_type(&type)
      let isKnown = add(vector, kind, to: hashes, call)
      guard isKnown else { return call.fail("stoa_hash takes ints, floats and texts") }
    }
  }

  private static func add(
    _ vector: duckdb_vector, _ kind: duckdb_type?, to hashes: UnsafeMutablePointer<UInt64>,
    _ call: NativeFunction.Call
  ) -> Bool {
    let validity = call.validity(vector)
    func each(_ hash: (Int, UInt64) -> UInt64) {
      for row in 0..<call.rows {
        if let validity, validity[row >> 6] >> UInt64(row & 63) & 1 == 0 { continue }
        hashes[row] = hash(row, hashes[row])
      }
    }
    switch kind {
    case DUCKDB_TYPE_BIGINT:
      let values = call.values(vector, UInt64.self)
      each { XXHash64.hash(values[$0], seed: $1) }
    case DUCKDB_TYPE_DOUBLE:
      let values = call.values(vector, Double.self)
      each { XXHash64.hash(bits(values[$0]), seed: $1) }
    case DUCKDB_TYPE_VARCHAR:
      let values = UnsafePointer(call.values(vector, duckdb_string_t.self))
      each { XXHash64.hash((values + $0).bytes, seed: $1) }
    // A null without a type.
    case DUCKDB_TYPE_SQLNULL: break
    default: return false
    }
    return true
  }

  /// Both zeros are one value, and every NaN.
  private static func bits(_ value: Double) -> UInt64 {
    if value == 0 { return 0 }
    return value.isNaN ? 0x7FF8_0000_0000_0000 : value.bitPattern
  }
}
