/// The lines of a text, found by offset.
struct SourceLines: Sendable {
  private let bytes: [UInt8]
  /// Where each line begins.
  private let starts: [Int]

  init(_ text: String) {
    let bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() {
      let isBareReturn = byte == 0x0d && (offset + 1 == bytes.count || bytes[offset + 1] != 0x0a)
      if byte == 0x0a || isBareReturn { starts.append(offset + 1) }
    }
    self.bytes = bytes
    self.starts = starts
  }

  /// The offset at which a line begins.
  func start(of line: Int) -> Int { starts[line] }

  /// The text of a line, without its end.
  func text(of line: Int) -> String {
    var end = line + 1 < starts.count ? starts[line + 1] : bytes.count
    while end > starts[line], bytes[end - 1] == 0x0a || bytes[end - 1] == 0x0d { end -= 1 }
    return String(decoding: bytes[starts[line]..<end], as: UTF8.self)
  }

  /// Line from 0 and column from 1, in characters, of an offset; those beyond the text are at
  /// its end.
  func place(of offset: Int) -> (line: Int, column: Int) {
    let offset = min(max(offset, 0), bytes.count)
    let line = (starts.firstIndex { $0 > offset } ?? starts.count) - 1
    let before = String(decoding: bytes[starts[line]..<offset], as: UTF8.self)
    return (line, before.count + 1)
  }
}
