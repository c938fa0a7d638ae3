import Foundation
import StoaEngine
import StoaPlan
import StoaSession
import Testing

@testable import StoaShell

@Suite struct ExportTests {
  private static let table = Table(
    schema: Schema([
      Field("i", .int), Field("f", .float), Field("a, b", .string), Field("t", .timestamp),
      Field("d", .date), Field("m", .decimal(precision: 5, scale: 2)), Field("b", .bool),
      Field("l", .duration),
    ]),
    rows: [
      [
        .int(.max), .float(0.1 + 0.2), .string("say \"x\",\ny"), .timestamp(1_333_476_006_500_000),
        .date(15_433), .decimal(unscaled: -105, scale: 2), .bool(true), .duration(90_000_000),
      ],
      [
        .int(-1), .float(.nan), .string(""), .null, .null, .null, .null, .null,
      ],
    ])

  private func render(_ renderer: any CellRenderer, _ table: Table) -> String {
    renderer.render(
      .table(ResultTable(table: table, totalRows: Int64(table.rowCount))),
      options: RenderingOptions(digits: nil))
  }

  @Test func commaSeparatedValues() {
    #expect(
      render(DelimitedRenderer(.commas), Self.table) == """
        i,f,"a, b",t,d,m,b,l
        9223372036854775807,0.30000000000000004,"say ""x\"",
        y",2012-04-03T18:00:06.5,2012-04-03,-1.05,true,1m 30s
        -1,nan,"",,,,,
        """)
  }

  @Test func tabSeparatedValues() {
    let table = Table(
      schema: Schema([Field("a\tb", .string), Field("n", .int)]),
      rows: [[.string("x\ty\\z\nw"), .null], [.string(""), .int(-1)]])
    #expect(
      render(DelimitedRenderer(.tabs), table) == "a\\tb\tn\nx\\ty\\\\z\\nw\t\\N\n\t-1")
  }

  @Test func aDocumentALine() throws {
    let text = render(JSONRenderer(asLines: true), Self.table)
    let lines = text.split(separator: "\n")
    #expect(lines.count == 2)
    for line in lines {
      let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(row?.count == 8)
    }
    #expect(render(JSONRenderer(asLines: true), Tables.counting(0)).isEmpty)
  }

  @Test func markdownTables() {
    let table = Table(
      schema: Schema([Field("a|b", .string), Field("n", .int)]),
      rows: [[.string("x|y\nz\u{1B}"), .null], [.string(""), .int(-1)]])
    #expect(
      render(MarkdownRenderer(), table) == """
        | a\\|b | n |
        | --- | ---: |
        | x\\|y<br>z\\u{1b} | null |
        |  | -1 |
        """)
  }

  @Test func aRowAtATime() {
    let renderer = TerminalRenderer(maximumRows: 2, isVertical: true)
    let text = renderer.render(
      .table(ResultTable(table: Tables.counting(3), totalRows: 3)),
      options: RenderingOptions(width: 30))
    #expect(
      text == """
        ─── row 1 ───
        n │ 0
        …
        ─── row 3 ───
        n │ 2
        2 of 3 rows × 1 column
        """)
  }

  @Test func exportsKeepWhatATerminalMustNotSee() {
    let text = "\u{1B}[31m\tred\u{202E}"
    #expect(render(DelimitedRenderer(.commas), Tables.texts(text)) == "text\n\(text)")
  }

  @Test func jsonIsReadBackByAnotherParser() throws {
    let text = render(JSONRenderer(), Self.table)
    #expect(text.contains("\"i\":9223372036854775807"))
    #expect(text.contains("\"f\":0.30000000000000004"))
    #expect(text.contains("\"m\":-1.05"))
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(rows.count == 2)
    #expect(rows[0]["a, b"] as? String == "say \"x\",\ny")
    #expect(rows[0]["t"] as? String == "2012-04-03T18:00:06.5")
    #expect(rows[0]["d"] as? String == "2012-04-03")
    #expect(rows[0]["l"] as? String == "1m 30s")
    #expect(rows[0]["b"] as? Bool == true)
    #expect(rows[1]["f"] is NSNull && rows[1]["t"] is NSNull)
  }

  @Test(arguments: ["\u{0}", "\u{1F}", "\u{7F}", "\u{9B}", "\\", "\"", "😀", "\u{2028}", "a\r\n\t"])
  func jsonStringsComeBack(text: String) throws {
    let document = render(JSONRenderer(), Tables.texts(text))
    let rows = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [[String: String]]
    #expect(rows == [["text": text]])
    #expect(!document.unicodeScalars.contains { $0.properties.generalCategory == .control })
  }

  @Test func emptyTablesAreStillDocuments() {
    #expect(render(JSONRenderer(), Tables.counting(0)) == "[]")
    #expect(render(DelimitedRenderer(.commas), Tables.counting(0)) == "n")
  }

  @Test func everyKindOfAnswerIsOneJSONDocument() throws {
    let outputs: [CellOutput] = [
      .model(
        ModelSummary(
          title: "m", tables: [Tables.cars], figures: [.init("r2", .float(0.5))], notes: ["n"])),
      .written(WriteReport(path: "a\"b", rows: 1, bytes: 2)),
      .explanation(
        ExplanationReport(
          logical: "a\nb",
          engine: Explanation(
            query: SQLQuery(text: "q", parameters: [.init(.int(1), .int)]), physical: ""),
          volatility: [])),
      .profile(
        ProfileReport(
          stages: [.init(text: "s", rows: 1, upToHere: .zero, time: .zero, share: 1)])),
      .benchmark(BenchmarkReport(text: "p", cold: .zero, warm: [.seconds(1)], rows: 1)),
    ]
    for output in outputs {
      let text = JSONRenderer().render(output, options: RenderingOptions())
      _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
    }
    #expect(
      JSONRenderer().render(.text("a"), options: RenderingOptions()) == "\"a\"")
  }

  @Test func whatIsBesideTheAnswerIsNoPartOfAnExport() {
    for renderer in [DelimitedRenderer(.commas), JSONRenderer()] as [any CellRenderer] {
      #expect(renderer.render(.notice("x"), options: RenderingOptions()).isEmpty)
      #expect(
        renderer.render(
          .failure(CellFailure(source: "", diagnostics: [])), options: RenderingOptions()
        ).isEmpty)
    }
  }
}
