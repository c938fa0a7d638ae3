import EngineSuite
import Foundation
@testable import StoaDuckDB
import StoaEngine
import StoaSession
import StoaStore
import Testing

/// Rules that hold of every pipeline, tried on random ones; a seed makes its pipeline again.
@Suite(.timeLimit(.minutes(3))) struct PropertyTests {
  static let seeds: ClosedRange<UInt64> = 1...150

  @Test func aPrefixIsAPipeline() async throws {
    let engine = try DuckDBEngine()
    for seed in Self.seeds {
      let pipeline = RandomPipeline(seed: seed)
      await report(seed, pipeline) {
        try await EngineSuite.prefixMistakes(of: pipeline, engine: engine)
      }
    }
  }

  @Test func trueFalseAndNullAreAllRows() async throws {
    let engine = try DuckDBEngine()
    for seed in Self.seeds {
      let pipeline = RandomPipeline(seed: seed, stages: 3)
      await report(seed, pipeline) {
        try await EngineSuite.partitionMistake(of: pipeline, engine: engine).map { [$0] } ?? []
      }
    }
  }

  @Test func theOptimiserChangesNothing() async throws {
    let engine = try DuckDBEngine()
    var session = SuiteSession(engine: engine)
    let names = try await session.run("sql \"select name from duckdb_optimizers()\"")?.table
    let all = (0..<(names?.rowCount ?? 0)).compactMap { row -> String? in
      if case .string(let name)? = names?.row(row)[0] { name } else { nil }
    }
    #expect(all.count > 20)
    let plain = try DuckDBEngine(
      nil, library: DuckDBLibrary.load(),
      options: ["disabled_optimizers": all.joined(separator: ",")])
    for seed in Self.seeds {
      let pipeline = RandomPipeline(seed: seed)
      await report(seed, pipeline) {
        let optimised = try await EngineSuite.rows(of: pipeline, engine: engine)
        let unoptimised = try await EngineSuite.rows(of: pipeline, engine: plain)
        return optimised == unoptimised
          ? [] : ["\(optimised.count) rows, and \(unoptimised.count) without the optimiser"]
      }
    }
  }

  @Test func theCacheChangesNothing() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "stoa-cache-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let cache = CacheStore.open(at: folder.appending(path: "cache.sqlite"))
    let cached = try Notebook(engine: DuckDBEngine(), history: nil, cache: cache)
    let plain = try Notebook(engine: DuckDBEngine(), history: nil, cache: nil)
    for seed in Self.seeds {
      // The first run fills the cache, and the second is answered from it.
      let pipeline = RandomPipeline(seed: seed)
      let program = pipeline.setup + pipeline.program
      let computed = await rows(plain.run(CellRequest(program)))
      for run in 1...2 {
        let answer = await rows(cached.run(CellRequest(program)))
        #expect(answer == computed && answer != nil, "seed \(seed), run \(run): \(program)")
      }
    }
    await cached.close()
    await plain.close()
  }

  private func rows(_ report: CellReport) -> [String]? {
    guard case .table(let shown)? = report.outputs.last else { return nil }
    return (0..<shown.table.rowCount).map { "\(shown.table.row($0))" }.sorted()
  }

  private func report(
    _ seed: UInt64, _ pipeline: RandomPipeline, _ check: () async throws -> [String]
  ) async {
    do {
      for mistake in try await check() {
        Issue.record("seed \(seed): \(mistake)\n\(pipeline.setup)\(pipeline.program)")
      }
    } catch {
      Issue.record("seed \(seed): \(error)\n\(pipeline.setup)\(pipeline.program)")
    }
  }
}
