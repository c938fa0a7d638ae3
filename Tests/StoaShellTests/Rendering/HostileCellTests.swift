import StoaEngine
import StoaLanguage
import StoaPlan
import StoaSession
import Testing

@testable import StoaShell

/// Cells that would do something to a terminal, were they written to it as they are.
@Suite struct HostileCellTests {
  private static let attacks = [
    "\u{1B}[2J\u{1B}[H", "\u{1B}]52;c;aGk=\u{07}", "\u{1B}]8;;http://a\u{1B}\\x", "a\rb", "\u{07}",
    "a\nb", "a\tb", "\u{9B}31m", "\u{202E}txt.exe", "\u{2066}a\u{2069}", "a\u{200B}b", "\u{7F}",
    "\u{0}", "\u{85}", "\u{2028}",
  ]

  @Test(arguments: attacks)
  func noControlCharacterGetsThrough(attack: String) {
    let schema = Schema([Field(attack, .other(attack)), Field("text", .string)])
    let table = Table(schema: schema, rows: [[.other(attack), .string(attack)]])
    let error = CellFailure(
      source: attack,
      diagnostics: [
        Diagnostic(
          code: "query", message: attack, span: SourceSpan(0, attack.utf8.count), hint: attack)
      ])
    let clock = StepClock()
    clock.record(attack, detail: attack, in: nil, duration: 1)
    let outputs: [CellOutput] = [
      .table(ResultTable(table: table, totalRows: 1)),
      .model(
        ModelSummary(
          title: attack, tables: [table], figures: [.init(attack, .string(attack))],
          notes: [attack])),
      .written(WriteReport(path: attack, rows: 1, bytes: 1)), .notice(attack), .text(attack),
      .failure(error),
      .explanation(
        ExplanationReport(
          logical: attack,
          engine: Explanation(
            query: SQLQuery(text: attack, parameters: [.init(.string(attack), .string)]),
            physical: attack),
          volatility: [attack])),
      .profile(
        ProfileReport(
          stages: [.init(text: attack, rows: 1, upToHere: .zero, time: .zero, share: 1)])),
      .benchmark(BenchmarkReport(text: attack, cold: .zero, warm: [], rows: 1)),
      .timing(
        TimingReport(
          cell: 1, detail: .steps,
          steps: clock.steps, total: .zero)),
    ]
    let renderer = TerminalRenderer(timeZone: .gmt)
    for output in outputs {
      let text = renderer.render(output, options: RenderingOptions(width: 80))
      #expect(!text.isEmpty)
      for scalar in text.unicodeScalars where scalar != "\n" {
        let isControl = scalar.properties.generalCategory == .control
        let isFormat = scalar.properties.generalCategory == .format
        #expect(!isControl && !isFormat && scalar != "\u{2028}", "\(output)")
      }
    }
  }

  @Test func rowsStayRows() {
    #expect(
      Tables.lines(Tables.texts("a\nb\r\nc"))[3] == " a\\nb\\r\\nc")
    #expect(Tables.lines(Tables.texts("a\u{1B}[31mb"))[3] == " a\\u{1b}[31mb")
  }

  @Test func aCellOfAMegabyteIsCut() {
    let lines = Tables.lines(Tables.texts(String(repeating: "ab", count: 500_000)))
    #expect(lines[3].count == 79)
    #expect(lines[3].hasSuffix("b…") || lines[3].hasSuffix("a…"))
  }

  @Test func aFloodOfMarksIsCut() {
    let flood = "a" + String(repeating: "\u{301}", count: 1_000_000)
    let text = TableRenderer.render(Tables.texts(flood), options: Tables.options())
    #expect(text.unicodeScalars.count < 2_000)
  }

  @Test func bytesThatAreNoUTF8AreReplaced() {
    var storage = StringStorage()
    storage.append(utf8: [0x61, 0xFF, 0xC3, 0x28])
    let table = Table(columns: [Column(name: "t", type: .string, storage: .string(storage))])
    #expect(Tables.lines(table)[3] == " a\u{FFFD}\u{FFFD}(")
  }
}
