import Foundation
import StoaDuckDB
import StoaEngine
import StoaPlan
import Testing

@testable import StoaSession

/// What stages do besides passing their frame on, and models, on DuckDB.
@Suite struct EffectTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    // y = 1 + 2 x, exactly.
    let rows = (1...20).map { "\($0),\(1 + 2 * $0)" }
    path = try folder.write("x,y\n" + rows.joined(separator: "\n") + "\n", to: "a.csv")
  }

  private func notebook(_ change: (inout Settings) -> Void = { _ in }) throws -> Notebook {
    var settings = Settings()
    change(&settings)
    return Notebook(engine: try DuckDBEngine(), history: nil, cache: nil, settings: settings)
  }

  @Test func savingSaysWhatWasWritten() async throws {
    let notebook = try notebook()
    let out = folder.path("out.parquet")
    let report = await notebook.run("range 1..7 | save \"\(out)\"")
    guard case .written(let written)? = report.outputs.first else {
      Issue.record("nothing was written: \(report.outputs)")
      return
    }
    #expect(written.rows == 7)
    #expect(report.tables.isEmpty)
    #expect(try await notebook.run("load \"\(out)\" | count").rows == [[.int(7)]])
    #expect(await notebook.run("range 1..7 | save \"\(out)\"").outcome == .error)
    #expect(await notebook.run("range 1..8 | save \"\(out)\" overwrite").outcome == .ok)
    #expect(try await notebook.run("load \"\(out)\" | count").rows == [[.int(8)]])
    await notebook.close()
  }

  @Test func aModelIsTrainedOnceSavedLoadedAndUsed() async throws {
    let notebook = try notebook()
    let model = folder.path("m")
    let trained = await notebook.run("m = load \"\(path)\" | fit linear y ~ x | save \"\(model)\"")
    #expect(trained.outcome == .ok, "\(trained.message ?? "")")
    #expect(trained.steps.filter { $0.name == "fit" }.map(\.rows) == [20])
    #expect(trained.texts == ["saved the model to \(model)"])
    let shown = await notebook.run("m")
    guard case .model(let summary)? = shown.outputs.first else {
      Issue.record("no model: \(shown.outputs)")
      return
    }
    #expect(summary.title.contains("y ~ x"))
    let again = await notebook.run(
      """
      again = load model "\(model)"
      row x = 100 | predict again | select p = round(prediction, 6)
      """
    )
    #expect(try again.rows == [[.float(201)]])
    #expect(
      try await notebook.run("$models | select name, rows | sort name").rows == [
        [.string("again"), .int(20)], [.string("m"), .int(20)],
      ])
    await notebook.close()
  }

  @Test func expectationsHoldOrShowWhatBrokeThem() async throws {
    let notebook = try notebook()
    _ = await notebook.run("a = load \"\(path)\"")
    #expect(try await notebook.run("a | expect x > 0 | count").rows == [[.int(20)]])
    #expect(await notebook.run("a | expect rows == 20").texts.first?.hasPrefix("holds: ") == true)

    let rows = await notebook.run("a | expect x < 19 | count")
    #expect(rows.outcome == .error)
    #expect(rows.tables.first?.table.rowCount == 2)
    let span = try #require(rows.failure?.diagnostics.first?.span)
    #expect(rows.source.slice(span).hasPrefix("expect"))

    let many = await notebook.run("a | expect x > 19")
    #expect(many.tables.first?.table.rowCount == 5)
    #expect(many.tables.first?.totalRows == nil)

    let figure = await notebook.run("a | expect rows == 21")
    #expect(figure.tables.first?.table.columns.first?[0] == .int(20))
    #expect(
      await notebook.run("a | summarize m = mean(x) | expect column m within 0.1 of 10.5").outcome
        == .ok)
    #expect(
      await notebook.run("a | summarize m = mean(x) | expect column m within 0.1 of 11").outcome
        == .error)
    await notebook.close()
  }

  @Test func explainingRunsNothing() async throws {
    let notebook = try notebook()
    let report = await notebook.run("load \"\(path)\" | where x > 3 | take 2 | explain")
    guard case .explanation(let explanation)? = report.outputs.first else {
      Issue.record("no explanation: \(report.outputs)")
      return
    }
    #expect(
      explanation.logical
        == "take 2\n  filter (x > 3)\n    load \(path) (csv, 2 columns)")
    #expect(explanation.engine.query.text.contains("SELECT"))
    #expect(explanation.volatility.isEmpty)
    #expect(!report.steps.contains { $0.name == "execute" })
    let volatile = await notebook.run("range 1..9 | sample 2 | explain")
    guard case .explanation(let reasons)? = volatile.outputs.first else { return }
    #expect(reasons.volatility == ["`sample` has no seed"])
    await notebook.close()
  }

  @Test func profilingShowsEveryStage() async throws {
    let notebook = try notebook()
    let report = await notebook.run(
      "load \"\(path)\" | where x > 15 | summarize n = count() | profile")
    guard case .profile(let profile)? = report.outputs.first else {
      Issue.record("no profile: \(report.outputs) \(report.message ?? "")")
      return
    }
    #expect(
      profile.stages.map(\.text) == ["load \"\(path)\"", "where x > 15", "summarize n = count()"])
    #expect(profile.stages.map(\.rows) == [20, 5, 1])
    let shares = profile.stages.reduce(0) { $0 + $1.share }
    #expect(abs(shares - 1) < 1e-9)
    #expect(
      zip(profile.stages, profile.stages.dropFirst()).allSatisfy {
        $0.upToHere >= .zero && $1.time >= .zero
      })
    await notebook.close()
  }

  @Test func inStepModeEachNameIsAStepWithItsRows() async throws {
    let notebook = try notebook { $0.measuresSteps = true }
    let report = await notebook.run(
      """
      a = load "\(path)"
      b = a | where x > 10
      train, test = b | split 0.5 seed 1
      test | count
      """)
    #expect(report.statements.map(\.detail) == ["a", "b", "train, test", "test | count"])
    let kept = report.steps.filter { $0.name == "execute" && !$0.detail.isEmpty }
    #expect(kept.map(\.detail) == ["a", "b", "train", "test"])
    #expect(kept[0].rows == 20 && kept[1].rows == 10)
    #expect((kept[2].rows ?? 0) + (kept[3].rows ?? 0) == 10)
    // Each reads what the one before it has computed, and not the file.
    let reads = report.steps.filter { $0.detail.contains("STOA_CSV") }
    #expect(reads.count == 1)
    await notebook.close()
  }

  @Test func inStepModeASampleIsDrawnOnce() async throws {
    let notebook = try notebook { $0.measuresSteps = true }
    _ = await notebook.run("a = range 1..100000 | sample 3")
    let rows = try await notebook.run("a | sort n").rows
    #expect(rows.count == 3)
    _ = await notebook.run("b = a | where n > 0")
    #expect(try await notebook.run("a | sort n").rows == rows)
    #expect(try await notebook.run("b | sort n").rows == rows)
    await notebook.close()
  }

  @Test func theEnginesErrorsComeWithTheirStage() async throws {
    let notebook = try notebook()
    let bad = try folder.write("x\n1\ntwo\n", to: "bad.csv")
    let report = await notebook.run("load \"\(bad)\" schema (x int) | summarize sum(x)")
    #expect(report.outcome == .error)
    #expect(report.failure?.engineError?.kind == .input)
    #expect(report.message?.contains("two") == true, "\(report.message ?? "")")
    await notebook.close()
  }
}
