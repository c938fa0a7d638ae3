import CDelimited
import CDuckDB

/// The texts of one column of a block of rows, as DuckDB's vectors hold them.
///
/// A text of up to 12 bytes stands in its place; of a longer one, its place says where it stands.
struct DelimitedValues {
  /// A length and four bytes, then eight bytes more or an address: `duckdb_string_t`.
  typealias Place = (head: UInt64, tail: UInt64)

  private(set) var places: UnsafeMutablePointer<Place>
  /// A bit each row, 0 where there is no value.
  private(set) var validity: UnsafeMutablePointer<UInt64>
  private(set) var capacity: Int
  var hasNulls = false
  var hasLong = false

  static let inlined = 12

  init() {
    capacity = 4096
    places = .allocate(capacity: capacity)
    validity = .allocate(capacity: capacity / 64)
  }

  func deallocate() {
    places.deallocate()
    validity.deallocate()
  }

  mutating func grow() {
    let (morePlaces, moreValidity) = (
      UnsafeMutablePointer<Place>.allocate(capacity: 2 * capacity),
      UnsafeMutablePointer<UInt64>.allocate(capacity: 2 * capacity / 64)
    )
    morePlaces.moveInitialize(from: places, count: capacity)
    moreValidity.moveInitialize(from: validity, count: capacity / 64)
    deallocate()
    (places, validity, capacity) = (morePlaces, moreValidity, 2 * capacity)
  }

  /// Sets the value of a row to bytes behind which 16 more can be read.
  ///
  /// Returns whether they are UTF-8.
  @inline(__always)
  mutating func set(_ row: Int, to text: UnsafePointer<UInt8>, count: Int, nulls: NullTexts) -> Bool
  {
    if row & 63 == 0 { validity[row >> 6] = .max }
    if nulls.mayHold(count), nulls.contains(text, count) {
      validity[row >> 6] &= ~(1 << UInt64(row & 63))
      hasNulls = true
      return true
    }
    let raw = UnsafeRawPointer(text)
    guard count <= Self.inlined else {
      hasLong = true
      let prefix = UInt64(raw.loadUnaligned(as: UInt32.self))
      places[row] = (UInt64(count) | prefix << 32, UInt64(UInt(bitPattern: text)))
      return stoa_is_utf8(text, count)
    }
    // All bits of the bytes that belong to it; a shift by 64 or more gives 0.
    let first = UInt64(raw.loadUnaligned(as: UInt32.self)) & ~(UInt64.max << UInt64(8 * count))
    let rest =
      (raw + 4).loadUnaligned(as: UInt64.self) & ~(UInt64.max << UInt64(8 * max(0, count - 4)))
    places[row] = (UInt64(count) | (first & 0xFFFF_FFFF) << 32, rest)
    return (first | rest) & 0x8080_8080_8080_8080 == 0 || stoa_is_utf8(text, count)
  }
}

/// The texts that stand for no value, sought by their lengths first.
struct NullTexts {
  private let texts: [[UInt8]]
  /// A bit each length; the last for all that are longer.
  private let lengths: UInt64

  init(_ texts: [[UInt8]]) {
    self.texts = texts
    lengths = texts.reduce(0) { $0 | 1 << UInt64(min($1.count, 63)) }
  }

  @inline(__always)
  func mayHold(_ count: Int) -> Bool { lengths >> UInt64(min(count, 63)) & 1 == 1 }

  func contains(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let bytes = UnsafeBufferPointer(start: text, count: count)
    return texts.contains { $0.count == count && bytes.elementsEqual($0) }
  }
}
