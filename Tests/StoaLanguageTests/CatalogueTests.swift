import Testing

@testable import StoaLanguage

@Suite struct CatalogueTests {
  @Test func everyVerbHasOneEntry() {
    let names = VerbCatalogue.all.map(\.name)
    #expect(names.count == Set(names).count)
    #expect(Set(names) == Set(VerbName.allCases))
  }

  @Test(arguments: VerbCatalogue.all)
  func everyVerbParsesItsExamples(verb: Verb) throws {
    #expect(!verb.examples.isEmpty)
    for example in verb.examples {
      let result = Parser.parse(example)
      #expect(result.diagnostics == [], "\(example)")
      let pipeline = try #require(result.program.statements.first?.pipeline, "\(example)")
      #expect(
        pipeline.stages.contains { spelled($0.verb, in: example) == verb.name.rawValue },
        "\(example)")
    }
  }

  @Test func theParserKnowsNoOtherVerb() {
    let words = Set(VerbName.allCases.map(\.rawValue))
    let candidates =
      ForeignVerbs.all.map(\.word) + ClauseWords.all + SourceName.allCases.map(\.rawValue)
      + CommandCatalogue.all.map(\.name) + ModelCatalogue.all.map(\.name)
    for word in candidates where !words.contains(word) {
      let result = Parser.parse("cars | \(word) a")
      #expect(!result.diagnostics.isEmpty, "\(word)")
      #expect(result.program.statements.first?.pipeline?.stages == [], "\(word)")
    }
  }

  @Test(arguments: SourceCatalogue.all.flatMap(\.examples))
  func everySourceParsesItsExamples(example: String) {
    #expect(Parser.parse(example).diagnostics == [])
  }

  @Test func theExampleFramesParse() {
    #expect(Parser.parse(ExampleFrames.program).diagnostics == [])
  }

  @Test func foreignVerbsAreNoVerbs() {
    let words = ForeignVerbs.all.map(\.word)
    #expect(words.count == Set(words).count)
    for word in words {
      #expect(VerbName(rawValue: word) == nil, "\(word)")
      #expect(word == word.lowercased())
    }
  }

  /// What a hint puts between back quotes as a stage must parse as one.
  @Test(arguments: ForeignVerbs.all.filter { $0.hint.hasSuffix(" here") })
  func foreignVerbsPointToRealStages(foreign: ForeignVerb) throws {
    let parts = foreign.hint.split(separator: "`")
    let form = try #require(parts.dropFirst(3).first)
    #expect(Parser.parse("cars | \(form)").diagnostics == [], "\(foreign.hint)")
  }

  @Test func defaultsAreAllowedValues() {
    for kind in ModelCatalogue.all {
      #expect(Set(kind.parameters.map(\.name)).count == kind.parameters.count)
      for parameter in kind.parameters {
        switch parameter.fallback {
        case .int(let value):
          #expect(parameter.bounds.map { $0.contains(Double(value)) } ?? true)
        case .float(let value):
          #expect(parameter.bounds.map { $0.contains(value) } ?? true)
        case .word(let word): #expect(parameter.choices.contains(word))
        case .bool, .requiredInts, .randomInt: break
        }
      }
    }
  }
}

extension Statement {
  var pipeline: Pipeline? {
    switch kind {
    case .pipeline(let pipeline), .assign(_, let pipeline): pipeline
    case .param, .command: nil
    }
  }
}

/// The text of a span.
func spelled(_ span: SourceSpan, in text: String) -> String {
  String(decoding: Array(text.utf8)[span.lower..<span.upper], as: UTF8.self)
}
