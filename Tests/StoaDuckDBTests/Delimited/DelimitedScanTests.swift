import Foundation
import StoaEngine
import StoaPlan
import Testing

@testable import StoaDuckDB

/// Our reader of delimited text, beside DuckDB's.
@Suite struct DelimitedScanTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func path(_ text: String) throws -> String { try folder.write("\(UUID()).csv", text) }

  /// Blocks so small that most rows begin in one and end in another.
  @Test(arguments: [1, 2, 7, 64, 65, 1000, 1 << 20])
  func rowsComeWholeAndInOrder(_ blockSize: Int) throws {
    let rows = (0..<300).map { ["\($0)", "text, \"\($0)\"\nof two lines", "", "ναι \($0)"] }
    let text = rows.map { "\($0[0]),\"\($0[1].replacing("\"", with: "\"\""))\",\($0[2]),\($0[3])" }
      .joined(separator: "\n")
    let format = DelimitedText.format(columns: 4)
    let found = try DelimitedText.rows([path(text)], format, blockSize: blockSize)
    #expect(found == rows.map { $0.map { $0.isEmpty ? nil : $0 } })
    let some = try DelimitedText.rows([path(text)], format, wanted: [0, 3], blockSize: blockSize)
    #expect(some == rows.map { [$0[0], $0[3]] })
    let none = try DelimitedText.rows([path(text)], format, wanted: [], blockSize: blockSize)
    #expect(none.count == rows.count)
  }

  /// A text made so that a glance into its middle takes the inside of quotes for the outside.
  @Test(arguments: [5, 16, 100])
  func aWrongGuessIsMended(_ blockSize: Int) throws {
    let row = "1,\"a\n2,\"\",\"\"b\n3,\"\",\"\",c\n\"\n"
    let format = DelimitedText.format(columns: 2)
    let text = String(repeating: row, count: 40)
    let found = try DelimitedText.rows([path(text)], format, blockSize: blockSize)
    #expect(found == Array(repeating: ["1", "a\n2,\",\"b\n3,\",\",c\n"], count: 40))
  }

  @Test func severalFilesAreReadOneBehindTheOther() throws {
    let texts = ["a,b\n1,2\n3,4", "\u{FEFF}a,b\r\n5,6\r\n\r\n", "a,b\n", "a,\"b\nc\"\n7,\"8\"\n"]
    let format = DelimitedText.format(columns: 2, header: true)
    let found = try DelimitedText.rows(texts.map(path), format, blockSize: 4)
    #expect(found == [["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"]])
  }

  /// A process has a thousand files open, not more.
  @Test func manyFilesAreClosedAgain() throws {
    let paths = try (0..<1500).map { try folder.write("part-\($0).csv", "n\n\($0)\n") }
    let format = DelimitedText.format(columns: 1, header: true)
    let files = try paths.map { try DelimitedFile($0) }
    let scan = DelimitedScan(files, format, wanted: [0], threads: 2)
    defer { scan.stop() }
    var rows = 0
    while let block = try scan.next() {
      rows += block.rows
      scan.recycle(block)
      guard rows % 500 == 0 else { continue }
      let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        .compactMap {
          try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
        }
      #expect(open.count { $0.hasPrefix(folder.path) } < 20)
    }
    #expect(rows == 1500)
  }

  @Test func aCellMayBeOfManyBlocks() throws {
    let cell = String(repeating: "Θάλασσα, \n", count: 1_000_000)
    let text = "1,\"\(cell)\"\n2,x\n"
    let found = try DelimitedText.rows(
      [path(text)], DelimitedText.format(columns: 2), blockSize: 1 << 16)
    #expect(found == [["1", cell], ["2", "x"]])
  }

  @Test(arguments: [
    ("1,2\n3\n", DelimitedFailure.Reason.fields(1, expected: 2)),
    ("1,2\n3,4,5\n", .fields(3, expected: 2)), ("1,2\n3,\"4\n5,6\n", .unterminatedQuote),
    ("1,2\n3,\"4\"5\n", .unterminatedQuote), ("1,2\n3,4\r5,6\n", .lineBreak),
  ])
  func aRowThatIsNoneEndsTheScan(_ text: String, _ reason: DelimitedFailure.Reason) throws {
    let path = try path(text)
    for blockSize in [3, 1000] {
      let error = #expect(throws: DelimitedError.self) {
        try DelimitedText.rows([path], DelimitedText.format(columns: 2), blockSize: blockSize)
      }
      let message = try #require(error?.message)
      #expect(message.hasPrefix("CSV Error on Line: 2\n\(reason.sentence)\n"))
      #expect(message.hasSuffix("file = \(path)"))
    }
  }

  @Test func aScanThatNobodyReadsToItsEndStops() throws {
    let text = String(repeating: "1,2\n", count: 100_000)
    for _ in 0..<50 {
      let file = try DelimitedFile(path(text))
      let scan = DelimitedScan(
        [file], DelimitedText.format(columns: 2), wanted: [0], threads: 3, blockSize: 1000)
      let block = try #require(try scan.next())
      #expect(block.rows == 250)
      scan.stop()
      #expect(try scan.next() == nil)
    }
  }

  /// Texts out of the marks that matter, each read by DuckDB's reader, by ours in one block, and by
  /// ours in small ones: the same rows, or an error from all.
  @Test func randomTextsAreReadAsDuckDBReadsThem() async throws {
    let engine = try TestEngine.shared
    var random = SystemRandomNumberGenerator()
    let parts = [",", ",", "\"", "\"\"", "\n", "\n", "a", "bc", " ", "é", "NA", "12345678901234"]
    var read = 0
    for _ in 0..<1000 {
      let columns = Int.random(in: 1...3, using: &random)
      var text = ""
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let isQuoted = Bool.random(using: &random)
        // Rows of the right shape are most, so that not all of it is errors.
        let fields = (0..<columns).map { _ -> String in
          let field = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            parts.randomElement(using: &random) ?? ""
          }.joined()
          guard isQuoted else { return field.filter { !",\n\"".contains($0) } }
          return Int.random(in: 0..<40, using: &random) == 0
            ? field.filter { $0 != " " } : "\"\(field.replacing("\"", with: "\"\""))\""
        }
        text += fields.joined(separator: ",") + "\n"
      }
      if try await isSame(text, columns: columns, engine) { read += 1 }
    }
    #expect(read > 200)
  }

  /// A quoted text goes on at a quote that stands behind blanks.
  @Test func quotesBehindBlanksAreReadAsDuckDBReadsThem() async throws {
    let engine = try TestEngine.shared
    let fields = ["\"\" \"x\"", "\"a\" \"b\"", "\"a\"  \"b\" \"c\"", "\"a\" \"\"", "\"\" \"\n\""]
    for field in fields {
      #expect(try await isSame("\(field)\ny\n", columns: 1, engine))
      #expect(try await isSame("1,\(field)\n2,y\n", columns: 2, engine))
    }
    #expect(try await !isSame("\"a\" b\"\n", columns: 1, engine))
  }

  /// Expects the same of all readers; returns whether that is rows.
  private func isSame(
    _ text: String, columns: Int, _ engine: DuckDBEngine
  ) async throws -> Bool {
    let path = try path(text)
    let format = DelimitedText.format(columns: columns, nulls: ["", "NA"])
    let whole = try? DelimitedText.rows([path], format, blockSize: 1 << 20)
    let parts = try? DelimitedText.rows([path], format, blockSize: 8)
    #expect(whole == parts, "\(text.debugDescription)")
    let names = (0..<columns).map { "'c\($0)': 'VARCHAR'" }.joined(separator: ", ")
    let theirs = try? await engine.withConnection(ExecutionContext()) { connection in
      try connection.query(
        """
        SELECT * FROM read_csv('\(path)', auto_detect = false, header = false, delim = ',',
          quote = '"', escape = '"', comment = '', nullstr = ['', 'NA'], columns = {\(names)})
        """)
    }
    let expected = theirs.map { table in
      (0..<table.rowCount).map { row in
        table.row(row).map { if case .string(let text) = $0 { text } else { String?.none } }
      }
    }
    #expect(whole == expected, "\(text.debugDescription)")
    return whole != nil
  }
}
