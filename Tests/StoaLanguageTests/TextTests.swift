import TestSupport
import Testing

@testable import StoaLanguage

@Suite struct DisplayWidthTests {
  // By Python's wcwidth 0.7 (wcswidth).
  @Test(arguments: [
    ("", 0), ("abc", 3), ("Αθήνα", 5), ("日本", 4), ("한글", 4), ("e\u{301}", 1), ("👍", 2),
    ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇬🇷", 2), ("❤️", 2), ("❤", 1), ("ｱ", 1), ("Ａ", 2),
    ("\u{200b}", 0), ("½", 1), ("नि", 2), ("தமிழ்", 4), ("→", 1), ("…", 1), ("─", 1),
  ])
  func measures(text: String, columns: Int) {
    #expect(DisplayWidth.of(text) == columns)
  }

  @Test func cutsBetweenCharacters() {
    #expect(DisplayWidth.prefix(of: "日本語", columns: 5).text == "日本")
    #expect(DisplayWidth.prefix(of: "日本語", columns: 5).width == 4)
    #expect(DisplayWidth.prefix(of: "e\u{301}a", columns: 1).text == "e\u{301}")
    #expect(DisplayWidth.prefix(of: "ab", columns: 9).text == "ab")
    #expect(DisplayWidth.prefix(of: "ab", columns: 0).text == "")
  }

  @Test func rangesAreSortedAndDisjoint() {
    for (a, b) in zip(DisplayWidth.wide, DisplayWidth.wide.dropFirst()) {
      #expect(a.upperBound < b.lowerBound)
    }
  }
}

@Suite struct SanitizerTests {
  @Test(arguments: [
    ("plain Αθήνα 👍", "plain Αθήνα 👍"),
    ("\u{1b}[31mred", "\\u{1b}[31mred"),
    ("a\nb\tc\r", "a\\nb\\tc\\r"),
    ("\u{7f}\u{9b}2J", "\\u{7f}\\u{9b}2J"),
    ("a\u{202e}b\u{2066}c", "a\\u{202e}b\\u{2066}c"),
    ("zero\u{200b}width\u{feff}", "zero\\u{200b}width\\u{feff}"),
    ("👨‍👩‍👧", "👨‍👩‍👧"),
    ("a\u{200d}b", "a\\u{200d}b"),
    ("a\r\nb", "a\\r\\nb"),
    ("\u{0}", "\\u{0}"),
  ])
  func makesVisible(text: String, safe: String) {
    #expect(Sanitizer.sanitize(text) == safe)
  }

  @Test func keepsLinesWhereAsked() {
    #expect(Sanitizer.sanitize("a\nb\t\u{1b}", keepsLines: true) == "a\nb\t\\u{1b}")
  }

  @Test func nothingUnsafeIsLeft() {
    var random = SeededGenerator(seed: 11)
    for _ in 0..<500 {
      let text = String(
        String.UnicodeScalarView(
          random.some(0...20) { Unicode.Scalar(UInt32($0.int(0...0x1ffff))) ?? "x" }))
      let safe = Sanitizer.sanitize(text)
      #expect(!safe.unicodeScalars.contains { $0 != "\u{200d}" && Sanitizer.isUnsafe($0) })
      #expect(Sanitizer.sanitize(safe) == safe)
    }
  }
}

@Suite struct SuggestionTests {
  private let verbs = VerbName.allCases.map(\.rawValue)

  @Test(arguments: [
    ("wher", "where"), ("slect", "select"), ("sumarize", "summarize"), ("sotr", "sort"),
    ("TAKE", "take"), ("jion", "join"), ("discribe", "describe"),
  ])
  func findsWhatWasMeant(written: String, meant: String) {
    #expect(Suggestion.nearest(to: written, among: verbs) == meant)
  }

  @Test(arguments: ["frobnicate", "x", "zzzzz", "", String(repeating: "where", count: 50)])
  func isSilentWhereNothingIsNear(written: String) {
    #expect(Suggestion.nearest(to: written, among: verbs) == nil)
  }

  // By hand: a swap is one change, and so is a letter more, less or other.
  @Test func countsChanges() {
    #expect(Suggestion.distance(Array("ab"), Array("ba")) == 1)
    #expect(Suggestion.distance(Array("kitten"), Array("sitting")) == 3)
    #expect(Suggestion.distance([], Array("abc")) == 3)
    #expect(Suggestion.distance(Array("ca"), Array("abc")) == 3)
  }
}

@Suite struct NameTests {
  @Test(arguments: [
    ("price", "price"), ("title status", "`title status`"), ("2nd", "`2nd`"), ("and", "`and`"),
    ("a`b", "`a\\`b`"), ("a\nb", "`a\\nb`"), ("größe", "`größe`"), ("\u{1b}", "`\\u{1b}`"),
    ("", "``"), ("desc", "desc"),
  ])
  func areSpelled(name: String, spelled: String) {
    #expect(Name.spelled(name) == spelled)
  }

  @Test func stringsTakeTheQuotesThatNeedNoEscape() {
    #expect(Quoted.string("it's") == "\"it's\"")
    #expect(Quoted.string("say \"no\"") == "'say \"no\"'")
    #expect(Quoted.string("\"it's\"") == "\"\\\"it's\\\"\"")
  }
}
