import Foundation
import Testing

@testable import StoaLanguage

@Suite struct ReferenceTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func thePageIsUpToDate() throws {
    try expectFile(LanguageReference.markdown(), root.appending(path: "docs/language.md"))
  }

  /// The table of keys stands in two places, and is one.
  @Test func theShellsPageHasTheKeysOfTheTable() throws {
    let page = try String(contentsOf: root.appending(path: "docs/shell.md"), encoding: .utf8)
    let rows = KeyCatalogue.all.map { "| \($0.keys) | \($0.help) |\n" }.joined()
    #expect(page.contains("| key | does |\n| --- | --- |\n\(rows)\n"))
    #expect(HelpText.help(for: "keys")?.contains("Ctrl-R, Ctrl-S\n") == true)
  }

  @Test func thePageNamesEveryEntry() {
    let page = LanguageReference.markdown()
    let words =
      VerbCatalogue.all.map(\.synopsis)
      + FunctionCatalogue.all.map { "`\($0.signature)`" }
      + ModelCatalogue.all.map { "fit \($0.name)" }
      + CommandCatalogue.all.map { ":\($0.name)" } + OptionCatalogue.all.map { "`\($0.name)`" }
      + SystemFrameCatalogue.all.map { "$\($0.name)" } + ForeignVerbs.all.map(\.hint)
    for word in words {
      #expect(page.contains(word), "\(word)")
    }
  }

  /// The programs of the page must at least parse; what they do is tested with an engine.
  @Test func theProgramsOfThePageParse() {
    let blocks = LanguageReference.markdown().split(separator: "```stoa\n").dropFirst()
    #expect(blocks.count > VerbCatalogue.all.count)
    for block in blocks {
      guard let end = block.firstRange(of: "\n```") else { continue }
      #expect(Parser.parse(String(block[..<end.lowerBound])).diagnostics == [])
    }
  }

  @Test(arguments: OperatorCatalogue.all)
  func everyOperatorParses(level: OperatorLevel) {
    for sign in level.signs {
      let forms = [
        "x \(sign) y", "\(sign) x",
        "x \(sign)".replacing("a and b", with: "1 and 2"), "x \(sign) 'a'",
      ]
      #expect(forms.contains { Parser.parse("t | where \($0)").diagnostics.isEmpty }, "\(sign)")
    }
  }

  @Test func everyBinaryOperatorIsInTheTable() {
    let signs = Set(OperatorCatalogue.all.flatMap(\.signs))
    for sign in BinaryOperator.allCases { #expect(signs.contains(sign.rawValue)) }
    for sign in UnaryOperator.allCases { #expect(signs.contains(sign.rawValue)) }
  }

  @Test func functionExamplesParse() {
    for function in FunctionCatalogue.all {
      for text in [function.example.text, function.example.value] {
        #expect(Parser.parse("row x = \(text)").diagnostics == [], "\(function.name)")
      }
    }
  }
}

@Suite struct HelpTests {
  @Test(arguments: HelpText.topics)
  func everyTopicHasHelp(topic: String) {
    #expect(HelpText.help(for: topic)?.isEmpty == false)
  }

  @Test func oneWordCanMeanSeveralThings() throws {
    let drop = try #require(HelpText.help(for: "drop"))
    #expect(drop.contains("drop COLUMN") && drop.contains("drop missing"))
    let first = try #require(HelpText.help(for: "sample"))
    #expect(first.contains("sample N") && first.contains("with sample"))
    let save = try #require(HelpText.help(for: "save"))
    #expect(save.contains("save \"PATH\"") && save.contains(":save"))
    #expect(HelpText.help(for: ":save")?.contains("save \"PATH\"") == false)
  }

  @Test func wordsOfOtherLanguagesAreExplained() {
    #expect(HelpText.help(for: "GROUPBY")?.contains("summarize") == true)
    #expect(HelpText.help(for: "frobnicate") == nil)
    #expect(HelpText.nearest(to: "summarze") == "summarize")
  }

  @Test func theOverviewNamesAllAndFitsAnOldTerminal() {
    for verb in VerbCatalogue.all { #expect(HelpText.overview.contains(verb.name.rawValue)) }
    for line in HelpText.overview.split(separator: "\n") {
      #expect(DisplayWidth.of(String(line)) <= 80, "\(line)")
    }
  }
}
