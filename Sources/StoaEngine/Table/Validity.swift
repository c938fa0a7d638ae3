/// Which rows of a column hold a value: one bit a row, 1 where there is one.
///
/// The layout is that of Arrow and of DuckDB: row `i` is bit `i % 64` of word `i / 64`.
public struct Validity: Hashable, Sendable {
  public private(set) var words: [UInt64]
  public private(set) var count: Int

  /// Makes a mask of `count` rows that all hold a value, or none.
  public init(repeating valid: Bool, count: Int) {
    self.init(words: Array(repeating: valid ? .max : 0, count: (count + 63) / 64), count: count)
  }

  /// Makes a mask from words in the layout above; bits past `count` are ignored.
  public init(words: [UInt64], count: Int) {
    precondition(words.count * 64 >= count)
    self.words = Array(words.prefix((count + 63) / 64))
    self.count = count
    // Equal masks are equal values: nothing is left past the last row.
    if count & 63 > 0 { self.words[count >> 6] &= 1 << UInt64(count & 63) - 1 }
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

  /// The number of rows without a value.
  public var nullCount: Int {
    var set = 0
    let full = count >> 6
    for word in words[..<full] { set += word.nonzeroBitCount }
    let rest = count & 63
    if rest > 0 { set += (words[full] & (1 << UInt64(rest) - 1)).nonzeroBitCount }
    return count - set
  }
}
