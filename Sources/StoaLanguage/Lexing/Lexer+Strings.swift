extension Lexer {
  /// `"…"`, `'…'` or `` `…` ``, with the same escapes in each.
  mutating func scanQuoted() {
    let start = position
    let quote = bytes[position]
    let isName = quote == UInt8(ascii: "`")
    position += 1
    var content: [UInt8] = []
    while let byte = byte(at: 0), byte != quote {
      if isName, byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
      if byte == UInt8(ascii: "\\") {
        content += scanEscape()
      } else {
        content.append(byte)
        position += 1
      }
    }
    let closed = byte(at: 0) == quote
    if closed { position += 1 }
    let text = String(decoding: content, as: UTF8.self)
    if !closed { reportOpen(isName: isName, from: start) }
    guard isName else { return emit(.string(text), from: start) }
    if text.isEmpty, closed {
      report("empty-name", "a name in back quotes cannot be empty", from: start)
    }
    emit(.quotedName(text), from: start)
  }

  /// Quotes that word processors write, each with those that may close it.
  static let curlyQuotes: [Character: Set<Character>] = [
    "“": ["”", "“"], "„": ["“", "”"], "‘": ["’", "‘"], "«": ["»"], "”": ["”"], "’": ["’"],
  ]

  /// A string in such quotes, where it is closed on its line.
  mutating func scanCurlyString(opening: Character, until closing: Set<Character>) -> Bool {
    let start = position
    let line = bytes[start...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    let rest = String(decoding: line, as: UTF8.self).dropFirst()
    guard let end = rest.firstIndex(where: closing.contains) else { return false }
    let content = String(rest[..<end])
    position += opening.utf8.count + content.utf8.count + rest[end].utf8.count
    report(
      "curly-quotes", "a string stands in straight quotes", from: start,
      hint: "write \(Quoted.string(content))")
    emit(.string(content), from: start)
    return true
  }

  private mutating func reportOpen(isName: Bool, from start: Int) {
    if isName {
      report(
        "open-name", "the back quote that opens this name is not closed on its line", from: start,
        hint: "a name with blanks is written `` `title status` ``")
    } else {
      result.endsInString = true
      report(
        "open-string", "the string that begins here is not closed", from: start, to: start + 1,
        hint: "end it with the same quote, \(Character(Unicode.Scalar(bytes[start])))")
    }
  }

  /// The bytes that an escape stands for; moves past it.
  private mutating func scanEscape() -> [UInt8] {
    let start = position
    guard let letter = byte(at: 1) else {
      position += 1
      return []
    }
    position += 2
    switch letter {
    case UInt8(ascii: "n"): return [0x0a]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "\\"):
      return [letter]
    case UInt8(ascii: "u"):
      return scanUnicodeEscape(from: start)
    default:
      while let next = byte(at: 0), next & 0xc0 == 0x80 { position += 1 }
      let escape = Sanitizer.sanitize(text(in: SourceSpan(start, position)))
      report(
        "bad-escape", "`\(escape)` is no escape", from: start,
        hint: "there are \\n \\t \\\" \\' \\` \\\\ and \\u{…}; a backslash itself is \\\\")
      return []
    }
  }

  private mutating func scanUnicodeEscape(from start: Int) -> [UInt8] {
    var digits = ""
    if byte(at: 0) == UInt8(ascii: "{") {
      position += 1
      let digitsStart = position
      skip { $0.isHexDigit }
      digits = text(in: SourceSpan(digitsStart, position))
      if byte(at: 0) == UInt8(ascii: "}") {
        position += 1
        if let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) {
          return Array(String(Character(scalar)).utf8)
        }
      }
    }
    report(
      "bad-escape", "`\\u` needs the number of a character in braces", from: start,
      hint: "write it as `\\u{e9}`, which is é")
    return []
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    isDigit || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "f"))
  }
}
