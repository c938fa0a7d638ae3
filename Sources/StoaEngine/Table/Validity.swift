/// Which rows of a column hold a value: one bit a row, 1 where there is one.
///
/// The layout is that of Arrow and of DuckDB: row `i` is bit `i % 64` of word `i / 64`. Bits past
/// the last row are 0, so that equal masks are equal words.
public struct Validity: Hashable, Sendable {
  public private(set) var words: [UInt64]
  public private(set) var count: Int

  /// Makes a mask of `count` rows that all hold a value, or none.
  public init(repeating valid: Bool, count: Int) {
    words = Array(repeating: valid ? .max : 0, count: (count + 63) / 64)
    self.count = count
    clearRest()
  }

  /// Makes a mask from words in the layout above; bits past `count` are ignored.
  public init(words: [UInt64], count: Int) {
    precondition(words.count * 64 >= count)
    self.words = Array(words.prefix((count + 63) / 64))
    self.count = count
    clearRest()
  }

  public subscript(row: Int) -> Bool {
    get { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }
    set {
      let bit: UInt64 = 1 << UInt64(row & 63)
      if newValue { words[row >> 6] |= bit } else { words[row >> 6] &= ~bit }
    }
  }

  /// Adds a row.
  public mutating func append(_ valid: Bool) {
    if count & 63 == 0 { words.append(0) }
    count += 1
    self[count - 1] = valid
  }

  /// Adds `count` rows that all hold a value, or none.
  public mutating func append(repeating valid: Bool, count added: Int) {
    append(wordCount: (added + 63) / 64, count: added) { _ in valid ? .max : 0 }
  }

  /// Adds `count` rows from words in the layout above.
  public mutating func append(words added: UnsafeBufferPointer<UInt64>, count: Int) {
    append(wordCount: (count + 63) / 64, count: count) { added[$0] }
  }

  /// Adds the rows of another mask.
  public mutating func append(contentsOf other: Validity) {
    other.words.withUnsafeBufferPointer { append(words: $0, count: other.count) }
  }

  private mutating func append(wordCount: Int, count added: Int, _ word: (Int) -> UInt64) {
    let shift = UInt64(count & 63)
    for index in 0..<wordCount {
      if shift == 0 {
        words.append(word(index))
      } else {
        words[words.count - 1] |= word(index) << shift
        words.append(word(index) >> (64 - shift))
      }
    }
    count += added
    words.removeLast(words.count - (count + 63) / 64)
    clearRest()
  }

  private mutating func clearRest() {
    let rest = UInt64(count & 63)
    if rest > 0 { words[words.count - 1] &= 1 << rest - 1 }
  }

  /// The number of rows without a value.
  public var nullCount: Int {
    count - words.reduce(0) { $0 + $1.nonzeroBitCount }
  }
}
