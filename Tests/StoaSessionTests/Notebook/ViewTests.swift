import StoaDuckDB
import StoaEngine
import StoaPlan
import Testing

@testable import StoaSession

/// `:view` and `:why`.
@Suite struct ViewTests {
  private let notebook: Notebook

  init() async throws {
    notebook = Notebook(engine: try DuckDBEngine(), history: nil, cache: nil)
    let report = await notebook.run(
      "cars = table (price float, year int) [(1.0, 2), (2.0, 3), (3.0, 4)]")
    try #require(report.failure == nil)
  }

  private func tables(_ text: String) async throws -> [Table] {
    let report = await notebook.run(text)
    if let failure = report.failure { throw failure }
    return report.outputs.compactMap { output in
      if case .table(let result) = output { result.table } else { nil }
    }
  }

  @Test func aPipelineIsShownStageByStage() async throws {
    let view = try await tables(
      ":view cars | where price > 1 | derive age = 2021 - year | drop year | count")[0]
    #expect(
      view["stage"]?.texts == [
        "cars", "where price > 1", "derive age = 2021 - year", "drop year", "count",
      ])
    #expect(
      view["columns"]?.texts == [
        "2: price float, year int", "the same 2", "3: + age int", "2: - year", "1: count int",
      ])
    // Nothing was computed for it.
    #expect(view["rows"]?.values.allSatisfy(\.isNull) == true)
  }

  @Test func whatWasComputedIsKnown() async throws {
    _ = try await tables("cars | where price > 1")
    let view = try await tables(":view")[0]
    #expect(view["rows"]?.values == [.null, .int(2)])
    #expect(view["time_ms"]?.values.last?.isNull == false)
    _ = try await tables("few = cars | where price > 2 | cache")
    let kept = try await tables(":view few | count")[0]
    #expect(kept["kept"]?.texts.first == "in memory" && kept["rows"]?.values.first == .int(1))
  }

  @Test func aStageIsRunUpTo() async throws {
    let shown = try await tables(":view 2 cars | where price > 1 | count")
    #expect(shown[0]["column"]?.texts == ["price", "year"])
    #expect(shown[1].rowCount == 2)
    await #expect(throws: CellFailure.self) { try await tables(":view 4 cars | take 1 | count") }
  }

  @Test func theLastErrorIsExplained() async throws {
    #expect(await notebook.run("cars | where sqrt(year) > \"x\"").failure != nil)
    let report = await notebook.run(":why")
    let texts = report.outputs.compactMap { output in
      if case .text(let text) = output { text } else { nil }
    }
    #expect(texts.last?.contains("where PREDICATE") == true)
    // What the engine said is told where an engine failed.
    #expect(await notebook.run("cars | select n = year * 9223372036854775807").failure != nil)
    let long = await notebook.run(":why").outputs.compactMap { output in
      if case .text(let text) = output { text } else { nil }
    }
    #expect(long.last?.contains("What the engine said:") == true)
  }
}

extension Column {
  fileprivate var texts: [String] {
    values.map { if case .string(let text) = $0 { text } else { "\($0)" } }
  }

  fileprivate var values: [Value] { (0..<count).map { self[$0] } }
}
