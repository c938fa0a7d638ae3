import Foundation

/// A stretch of a delimited file, with the values of the rows that begin in it.
///
/// Sendable because one thread at a time has it: the scan hands it on under its lock.
final class DelimitedBlock: @unchecked Sendable {
  let format: DelimitedFormat
  let nulls: NullTexts
  /// The columns whose values are wanted, ascending, and one that no file has.
  let wanted: [Int]

  // MARK: What is to be read

  /// Where its bytes begin in the file.
  private(set) var offset: Int64 = 0
  /// Before what its rows begin: bytes from `offset`.
  private(set) var end = 0
  /// Whether the file ends with its bytes.
  var isLast = false
  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  /// Bytes that were read.
  var count = 0

  // MARK: What was found

  /// One for each wanted column.
  let values: UnsafeMutableBufferPointer<DelimitedValues>
  var rows = 0
  /// Where its first row begins, and the first row of the next block: bytes from `offset`.
  var first = 0
  var next = 0
  /// Texts that do not stand in the file as they are, as those with a doubled quote.
  private var unquoted: [UnsafeMutablePointer<UInt8>] = []

  /// What can be read behind the last byte, so that a step of 64 bytes needs no end.
  static let padding = 64

  init(format: DelimitedFormat, wanted: [Int], capacity: Int) {
    self.format = format
    nulls = NullTexts(format.nulls)
    self.wanted = wanted + [.max]
    self.capacity = capacity
    bytes = .allocate(capacity: capacity + Self.padding)
    bytes.initialize(repeating: 0, count: capacity + Self.padding)
    values = .allocate(capacity: wanted.count)
    for slot in values.indices { values.initializeElement(at: slot, to: DelimitedValues()) }
  }

  deinit {
    forget()
    for column in values { column.deallocate() }
    values.deallocate()
    bytes.deallocate()
  }

  /// Begins anew, for the rows of the file from `offset` to before `end`.
  func begin(at offset: Int64, end: Int64) {
    forget()
    self.offset = offset
    self.end = Int(max(0, end - offset))
    (count, first, next) = (0, 0, 0)
  }

  /// Makes place for more bytes, and keeps those that were read.
  func reserve(_ capacity: Int) {
    guard capacity > self.capacity else { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity + Self.padding)
    larger.initialize(from: bytes, count: count)
    (larger + count).initialize(repeating: 0, count: capacity - count + Self.padding)
    bytes.deallocate()
    (bytes, self.capacity) = (larger, capacity)
  }

  /// Takes bytes that are no file's.
  func take(_ text: [UInt8], isLast: Bool) {
    begin(at: 0, end: Int64(text.count))
    reserve(text.count)
    for (place, byte) in text.enumerated() { bytes[place] = byte }
    count = text.count
    self.isLast = isLast
  }

  /// Forgets what was found.
  func forget() {
    for text in unquoted { text.deallocate() }
    unquoted.removeAll(keepingCapacity: true)
    rows = 0
    for index in values.indices { (values[index].hasNulls, values[index].hasLong) = (false, false) }
  }

  /// Sets a wanted value of the row that is being read to the bytes of a field.
  ///
  /// Returns whether they are UTF-8.
  @inline(__always)
  func set(_ slot: Int, from start: Int, to end: Int) -> Bool {
    if start < end, bytes[start] == format.quote { return setQuoted(slot, start + 1, end - 1) }
    return values[slot].set(rows, to: bytes + start, count: end - start, nulls: nulls)
  }

  /// Sets a value to what stands between two quotes.
  func setQuoted(_ slot: Int, _ start: Int, _ end: Int) -> Bool {
    let quoted = UnsafeBufferPointer(start: bytes + start, count: max(0, end - start))
    guard memchr(bytes + start, Int32(format.quote), quoted.count) != nil else {
      return values[slot].set(rows, to: bytes + start, count: quoted.count, nulls: nulls)
    }
    let text = UnsafeMutablePointer<UInt8>.allocate(capacity: quoted.count + Self.padding)
    text.initialize(repeating: 0, count: quoted.count + Self.padding)
    unquoted.append(text)
    var length = 0
    var isSecond = false
    for byte in quoted {
      isSecond = byte == format.quote && !isSecond
      if isSecond { continue }
      text[length] = byte
      length += 1
    }
    return values[slot].set(rows, to: text, count: length, nulls: nulls)
  }

  /// Counts the row that was read.
  @inline(__always)
  func endRow() {
    rows += 1
    guard !values.isEmpty, rows == values[0].capacity else { return }
    for slot in values.indices { values[slot].grow() }
  }
}
