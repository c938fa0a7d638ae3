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
        if let given, given[row &>> 6] &>> UInt64(row & 63) & 1 == 0 {
          setNull(row)
          continue
        }
        if let number = shortValue(texts + row) ?? value((texts + row).bytes) {
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

  /// The int that up to eight digits say, at once; nil where a text is anything else.
  ///
  /// The digits become sums of two, then of four, then of eight neighbours (Lemire, Quickly parsing
  /// eight digits, 2018).
  @inline(__always)
  private static func shortValue(_ text: UnsafePointer<duckdb_string_t>) -> Int64? {
    let count = UInt64(text.pointee.value.inlined.length)
    guard 1...8 ~= count else { return nil }
    let bytes = UnsafeRawPointer(text) + MemoryLayout<UInt32>.size
    // The last digit in the highest byte, as on every machine that this runs on, and zeros before
    // the first.
    let zeros: UInt64 = 0x3030_3030_3030_3030
    let word = UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    let digits = word << (64 - 8 * count) | (count == 8 ? 0 : zeros >> (8 * count))
    let (high, carried): (UInt64, UInt64) = (0xF0F0_F0F0_F0F0_F0F0, 0x0606_0606_0606_0606)
    guard ((digits ^ zeros) | ((digits &+ carried) ^ zeros)) & high == 0 else { return nil }
    let twos = ((digits & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) >> 8
    let fours = ((twos & 0x00FF_00FF_00FF_00FF) &* 6_553_601) >> 16
    return Int64(((fours & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) >> 32)
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
