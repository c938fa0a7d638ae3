import TestSupport
import Testing

@testable import StoaLanguage

@Suite struct FormatterTests {
  @Test(arguments: [
    ("cars|where price>3|take 3", "cars | where price > 3 | take 3\n"),
    (
      "x=load 'a.csv' with header=true,nulls=['NA']",
      "x = load \"a.csv\" with header = true, nulls = [\"NA\"]\n"
    ),
    ("a,b=t|split 0.7 seed 1_000", "a, b = t | split 0.7 seed 1_000\n"),
    ("t | where ((a + b)) * c > 24h", "t | where (a + b) * c > 24h\n"),
    ("t | where `price` == `and`", "t | where price == `and`\n"),
    ("t | where x == 'say \"no\"'", "t | where x == 'say \"no\"'\n"),
    ("t | where a == - 6", "t | where a == -6\n"),
    (":timing   cells  ", ":timing cells\n"),
    ("| take 3", "| take 3\n"),
    ("", ""),
    ("\n\n# a\n\n\n# b\nt # c\n\n\nu\n", "# a\n\n# b\nt  # c\n\nu\n"),
    (
      "t | fit linear y~a+log(b)-c+a:b with reg_param=0.1",
      "t | fit linear y ~ a + log(b) - c + a:b with reg_param = 0.1\n"
    ),
    ("load p | save q overwrite", "load p | save q overwrite\n"),
    ("t | expect rows==3 | expect `rows`==3", "t | expect rows == 3 | expect (rows == 3)\n"),
  ])
  func writesOneStyle(text: String, formatted: String) throws {
    #expect(try Formatter.format(text) == formatted)
    #expect(try Formatter.format(formatted) == formatted)
  }

  @Test func longPipelinesHaveALineForEachStage() throws {
    let text =
      "result = load \"samples/cars.csv\" | where price > 1000 and price < 100000 | "
      + "derive age = 2024 - year, rate = price / odometer | sort rate desc"
    #expect(
      try Formatter.format(text) == """
        result = load "samples/cars.csv"
          | where price > 1000 and price < 100000
          | derive age = 2024 - year, rate = price / odometer
          | sort rate desc

        """)
  }

  @Test func longStagesBreakAfterCommas() throws {
    let columns = (1...20).map { "column_\($0)" }.joined(separator: ", ")
    #expect(
      try Formatter.format("cars | select \(columns)") == """
        cars
          | select column_1, column_2, column_3, column_4, column_5, column_6, column_7,
              column_8, column_9, column_10, column_11, column_12, column_13, column_14,
              column_15, column_16, column_17, column_18, column_19, column_20

        """)
  }

  @Test func longTablesHaveALineForEachRow() throws {
    let rows = (1...6).map { "(\($0), \"number \($0)\")" }.joined(separator: ", ")
    let formatted = try Formatter.format("t = table (a int, b string) [\(rows)] | count")
    #expect(formatted.hasPrefix("t = table (a int, b string) [\n    (1, \"number 1\"),\n"))
    #expect(formatted.hasSuffix("    (6, \"number 6\")\n  ]\n  | count\n"))
  }

  @Test func commentsStayWhereTheyAre() throws {
    let text = """
      # about it all
      x = cars # the source
        # why
        | where price > 3 # enough
        | select make, # one
            price
      # at the end
      """
    let formatted = """
      # about it all
      x = cars  # the source
        # why
        | where price > 3  # enough
        # one
        | select make, price
      # at the end

      """
    #expect(try Formatter.format(text) == formatted)
    #expect(try Formatter.format(formatted) == formatted)
  }

  @Test func stringsOverSeveralLinesAreLeftAlone() throws {
    let text = "sql \"select 1\n  from t\" | count\n"
    #expect(try Formatter.format(text) == text)
  }

  @Test func refusesWhatCannotBeParsed() {
    #expect(throws: DiagnosticList.self) { try Formatter.format("cars |") }
  }

  @Test(arguments: 0..<40)
  func parsingWhatWasPrintedGivesTheSameTree(seed: Int) throws {
    var programs = RandomPrograms(seed: UInt64(seed))
    for _ in 0..<10 {
      let program = programs.program()
      let text = Formatter.print(program)
      let result = Parser.parse(text)
      guard result.diagnostics.isEmpty else {
        Issue.record("\(text)\n\(DiagnosticRenderer(text: text).render(result.diagnostics))")
        return
      }
      guard syntaxShape(of: result.program) == syntaxShape(of: program) else {
        Issue.record("\(text)\n\(syntaxShape(of: program))\n\(syntaxShape(of: result.program))")
        return
      }
      let formatted = try Formatter.format(text)
      #expect(formatted == text)
    }
  }

  @Test(arguments: 0..<20)
  func commentsAndBlanksChangeNothing(seed: Int) throws {
    var programs = RandomPrograms(seed: UInt64(1000 + seed))
    for _ in 0..<10 {
      let text = Formatter.print(programs.program())
      let spread = scattered(text, random: &programs.random)
      let program = try Parser.parse(spread).get()
      #expect(syntaxShape(of: program) == syntaxShape(of: Parser.parse(text).program))
      let formatted = try Formatter.format(spread)
      let again = try Formatter.format(formatted)
      #expect(again == formatted)
      #expect(syntaxShape(of: Parser.parse(formatted).program) == syntaxShape(of: program))
      #expect(
        Lexer.tokenize(formatted).comments.map(\.text).sorted()
          == Lexer.tokenize(spread).comments.map(\.text).sorted())
    }
  }

  /// The text with blanks, line ends and comments wherever they mean nothing.
  private func scattered(_ text: String, random: inout SeededGenerator) -> String {
    let bytes = Array(text.utf8)
    let tokens = Lexer.tokenize(text).tokens
    var result = ""
    var last = 0
    for (position, token) in tokens.enumerated() where token.kind != .end {
      result += String(decoding: bytes[last..<token.span.lower], as: UTF8.self)
      let goesOn =
        position > 0 && (tokens[position - 1].continuesLine || token.kind == .symbol(.pipe))
      if goesOn, !token.startsLine, random.chance(0.2) {
        result += random.pick(["  ", "\n", " # note \(position)\n\n", "\n# own \(position)\n  "])
      }
      result += String(decoding: bytes[token.span.lower..<token.span.upper], as: UTF8.self)
      last = token.span.upper
    }
    return result + String(decoding: bytes[last...], as: UTF8.self)
  }
}
