/// Writes the bytes of rows into memory, one field after another, without an allocation.
///
/// It is given room for the longest row before each row, and so checks once a row only.
struct ByteWriter {
  /// How far a wide move may write beyond the text it copies.
  static let slack = 16

  private var cursor: UnsafeMutableRawPointer
  private let start: UnsafeMutableRawPointer

  init(_ start: UnsafeMutableRawPointer) {
    self.start = start
    cursor = start
  }

  var count: Int { cursor - start }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    cursor.storeBytes(of: byte, as: UInt8.self)
    cursor += 1
  }

  @inline(__always)
  mutating func append(_ text: Text) {
    var offset = 0
    while offset < text.count {
      let piece = text.start.loadUnaligned(fromByteOffset: offset, as: SIMD16<UInt8>.self)
      cursor.storeBytes(of: piece, toByteOffset: offset, as: SIMD16<UInt8>.self)
      offset += 16
    }
    cursor += text.count
  }

  /// A field of CSV: the text, in quotation marks where it needs them.
  @inline(__always)
  mutating func appendField(_ text: Text) {
    if text.needsQuotes { append(.quote) }
    append(text)
    if text.needsQuotes { append(.quote) }
  }

  mutating func append(_ number: Int) {
    if number < 0 { append(.minus) }
    var magnitude = number.magnitude
    var digits = 1
    var limit: UInt = 10
    while magnitude >= limit, digits < 19 {
      digits += 1
      limit *= 10
    }
    var position = digits - 1
    while position >= 0 {
      let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
      cursor.storeBytes(of: UInt8(truncatingIfNeeded: digit) + .zero,
        toByteOffset: position, as: UInt8.self)
      magnitude = quotient
      position -= 1
    }
    cursor += digits
  }

  /// A whole number in exactly this many digits, with zeros in front.
  @inline(__always)
  mutating func append(_ number: Int, digits: Int) {
    var rest = UInt(truncatingIfNeeded: number)
    var position = digits - 1
    while position >= 0 {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      cursor.storeBytes(of: UInt8(truncatingIfNeeded: digit) + .zero,
        toByteOffset: position, as: UInt8.self)
      rest = quotient
      position -= 1
    }
    cursor += digits
  }

  /// A decimal number given in units of its last digit: `(-123, decimals: 1)` is -12.3.
  mutating func append(_ units: Int, decimals: Int) {
    if units < 0 { append(.minus) }
    var scale: UInt = 1
    for _ in 0..<decimals { scale *= 10 }
    let (whole, fraction) = units.magnitude.quotientAndRemainder(dividingBy: scale)
    append(Int(whole))
    append(.point)
    append(Int(fraction), digits: decimals)
  }

  /// `HH:MM:SS`.
  mutating func append(secondsOfDay seconds: Int) {
    append(seconds / 3600, digits: 2)
    append(.colon)
    append(seconds / 60 % 60, digits: 2)
    append(.colon)
    append(seconds % 60, digits: 2)
  }

  /// Characters of an alphabet of 2ᵏ letters, k bits for each.
  mutating func append(letters count: Int, of alphabet: Text, bits width: Int, from bits: UInt64) {
    var rest = bits
    let mask = UInt64(1) << UInt64(width) - 1
    for _ in 0..<count {
      append(alphabet.start.load(fromByteOffset: Int(rest & mask), as: UInt8.self))
      rest >>= UInt64(width)
    }
  }
}

extension UInt8 {
  static let newline = UInt8(ascii: "\n")
  static let tab = UInt8(ascii: "\t")
  static let space = UInt8(ascii: " ")
  static let comma = UInt8(ascii: ",")
  static let quote = UInt8(ascii: "\"")
  static let minus = UInt8(ascii: "-")
  static let point = UInt8(ascii: ".")
  static let colon = UInt8(ascii: ":")
  static let slash = UInt8(ascii: "/")
  static let zero = UInt8(ascii: "0")
}
