import Foundation
import StoaDuckDB
import StoaEngine
import StoaPlan
import Testing

@testable import StoaSession

/// `tune` and `cross_validate`, whose rows are trained models.
@Suite struct ExperimentTests {
  private static let weather = RecreationFiguresTests.root
    .appending(path: "samples/seattle-weather.csv").path

  /// The table that the last line shows.
  private func table(_ lines: String) async throws -> Table {
    let notebook = Notebook(engine: try DuckDBEngine(), history: nil, cache: nil)
    let report = await notebook.run("w = load \"\(Self.weather)\"\n" + lines)
    await notebook.close()
    if let failure = report.failure { throw failure }
    for case .table(let result) in report.outputs.reversed() { return result.table }
    throw EngineError(.fault, "nothing was shown")
  }

  private func failure(_ line: String) async throws -> String {
    let notebook = Notebook(engine: try DuckDBEngine(), history: nil, cache: nil)
    let report = await notebook.run("w = load \"\(Self.weather)\"\n" + line)
    await notebook.close()
    return String(describing: try #require(report.failure))
  }

  @Test func everyCombinationIsARow() async throws {
    let table = try await table(
      "w | tune tree weather ~ temp_max + precipitation with max_depth = [1, 4],"
        + " impurity = [gini, entropy], seed = 3")
    #expect(
      table.schema.names == [
        "try", "max_depth", "impurity", "accuracy", "f1", "log_loss", "rows", "train_ms", "nodes",
        "depth", "memory_mb",
      ])
    #expect(table.rowCount == 4)
    #expect((0..<4).map { table.row($0)[1] } == [.int(1), .int(1), .int(4), .int(4)])
    #expect((0..<4).map { table.row($0)[9] } == [.int(1), .int(1), .int(4), .int(4)])
  }

  /// The row is what `fit`, `predict` and `evaluate` give on the same parts.
  @Test func aRowIsWhatTheStagesGive() async throws {
    let tuned = try await table(
      "w | tune tree weather ~ temp_max + wind with max_depth = [4], share = 0.25, seed = 3")
    let plain = try await table(
      """
      train, test = w | split 0.75 seed 3
      m = train | fit tree weather ~ temp_max + wind with max_depth = 4, seed = 3
      test | predict m | evaluate weather accuracy, f1, log_loss
      """)
    for name in ["accuracy", "f1", "log_loss", "rows"] {
      guard case .float(let ours)? = tuned[name]?[0], case .float(let theirs)? = plain[name]?[0]
      else {
        #expect(tuned[name]?[0] == plain[name]?[0], "\(name)")
        continue
      }
      // A sum over rows ends in another last digit where threads share them otherwise.
      #expect(abs(ours - theirs) <= 1e-12, "\(name)")
    }
  }

  @Test func someCombinationsAreDrawn() async throws {
    let line =
      "w | tune tree weather ~ temp_max with max_depth = [1, 2, 3, 4, 5, 6], tries = 3, seed = "
    let tables = try await [table(line + "1"), table(line + "1"), table(line + "2")]
    let depths = tables.map { table in (0..<table.rowCount).map { table.row($0)[1] } }
    #expect(depths[0].count == 3 && depths[0] == depths[1] && depths[0] != depths[2])
  }

  /// Each try draws from the whole range, and a range of magnitudes from each of them alike.
  @Test func aRangeIsDrawnFrom() async throws {
    let line =
      "w | tune boosted temp_max ~ wind with max_depth = 1..3, step_size = 0.001..1.0,"
      + " max_iter = 1, tries = 12, seed = "
    let tables = try await [table(line + "1"), table(line + "1"), table(line + "2")]
    let depths = tables.map { table in (0..<table.rowCount).map { table.row($0)[1] } }
    #expect(depths[0].count == 12 && Set(depths[0]) == [.int(1), .int(2), .int(3)])
    #expect(depths[0] == depths[1] && depths[0] != depths[2])
    let steps = (0..<12).compactMap { row -> Double? in
      if case .float(let step) = tables[0].row(row)[2] { step } else { nil }
    }
    #expect(steps.count == 12 && steps.allSatisfy { (0.001...1).contains($0) })
    #expect(steps.contains { $0 < 0.0316 } && steps.contains { $0 > 0.0316 })
    #expect(
      try await failure("w | tune tree weather ~ wind with max_depth = 1..3")
        .contains("how often"))
  }

  /// What follows sees the rows, and so does a name.
  @Test func theRowsAreAFrame() async throws {
    let table = try await table(
      """
      t = w | tune tree temp_max ~ wind + temp_min with max_depth = [1, 5], seed = 1 | sort rmse
      t | where try == 2 | select max_depth, rmse
      """)
    #expect(table.rowCount == 1 && table.row(0)[0] == .int(5))
  }

  /// Ctrl-C in a training keeps the trees that were grown, and the name that they get.
  @Test(.timeLimit(.minutes(2))) func whatWasGrownIsKept() async throws {
    let (rounds, gate) = AsyncStream.makeStream(of: Void.self)
    let notebook = Notebook(
      engine: try DuckDBEngine(), history: nil, cache: nil,
      onProgress: { if ($0.stages.first?.tasksDone ?? 0) >= 3 { gate.yield() } })
    async let report = notebook.run(
      """
      w = load "\(Self.weather)"
      m = w | fit boosted temp_max ~ wind + temp_min with max_iter = 1000000, seed = 1
      """)
    for await _ in rounds { break }
    await notebook.cancel()
    #expect(await report.failure == nil)
    guard case .model(let model)? = await notebook.binding(named: "m") else {
      throw EngineError(.fault, "there is no model")
    }
    let summary = try #require((model as? any Model)?.summary)
    #expect(summary.notes.contains { $0.contains("was stopped after") })
    #expect(
      try await notebook.run("w | predict m | evaluate temp_max rmse").outputs.isEmpty == false)
    await notebook.close()
  }

  /// Every row of the frame is asked about once.
  @Test func foldsAreParts() async throws {
    let table = try await table(
      "w | cross_validate linear temp_max ~ temp_min + wind with k = 4, seed = 1"
        + " | summarize folds = count(), n = sum(`rows`), r2 = mean(r2)")
    #expect(table.row(0)[0] == .int(4) && table.row(0)[1] == .int(1461))
    guard case .float(let r2) = table.row(0)[2] else { throw CancellationError() }
    #expect(r2 > 0.7 && r2 < 0.9)
  }

  @Test(arguments: [
    ("w | tune tree weather ~ wind with max_depth = 3", "nothing to tune"),
    ("w | tune tree weather ~ wind with max_dept = [3]", "no parameter `max_dept`"),
    ("w | tune tree weather ~ wind with max_depth = [3, 1001]", "from 0 to"),
    ("w | cross_validate tree weather ~ wind with k = 1", "`k` is"),
    ("w | cross_validate tree weather ~ winds", "winds"),
  ]) func mistakesAreTold(_ line: String, _ part: String) async throws {
    let said = try await failure(line)
    #expect(said.contains(part), "\(said)")
  }
}
