/// How the rows of a file are written, where its first rows leave no doubt.
enum DelimitedDialect {
  static let quote = "\""
  private static let delimiters = [",", ";", "\t", "|"]
  /// Bytes that are looked at.
  private static let sample = 64 << 10

  /// The one delimiter that cuts every row of the sample into as many fields as the first, and
  /// into more than one; nil where there is none such, or more than one.
  static func delimiter(of path: String) -> String? {
    guard let file = try? DelimitedFile(path) else { return nil }
    let bytes = file.bytes(from: 0, count: sample)
    let fitting = delimiters.filter { cuts(bytes, at: $0, isAll: bytes.count == file.size) }
    return fitting.count == 1 ? fitting[0] : nil
  }

  private static func cuts(_ bytes: [UInt8], at delimiter: String, isAll: Bool) -> Bool {
    guard let mark = delimiter.utf8.first, let quote = quote.utf8.first else { return false }
    let format = DelimitedFormat(
      delimiter: mark, quote: quote, columnCount: 2, skip: 0, hasHeader: false, nulls: [])
    // A field that begins so may be quoted in another way.
    let other = UInt8(ascii: "'")
    let isOther = zip(bytes, bytes.dropFirst()).contains { before, byte in
      byte == other && (before == mark || before == DelimitedFormat.lineFeed)
    }
    if isOther || bytes.first == other { return false }
    let block = DelimitedBlock(format: format, wanted: [], capacity: bytes.count)
    block.take(bytes, isLast: isAll)
    var (place, rows, expected) = (0, 0, 0)
    while place < bytes.count {
      guard let row = try? block.fields(at: place) else {
        // The last row of the sample is cut.
        return !isAll && rows > 1
      }
      if rows == 0 { expected = row.count }
      guard row.count == expected, expected > 1 else { return false }
      rows += 1
      place = row.after
    }
    return rows > 1
  }
}
