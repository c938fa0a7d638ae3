/// A piece of text out of a table, ready to be copied into a row.
///
/// Its bytes are padded to a multiple of 16, so that copying is a few wide moves and no call.
/// The tables are constants of the program: their bytes are never freed.
///
/// Unchecked: the bytes are written once, before anyone else can see them, and only read after.
struct Text: @unchecked Sendable {
  let start: UnsafeRawPointer
  let count: Int
  /// Whether a field that holds this text must be quoted in CSV (RFC 4180, section 2).
  let needsQuotes: Bool

  static let empty = Text("")

  /// The text as given. A quotation mark in it is doubled, as inside a quoted field.
  init(_ string: String) {
    let escaped = string.contains("\"") ? string.split(
      separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") : string
    let bytes = Array(escaped.utf8)
    let capacity = (bytes.count / 16 + 1) * 16
    let memory = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    memory.initializeMemory(as: UInt8.self, repeating: 0, count: capacity)
    memory.copyMemory(from: bytes, byteCount: bytes.count)
    start = UnsafeRawPointer(memory)
    count = bytes.count
    needsQuotes = string.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
  }
}
