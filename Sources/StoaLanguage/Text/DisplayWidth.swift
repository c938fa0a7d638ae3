/// How many columns of a terminal a text takes.
///
/// Method: Unicode Standard Annex 11 (East Asian Width) for each character as a reader sees it,
/// and Unicode Technical Standard 51 for emoji: a sequence is as wide as its widest part.
public enum DisplayWidth {
  /// The columns of a text without control characters.
  public static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// The columns of one character: 0, 1 or 2.
  public static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard scalars.count > 1, let first = scalars.first else {
      return scalars.first.map(of) ?? 0
    }
    // Two regional indicators make a flag; a variation selector asks for the coloured form of a
    // sign; and the vowel signs of Indic scripts stand beside their consonant.
    let isFlag = (0x1f1e6...0x1f1ff).contains(first.value)
    let isColoured = scalars.contains("\u{fe0f}")
    let hasVowelSign = scalars.contains { $0.properties.generalCategory == .spacingMark }
    return isFlag || isColoured || hasVowelSign ? 2 : scalars.map(of).max() ?? 0
  }

  /// The columns of one scalar on its own.
  static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value == 0xad ? 0 : 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // Vowels and final consonants of Hangul join the syllable before them.
    if (0x1160...0x11ff).contains(value) { return 0 }
    return value >= 0x1100 && isWide(value) ? 2 : 1
  }

  private static func isWide(_ value: UInt32) -> Bool {
    var low = 0
    var high = wide.count
    while low < high {
      let middle = (low + high) / 2
      if wide[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < wide.count && wide[low].contains(value)
  }

  /// The longest beginning of a text that fits in so many columns, and the columns that it takes.
  public static func prefix(of text: String, columns: Int) -> (text: Substring, width: Int) {
    var width = 0
    var end = text.startIndex
    while end < text.endIndex {
      let next = of(text[end])
      if width + next > columns { break }
      width += next
      end = text.index(after: end)
    }
    return (text[..<end], width)
  }
}
