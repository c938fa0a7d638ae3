import CDuckDB

/// `stoa_int(text)` and `stoa_int_or_null(text)`: the int that a text says, and nothing else.
///
/// DuckDB's own conversion rounds `1.5`. Here a text is an int where it has a sign or none,
/// digits, and white space around them, and fits 64 bits; any other fails, or is null.
enum IntegerText {
  static let functions = [
    function("stoa_int", fails: true), function("stoa_int_or_null", fails: false),
  ]

  private static func function(_ name: String, fails: Bool) -> NativeFunction {
    NativeFunction(
      name: name, parameters: [DUCKDB_TYPE_VARCHAR],
      withResult: { $0.with(DUCKDB_TYPE_BIGINT, $1) }
    ) { call, _ in
      let vector = call.vector(0)
      let texts = UnsafePointer(call.values(vector, duckdb_string_t.self))
      let numbers = call.values(call.output, Int64.self)
      let given = call.validity(vector)
      var nulls: UnsafeMutablePointer<UInt64>?
      func setNull(_ row: Int) {
        if nulls == nil {
          call.functions.vector_ensure_validity_writable(call.output)
          nulls = call.functions.vector_get_validity(call.output)
        }
        nulls?[row >> 6] &= ~(1 << UInt64(row & 63))
      }
      for row in 0..<call.rows {
        if let given, given[row >> 6] >> UInt64(row & 63) & 1 == 0 {
          setNull(row)
          continue
        }
        if let number = value((texts + row).bytes) {
          numbers[row] = number
        } else if fails {
          let text = String(decoding: (texts + row).bytes, as: UTF8.self)
          return call.fail("Could not convert string '\(text)' to INT64")
        } else {
          setNull(row)
        }
      }
    }
  }

  /// The int that a text says; nil where it says none.
  static func value(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    var place = 0
    var end = bytes.count
    while place < end, isSpace(bytes[place]) { place += 1 }
    while end > place, isSpace(bytes[end - 1]) { end -= 1 }
    var isNegative = false
    if place < end, bytes[place] == UInt8(ascii: "-") || bytes[place] == UInt8(ascii: "+") {
      isNegative = bytes[place] == UInt8(ascii: "-")
      place += 1
    }
    guard place < end else { return nil }
    // Counted below zero, where there is one number more.
    var number: Int64 = 0
    while place < end {
      let digit = bytes[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      let (tens, isOver) = number.multipliedReportingOverflow(by: 10)
      let (sum, isUnder) = tens.subtractingReportingOverflow(Int64(digit))
      if isOver || isUnder { return nil }
      number = sum
      place += 1
    }
    guard !isNegative else { return number }
    return number == .min ? nil : -number
  }

  /// As `\s` of a regular expression.
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (9...13).contains(byte) && byte != 11
  }
}
