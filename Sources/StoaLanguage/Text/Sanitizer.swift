/// Makes text safe for a terminal: what would move the cursor, change colours, turn the direction
/// of writing or hide itself becomes visible as an escape such as `\u{1b}`.
public enum Sanitizer {
  /// The text with every unsafe character made visible; tabs and line ends too, as `\t` and `\n`,
  /// unless `keepsLines` says that they do their work.
  public static func sanitize(_ text: String, keepsLines: Bool = false) -> String {
    guard needsWork(text) else { return text }
    var result = ""
    for character in text {
      let joins = isJoinedEmoji(character)
      for scalar in character.unicodeScalars {
        if keepsLines && (scalar == "\n" || scalar == "\t") || joins && scalar == "\u{200d}" {
          result.unicodeScalars.append(scalar)
        } else if isUnsafe(scalar) {
          result += escape(scalar)
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  /// Whether a terminal does something else with it than to show it.
  public static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x20 || value >= 0x7f && value < 0xa0 { return true }
    return value >= 0xad && invisible.contains { $0.contains(value) }
  }

  /// Format characters of Unicode 15 that are invisible or turn the direction of writing.
  private static let invisible: [ClosedRange<UInt32>] = [
    0xad...0xad, 0x61c...0x61c, 0x180e...0x180e, 0x200b...0x200f, 0x2028...0x202e,
    0x2060...0x206f, 0xfeff...0xfeff, 0xfff9...0xfffb, 0xe0000...0xe0fff,
  ]

  private static func needsWork(_ text: String) -> Bool {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return false }
    return text.unicodeScalars.contains(where: isUnsafe)
  }

  /// A zero-width joiner is harmless within a family or a profession.
  private static func isJoinedEmoji(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    return scalars.count > 2 && scalars.first?.properties.isEmoji == true
      && scalars.last != "\u{200d}"
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default: "\\u{\(String(scalar.value, radix: 16))}"
    }
  }
}
