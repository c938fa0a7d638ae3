import TestSupport
import Testing

@testable import StoaLanguage

/// Whatever the text: the lexer and the parser end promptly, every span is within the text, and what has no
/// mistake can be formatted.
@Suite struct FuzzTests {
  private static let fragments =
    VerbName.allCases.map(\.rawValue) + SourceName.allCases.map(\.rawValue)
    + ClauseWords.all.sorted()
    + Symbol.allCases.map(\.rawValue) + [
      "cars", "price", "`title status`", "\"text\"", "'", "\"", "`", "1", "2.5", "7d",
      "@2024-01-31",
      "@", "$history", "$", "_", "_3", "true", "null", "not null", "\n", "\n", "\n| ", "# note\n",
      ":help\n",
      "\\", "é", "👍", "\u{1b}", "mean(", "count()", "x = ", "param n = 3\n", "1..", "-", "model",
    ]

  private func check(_ text: String) {
    var result = Parser.parse("")
    let time = quickest { result = Parser.parse(text) }
    #expect(time <= promptly, "\(text)")
    let size = text.utf8.count
    for diagnostic in result.diagnostics {
      let span = diagnostic.span
      #expect(0 <= span.lower && span.lower <= span.upper && span.upper <= size)
      #expect(!DiagnosticRenderer(text: text).render(diagnostic).contains("\u{1b}"))
    }
    var last = 0
    for statement in result.program.statements {
      #expect(last <= statement.span.lower && statement.span.lower <= statement.span.upper)
      last = statement.span.upper
    }
    #expect(last <= size)
    guard result.diagnostics.isEmpty else { return }
    guard let formatted = try? Formatter.format(text) else {
      Issue.record("cannot format: \(text)")
      return
    }
    let again = Parser.parse(formatted)
    if syntaxShape(of: again.program) != syntaxShape(of: result.program) {
      Issue.record("formatted otherwise: \(text)\n\(formatted)")
    }
    #expect((try? Formatter.format(formatted)) == formatted)
  }

  @Test(arguments: 0..<20)
  func anyBytes(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    for _ in 0..<100 {
      let bytes = random.some(0...60) { UInt8($0.int(0...255)) }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test(arguments: 0..<20)
  func anyWords(seed: Int) {
    var random = SeededGenerator(seed: UInt64(100 + seed))
    for _ in 0..<120 {
      let words = random.some(0...25) { $0.pick(Self.fragments) }
      check(words.joined(separator: random.pick([" ", "", " "])))
    }
  }

  @Test(arguments: 0..<20)
  func rightProgramsWithOneChange(seed: Int) {
    var programs = RandomPrograms(seed: UInt64(200 + seed))
    for _ in 0..<60 {
      var bytes = Array(Formatter.print(programs.program(statements: 1...2)).utf8)
      guard !bytes.isEmpty else { continue }
      let place = programs.random.int(0...(bytes.count - 1))
      switch programs.random.int(0...3) {
      case 0: bytes.remove(at: place)
      case 1: bytes[place] = UInt8(programs.random.int(0...127))
      case 2: bytes.removeSubrange(place...)
      default:
        bytes.insert(contentsOf: programs.random.pick(Self.fragments).utf8, at: place)
      }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// A beginning of a right program that ends after a sign that goes on is never called wrong.
  @Test(arguments: 0..<20)
  func beginningsAreIncomplete(seed: Int) throws {
    var programs = RandomPrograms(seed: UInt64(300 + seed))
    for _ in 0..<5 {
      let text = Formatter.print(programs.program(statements: 1...1))
      let tokens = Lexer.tokenize(text).tokens
      let bytes = Array(text.utf8)
      for (position, token) in tokens.enumerated() where token.continuesLine {
        // In front of a statement's first sign, as a `-`, nothing has begun.
        guard position > 0, case .symbol(let sign) = token.kind, sign != .openBrace else {
          continue
        }
        let beginning = String(decoding: bytes[..<token.span.upper], as: UTF8.self)
        if !Parser.parse(beginning).isIncomplete { Issue.record("complete: \(beginning)") }
      }
    }
  }
}
