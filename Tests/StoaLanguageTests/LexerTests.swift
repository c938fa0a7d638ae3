import Testing

@testable import StoaLanguage

@Suite struct LexerTests {
  private func kinds(_ text: String) -> [Token.Kind] {
    Lexer.tokenize(text).tokens.map(\.kind)
  }

  private func codes(_ text: String) -> [String] {
    Lexer.tokenize(text).diagnostics.map(\.code)
  }

  @Test func readsNumbers() {
    #expect(
      kinds("0 1_000_000 1.5 1.5e-3 2E6 1e+2 9223372036854775808") == [
        .int(0), .int(1_000_000), .float(1.5), .float(0.0015), .float(2e6), .float(100),
        .int(1 << 63), .end,
      ])
  }

  @Test func tellsARangeFromAFraction() {
    #expect(kinds("1..10") == [.int(1), .symbol(.range), .int(10), .end])
    #expect(kinds("-6..0") == [.symbol(.minus), .int(6), .symbol(.range), .int(0), .end])
  }

  @Test func readsDurations() {
    #expect(
      kinds("90s 15m 2h 7d") == [
        .duration(90_000_000), .duration(900_000_000), .duration(7_200_000_000),
        .duration(604_800_000_000), .end,
      ])
  }

  // Days and microseconds by Python's datetime.
  @Test func readsTimes() {
    #expect(
      kinds("@1970-01-01 @2024-02-29 @0001-01-01 @9999-12-31") == [
        .date(0), .date(19_782), .date(-719_162), .date(2_932_896), .end,
      ])
    #expect(
      kinds("@2024-01-31T10:00:00 @2024-01-31T10:00:00.25 @1969-12-31T23:59:59.999999") == [
        .timestamp(1_706_695_200_000_000), .timestamp(1_706_695_200_250_000), .timestamp(-1), .end,
      ])
  }

  @Test(arguments: [
    "@2024-02-30", "@2023-02-29", "@1900-02-29", "@2024-13-01", "@2024-00-10", "@0000-01-01",
    "@2024-1-1", "@2024", "@", "@2024-01-31T25:00:00", "@2024-01-31T10:00",
    "@2024-01-31T10:00:00Z", "@2024-01-31T10:00:00.1234567",
  ])
  func refusesBadTimes(text: String) {
    #expect(codes(text) == ["bad-time"])
  }

  @Test(arguments: ["9223372036854775809", "1e999", "106751992d"])
  func refusesWhatDoesNotFit(text: String) {
    #expect(codes(text) == ["number-too-large"])
  }

  @Test(arguments: ["1k", "1.5h", "3w", "0x1f", "1__0", "12abc"])
  func refusesBadNumbers(text: String) {
    #expect(codes(text) == ["bad-number"])
  }

  @Test func readsStrings() {
    #expect(
      kinds(##""a\n\t\"\'\\\u{e9}" 'it"s' "" "# no comment""##) == [
        .string("a\n\t\"'\\é"), .string("it\"s"), .string(""), .string("# no comment"), .end,
      ])
    #expect(kinds("\"two\nlines\"") == [.string("two\nlines"), .end])
  }

  @Test func complainsOfStrings() {
    #expect(codes("\"open") == ["open-string"])
    #expect(Lexer.tokenize("'open\nstill").endsInString)
    #expect(codes(#""\q""#) == ["bad-escape"])
    #expect(codes(#""\u{110000}""#) == ["bad-escape"])
    #expect(codes(#""\u12""#) == ["bad-escape"])
    #expect(codes("`open\nnext") == ["open-name"])
    #expect(codes("``") == ["empty-name"])
  }

  @Test func readsNames() {
    #expect(
      kinds("_ _3 a_B9 `title status` `a\\`b` $history") == [
        .word("_"), .word("_3"), .word("a_B9"), .quotedName("title status"), .quotedName("a`b"),
        .system("history"), .end,
      ])
  }

  @Test func namesBeyondASCIINeedQuotes() {
    #expect(kinds("größe") == [.quotedName("größe"), .end])
    #expect(codes("größe") == ["unquoted-name"])
  }

  @Test func readsTheLongestSymbol() {
    #expect(
      kinds("** * // / ?? == = <= <> .. . |") == [
        .symbol(.power), .symbol(.star), .symbol(.doubleSlash), .symbol(.slash), .symbol(.coalesce),
        .symbol(.equal), .symbol(.assign), .symbol(.lessOrEqual), .symbol(.angles),
        .symbol(.range), .symbol(.dot), .symbol(.pipe), .end,
      ])
    #expect(kinds("a <-1") == [.word("a"), .symbol(.less), .symbol(.minus), .int(1), .end])
    #expect(kinds("a <- 1") == [.word("a"), .symbol(.leftArrow), .int(1), .end])
  }

  @Test func spansAreInUTF8() throws {
    let tokens = Lexer.tokenize("'é' x").tokens
    #expect(tokens[0].span == SourceSpan(0, 4))
    #expect(tokens[1].span == SourceSpan(5, 6))
  }

  @Test func keepsComments() {
    let lexed = Lexer.tokenize("a # one  \n  # two\r\nb")
    #expect(lexed.comments.map(\.text) == ["# one", "# two"])
    #expect(lexed.comments.map(\.startsLine) == [false, true])
    #expect(lexed.tokens.map(\.startsLine) == [true, true, false])
  }

  @Test func aCommandTakesItsLine() throws {
    let lexed = Lexer.tokenize("  :save 1-9 \"a#b\"  \nx")
    guard case .command(let command) = lexed.tokens[0].kind else {
      Issue.record("no command")
      return
    }
    #expect(command.name.text == "save")
    #expect(command.arguments.text == "1-9 \"a#b\"")
    #expect(lexed.tokens[1].kind == .word("x"))
  }

  @Test func aColonWithinALineIsASign() {
    #expect(kinds("a:b") == [.word("a"), .symbol(.colon), .word("b"), .end])
    #expect(kinds("a +\n:b").contains(.symbol(.colon)))
  }

  @Test(arguments: ["§", "\u{1b}", "\u{a0}", "“a", "?", "\\"])
  func saysWhatIsStray(text: String) {
    #expect(codes(text).contains("stray-character"))
  }
}

@Suite struct CivilDateTests {
  @Test func goesThereAndBack() {
    for days in stride(from: Int32(-719_162), through: 2_932_896, by: 97) {
      #expect(CivilDate(daysSinceEpoch: days).daysSinceEpoch == days)
    }
  }

  // By Python: date(2000, 3, 1).toordinal() - 719163
  @Test func knowsLeapCenturies() {
    #expect(CivilDate(year: 2000, month: 3, day: 1).daysSinceEpoch == 11_017)
    #expect(CivilDate(daysSinceEpoch: 11_016) == CivilDate(year: 2000, month: 2, day: 29))
  }
}
