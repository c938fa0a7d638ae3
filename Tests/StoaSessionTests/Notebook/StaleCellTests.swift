import Foundation
import StoaDuckDB
import StoaEngine
import StoaPlan
import Testing

@testable import StoaSession

/// Cells that are no longer what they would be, and `:rerun stale`.
@Suite struct StaleCellTests {
  private let notebook: Notebook

  init() throws { notebook = Notebook(engine: try DuckDBEngine(), history: nil, cache: nil) }

  private func run(_ text: String) async throws -> [Table] {
    let report = await notebook.run(text)
    if let failure = report.failure { throw failure }
    return report.outputs.compactMap { output in
      if case .table(let result) = output { result.table } else { nil }
    }
  }

  private func count(of table: Table?) -> Value? { table?.columns.first?[0] }

  @Test func aNameBoundAnewMakesItsReadersStale() async throws {
    _ = try await run("a = range 1..3")
    _ = try await run("b = a | where n > 1")
    _ = try await run("b | count")
    _ = try await run("range 1..2 | count")
    #expect(await notebook.staleCells().isEmpty)
    #expect(await notebook.takeStaleNotice() == nil)
    _ = try await run("a = range 1..10")
    // The reader of the reader as well, and nobody else.
    #expect(await notebook.staleCells() == [2, 3])
    #expect(await notebook.takeStaleNotice()?.hasPrefix("cells 2, 3 are stale") == true)
    #expect(await notebook.takeStaleNotice() == nil)
    let shown = try await run(":rerun stale")
    #expect(count(of: shown.last) == .int(9))
    #expect(await notebook.staleCells().isEmpty)
    #expect(count(of: try await run("_3").last) == .int(9))
    #expect(try await run(":rerun stale").isEmpty)
  }

  /// A look at a pipeline, and a cell that is not kept, have nothing to bring up to date.
  @Test func commandsAndPrivateCellsAreNotStale() async throws {
    _ = try await run("a = range 1..3")
    _ = try await run(":view a | count")
    _ = try await run(" a | count")
    _ = try await run("a = range 1..4")
    #expect(await notebook.staleCells().isEmpty)
  }

  @Test func theSameAgainChangesNothing() async throws {
    _ = try await run("a = range 1..3")
    _ = try await run("a | count")
    _ = try await run("a = range 1..3")
    #expect(await notebook.staleCells().isEmpty)
  }

  /// `a = a | …` reads what it then gives away.
  @Test func aCellThatBindsWhatItReadsIsNotStale() async throws {
    _ = try await run("a = range 1..3")
    _ = try await run("a = a | where n > 1")
    #expect(await notebook.staleCells().isEmpty)
    #expect(count(of: try await run("a | count").last) == .int(2))
  }

  /// What was given away since is not brought back.
  @Test func whatIsSupersededStays() async throws {
    _ = try await run("a = range 1..3")
    _ = try await run("b = a | count")
    _ = try await run("b = range 7..7")
    _ = try await run("a = range 1..4")
    #expect(await notebook.staleCells().isEmpty)
    #expect(count(of: try await run("b").last) == .int(7))
  }

  @Test func paramsAndFilesCountToo() async throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("stoa-stale-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("n\n1\n2\n".utf8).write(to: file)
    _ = try await run("param least = 2")
    _ = try await run("load \"\(file.path)\" | where n >= least | count")
    #expect(await notebook.staleCells().isEmpty)
    _ = try await run("param least = 1")
    #expect(await notebook.staleCells() == [2])
    #expect(count(of: try await run(":rerun stale").last) == .int(2))
    try Data("n\n1\n2\n3\n".utf8).write(to: file)
    #expect(await notebook.staleCells() == [2])
    #expect(count(of: try await run(":rerun stale").last) == .int(3))
    try FileManager.default.removeItem(at: file)
    #expect(await notebook.staleCells() == [2])
    await #expect(throws: CellFailure.self) { try await run(":rerun stale") }
    #expect(await notebook.staleCells() == [2])
  }
}
