/// Rows that are each a function of their number, so that any block of them can be made alone.
protocol RowSource: Sendable {
  /// The line before the first row, with its line break; empty where the format has none.
  static var header: String { get }
  /// No row is longer than this, its line break included.
  static var maximumRowBytes: Int { get }
  /// How many rows there can be.
  static var maximumRows: Int { get }

  func write(row: Int, to out: inout ByteWriter)
}

extension RowSource {
  static var header: String { "" }
  static var maximumRows: Int { 1 << 40 }

  /// The text of these rows.
  func text(rows: Range<Int>) -> [UInt8] {
    let capacity = rows.count * Self.maximumRowBytes + ByteWriter.slack
    return [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      guard let start = buffer.baseAddress else { return }
      var out = ByteWriter(UnsafeMutableRawPointer(start))
      for row in rows {
        let before = out.count
        write(row: row, to: &out)
        // The room is the sum of the longest rows: no row may take of the next one's.
        precondition(out.count - before <= Self.maximumRowBytes, "a row is too long for its room")
      }
      count = out.count
    }
  }
}
