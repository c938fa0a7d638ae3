/// A recorded line as a pattern.
enum LinePattern: Hashable {
  /// `...`
  case anyLines
  /// A line with `[..]` in it: the texts around the gaps, blanks collapsed.
  case gaps([String])
  case words([Word])

  /// A word of a line; rules of any length are one word.
  enum Word: Hashable {
    case rule
    case number(ShownNumber)
    case text(String)
  }

  init(_ line: String) {
    if line.filter({ !$0.isWhitespace }) == "..." {
      self = .anyLines
    } else if line.contains("[..]") {
      let parts = Self.collapsed(line).split(separator: "[..]", omittingEmptySubsequences: false)
      self = .gaps(parts.map(String.init))
    } else {
      self = .words(Self.words(line))
    }
  }

  func matches(_ line: String) -> Bool {
    switch self {
    case .anyLines: true
    case .gaps(let parts): Self.matches(parts, Self.collapsed(line))
    case .words(let words): Self.matches(words, Self.words(line))
    }
  }

  private static func matches(_ recorded: [Word], _ printed: [Word]) -> Bool {
    guard recorded.count == printed.count else { return false }
    return zip(recorded, printed).allSatisfy { old, new in
      if case .number(let a) = old, case .number(let b) = new { return a.agrees(with: b) }
      return old == new
    }
  }

  private static func matches(_ parts: [String], _ line: String) -> Bool {
    guard let first = parts.first, let last = parts.last, line.hasPrefix(first) else {
      return false
    }
    var rest = line.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.hasSuffix(last)
  }

  private static func collapsed(_ line: String) -> String {
    line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func words(_ line: String) -> [Word] {
    line.split(whereSeparator: \.isWhitespace).map { word in
      if word.count > 1, word.allSatisfy(isRule) { return .rule }
      return ShownNumber(word).map(Word.number) ?? .text(String(word))
    }
  }

  private static func isRule(_ character: Character) -> Bool {
    "-=+|".contains(character)
      || character.unicodeScalars.allSatisfy { (0x2500...0x257F).contains($0.value) }
  }
}
