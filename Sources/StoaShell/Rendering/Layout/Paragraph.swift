import StoaLanguage

/// Running text, broken between words.
enum Paragraph {
  /// The lines of a text, none wider than `width` unless a word is; lines after the first are
  /// indented.
  static func lines(_ text: String, width: Int?, indent: Int = 0) -> [String] {
    guard let width else { return [text] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let wordWidth = DisplayWidth.of(String(word))
      if used > 0, used + 1 + wordWidth > width {
        lines.append(line)
        line = String(repeating: " ", count: indent) + word
        used = indent + wordWidth
      } else {
        line += (lines.isEmpty && line.isEmpty ? "" : " ") + word
        used += (used == 0 ? 0 : 1) + wordWidth
      }
    }
    return lines + [line]
  }
}
