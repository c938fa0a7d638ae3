import StoaEngine

/// Reads what stands after the name of a command.
struct CommandArguments {
  private var rest: Substring

  init(_ text: String) {
    rest = text[...]
    skipBlanks()
  }

  var isAtEnd: Bool { rest.isEmpty }

  /// All that is left.
  var remainder: String { String(rest) }

  /// The next word, or the text of the next string in quotes; nil at the end.
  mutating func next() -> String? {
    guard let first = rest.first else { return nil }
    let word: Substring
    if first == "\"" || first == "'", let end = rest.dropFirst().firstIndex(of: first) {
      word = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
    } else {
      word = rest.prefix { !$0.isWhitespace }
      rest = rest[word.endIndex...]
    }
    skipBlanks()
    return String(word)
  }

  /// `3`, or `3-6`; nil where the next word is neither, and then it is not taken.
  mutating func nextRange() -> ClosedRange<Int>? {
    var copy = self
    guard let word = copy.next() else { return nil }
    let bounds = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard let lower = bounds.first ?? nil, let upper = bounds.last ?? nil, bounds.count <= 2,
      lower <= upper
    else { return nil }
    self = copy
    return lower...upper
  }

  private mutating func skipBlanks() { rest = rest.drop(while: \.isWhitespace) }
}
