import Foundation
import StoaDuckDB
import StoaEngine
import StoaLanguage
import StoaSession
import Testing

/// Every example of the reference page and of the help, run on a real engine.
@Suite struct ReferenceExamplesTests {
  /// A session in which the frames of the examples are defined, and a folder for their files.
  private struct Examples {
    let notebook: Notebook
    let folder: URL

    init() async throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "stoa-\(UUID())")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      notebook = try Notebook(engine: DuckDBEngine(), history: nil, cache: nil)
      try await run(ExampleFrames.program)
    }

    /// Runs a program whose files are in the folder, and gives what it shows.
    @discardableResult
    func run(_ program: String) async throws -> [CellOutput] {
      var text = program
      for file in ["cars.csv", "cars.parquet", "lm.model"] {
        text = text.replacing("\"\(file)\"", with: "\"\(folder.appending(path: file).path)\"")
      }
      let report = await notebook.run(CellRequest(text))
      if let failure = report.failure {
        throw DiagnosticList(failure.diagnostics)
      }
      return report.outputs
    }

    /// Whether all rows that a program shows have the value true in their only column.
    func isTrue(_ program: String) async throws -> Bool {
      guard case .table(let shown) = try await run(program).last, shown.table.rowCount == 1
      else { return false }
      return shown.table.columns.count == 1 && shown.table.columns[0][0] == .bool(true)
    }

    func close() async {
      await notebook.close()
      try? FileManager.default.removeItem(at: folder)
    }
  }

  @Test func everyVerbDoesItsExamples() async throws {
    let examples = try await Examples()
    for verb in VerbCatalogue.all where verb.isAvailable {
      for program in verb.examples {
        await #expect(throws: Never.self, "\(program)") { try await examples.run(program) }
      }
    }
    await examples.close()
  }

  @Test func whatIsNotThereYetIsRefused() async throws {
    let examples = try await Examples()
    for verb in VerbCatalogue.all where !verb.isAvailable {
      for program in verb.examples {
        await #expect(throws: DiagnosticList.self, "\(program)") { try await examples.run(program) }
      }
    }
    await examples.close()
  }

  @Test func everySourceDoesItsExamples() async throws {
    let examples = try await Examples()
    for program in SourceCatalogue.all.flatMap(\.examples) {
      await #expect(throws: Never.self, "\(program)") { try await examples.run(program) }
    }
    await examples.close()
  }

  @Test func everyFunctionHasTheValueOfItsExample() async throws {
    let examples = try await Examples()
    try await examples.run("x = table (v int) [(1), (2), (2), (5), (null)]")
    for function in FunctionCatalogue.all {
      let text = function.example.text
      let value = function.example.value
      let program =
        if function.isAggregate {
          "x | summarize r = \(text) | select same = r == \(value)"
        } else if function.isWindow {
          "x | derive k = 1 | derive r = \(text) by k sort v | sort v | skip 1 | take 1 "
            + "| select same = r == \(value)"
        } else {
          "row same = (\(text)) == \(value)"
        }
      do {
        #expect(try await examples.isTrue(program), "\(program)")
      } catch {
        Issue.record("\(program): \(error)")
      }
    }
    await examples.close()
  }
}
