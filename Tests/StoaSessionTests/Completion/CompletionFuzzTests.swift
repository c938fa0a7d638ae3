import Foundation
import StoaDuckDB
import StoaLanguage
import TestSupport
import Testing

@testable import StoaSession

/// Completion at every cursor of the pipelines that the engines are tested with: a prompt answer
/// every time, whose word is what was typed.
@Suite struct CompletionFuzzTests {
  /// The lines of all cases that have a pipeline in them.
  static let pipelines: [String] = {
    let folder = RecreationFiguresTests.root.appending(path: "Tests/EngineSuite/cases").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var seen: Set<Substring> = []
    return names.filter { $0.hasSuffix(".stoatest") }.sorted().flatMap { name -> [String] in
      let text = (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? ""
      return text.split(separator: "\n")
        .filter { $0.contains(" | ") && !$0.hasPrefix("#") && seen.insert($0).inserted }
        .map(String.init)
    }
  }()

  @Test func thereAreManyPipelines() { #expect(Self.pipelines.count > 500) }

  @Test func aPlaceAtEveryCursor() {
    for text in Self.pipelines {
      for offset in 0...text.utf8.count {
        let place = CompletionLocator.place(in: text, at: offset)
        #expect(place.word.lower <= place.word.upper && place.word.upper <= offset)
      }
    }
  }

  /// A tenth of them each, so that both cores have something to do.
  @Test(arguments: 0..<10)
  func anAnswerAtEveryCursor(part: Int) async throws {
    let notebook = Notebook(engine: try DuckDBEngine(), history: nil, cache: nil)
    let report = await notebook.run(
      """
      t = table (id int, k string, v int, x float, d date) [
          (1, "a", 10, 1.5, @2024-01-31), (2, "b", 11, 2.5, @2024-02-29)]
      m = t | fit tree k ~ v + x
      """)
    try #require(report.failure == nil)
    for (index, text) in Self.pipelines.enumerated() where index % 10 == part {
      // Statements that ask the engine for a schema are not for every cursor.
      guard !text.contains("load"), !text.contains("sql") else { continue }
      for offset in 0...text.utf8.count {
        var completion = Completion(replacing: SourceSpan(0, 0), candidates: [])
        let time = await quickest { completion = await notebook.completion(of: text, at: offset) }
        #expect(time <= promptly, "\(text) at \(offset)")
        let typed = String(
          decoding: text.utf8.prefix(completion.replacing.upper)
            .dropFirst(completion.replacing.lower), as: UTF8.self)
        for candidate in completion.candidates {
          #expect(candidate.text.lowercased().hasPrefix(typed.lowercased()))
        }
      }
    }
    await notebook.close()
  }
}
