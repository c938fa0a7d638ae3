import Testing

@testable import StoaLanguage

/// Where a cursor stands; `▮` marks it.
@Suite struct CompletionLocatorTests {
  private func place(_ marked: String) throws -> (CompletionPlace, String) {
    let range = try #require(marked.firstRange(of: "▮"))
    let offset = marked.utf8.distance(from: marked.startIndex, to: range.lowerBound)
    return (
      CompletionLocator.place(in: marked.replacing("▮", with: ""), at: offset),
      marked.replacing("▮", with: "")
    )
  }

  @Test(
    arguments: [
      ("▮", .statement), ("ca▮", .statement), ("x = 1\n▮", .statement),
      ("a = cars\nlo▮", .statement),
      ("x = ▮", .source), ("x = ca▮", .source), ("train, test = ▮", .source), ("(▮", .source),
      ("cars | ▮", .verb), ("cars | whe▮", .verb), ("cars\n  | ▮", .verb), ("cars |\n▮", .verb),
      ("cars | take 5 | s▮", .verb), ("cars | asof▮", .verb),
      ("cars | where ▮", .argument(.where, .expression)),
      ("cars | where price > 5 and y▮", .argument(.where, .expression)),
      ("cars | where round(▮", .argument(.where, .expression)),
      ("cars | where x in [1, ▮", .argument(.where, .expression)),
      ("cars | drop missing p▮", .argument(.dropMissing, .expression)),
      ("cars | join ▮", .argument(.join, .frame)),
      ("cars | join makers on m▮", .argument(.join, .expression)),
      ("cars | join makers on m kind ▮", .argument(.join, .joinKind)),
      ("cars | join (▮", .source), ("cars | join (makers | ▮", .verb),
      ("cars | join (makers | where c▮", .argument(.where, .expression)),
      ("cars | join (makers | take 2) on ▮", .argument(.join, .expression)),
      ("cars | fit ▮", .argument(.fit, .modelKind)),
      ("cars | fit tree y ~ ▮", .argument(.fit, .expression)),
      ("cars | fit tree y ~ x with ▮", .argument(.fit, .parameter(ofKind: "tree"))),
      ("cars | fit tree y ~ x with a = 1, m▮", .argument(.fit, .parameter(ofKind: "tree"))),
      (
        "cars | fit tree y ~ x with impurity = ▮",
        .argument(.fit, .value(ofKind: "tree", parameter: "impurity"))
      ),
      (
        "cars | tune tree y ~ x with impurity = [gini, ▮",
        .argument(.tune, .value(ofKind: "tree", parameter: "impurity"))
      ),
      ("cars | predict ▮", .argument(.predict, .model)),
      ("cars | predict m near a, b within 2 km in ▮", .argument(.predict, .frame)),
      ("cars | take ▮", .nothing), ("cars | take 5▮", .nothing), ("cars | count ▮", .nothing),
      ("load \"sam▮", .path), ("load 'sam▮", .path), ("x = load \"a.csv\" ▮", .loadWords),
      ("load \"a.csv\" with ▮", .loadOption),
      ("load \"a.csv\" with header = true, n▮", .loadOption),
      ("$▮", .systemFrame), ("$hi▮", .systemFrame), (":▮", .command), (":he▮", .command),
      (":set ▮", .commandArgument("set")), (":open \"se▮", .path),
      ("# a note ▮", .nothing), ("cars # where ▮", .nothing),
      ("cars | where a == \"x\"▮", .nothing),
    ] as [(String, CompletionPlace.Kind)])
  func aPlaceIsFound(_ marked: String, _ kind: CompletionPlace.Kind) throws {
    #expect(try place(marked).0.kind == kind)
  }

  @Test(arguments: [
    ("cars | where ▮", "cars "), ("x = cars | take 5 | select p▮", "cars | take 5 "),
    ("a, b = cars | where ▮", "cars "), ("cars\n| where x\n| sort ▮", "cars\n| where x\n"),
    ("y = 1\ncars | where ▮", "cars "), ("| where ▮", ""),
    ("cars | join (makers | where c▮", "makers "), ("cars | where round(▮", "cars "),
    ("cars | join (makers | take 2) on ▮", "cars "),
  ])
  func thePipelineBeforeItIsFound(_ marked: String, _ expected: String) throws {
    let (place, text) = try place(marked)
    let span = try #require(place.pipeline)
    let pipeline = String(decoding: Array(text.utf8)[span.lower..<span.upper], as: UTF8.self)
    #expect(pipeline == expected)
  }

  /// For every beginning of every text there is an answer, whose word is at the cursor.
  @Test(arguments: 0..<20)
  func thereIsAnAnswerEverywhere(seed: Int) {
    var programs = RandomPrograms(seed: UInt64(900 + seed))
    for _ in 0..<5 {
      let text = Formatter.print(programs.program(statements: 1...2))
      let size = text.utf8.count
      for offset in stride(from: 0, through: size, by: 1 + size / 400) {
        let place = CompletionLocator.place(in: text, at: offset)
        #expect(place.word.lower <= place.word.upper)
        if let pipeline = place.pipeline {
          #expect(0 <= pipeline.lower && pipeline.lower <= pipeline.upper)
          #expect(pipeline.upper <= place.word.lower)
        }
      }
    }
  }

  /// What the tables offer for a verb is in its form.
  @Test func theWordsOfAVerbAreThoseOfItsForm() {
    #expect(
      CompletionWords.clauses(of: .predict).map(\.text) == [
        "top", "near", "within", "km", "in", "as",
      ])
    #expect(CompletionWords.clauses(of: .sort).map(\.text) == ["desc"])
    for verb in VerbName.allCases {
      #expect(CompletionWords.clauses(of: verb).allSatisfy { !$0.text.isEmpty })
    }
  }
}
