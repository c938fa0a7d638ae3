import Foundation
import StoaDuckDB
import StoaEngine
import StoaPlan
import StoaSession
import StoaSpark
import Synchronization
import Testing

extension SparkTests {
  /// One session with both engines.
  @Suite struct TwoEngines {
    private func notebook() async throws -> Notebook {
      let spark = EngineConnection(try await SparkServer.engine(), address: "sc://test")
      let router = EngineRouter(spark) { _, _ in EngineConnection(try DuckDBEngine()) }
      return Notebook(engine: router, history: nil, cache: nil)
    }

    private func rows(_ report: CellReport) throws -> [[Value]] {
      if let failure = report.failure { throw failure }
      let tables = report.outputs.compactMap { output -> Table? in
        if case .table(let result) = output { result.table } else { nil }
      }
      let table = try #require(tables.last)
      return (0..<table.rowCount).map(table.row)
    }

    private func run(_ notebook: Notebook, _ source: String) async -> CellReport {
      await notebook.run(CellRequest(source))
    }

    @Test(.timeLimit(.minutes(2))) func collectedRowsAreTheSame() async throws {
      let notebook = try await notebook()
      let program = """
        few = range 1..50000
          | derive t = if(n % 7 == 0, null, concat("row ", string(n))), f = n / 3, d = @2024-01-31,
              b = n % 2 == 0
          | collect
        """
      #expect(await run(notebook, program).failure == nil)
      #expect(await run(notebook, ":engine duckdb").failure == nil)
      let sums = """
        few | summarize n = count(), t = count(t), f = sum(f), b = count(n where b), d = max(d)
        """
      let row = try #require(try rows(await run(notebook, sums)).first)
      #expect(row[0] == .int(50_000) && row[1] == .int(42_858) && row[3] == .int(25_000))
      #expect(row[4] == .date(19_753))
      guard case .float(let sum) = row[2] else { throw EngineError(.fault, "no sum") }
      #expect(abs(sum - 50_000.0 * 50_001 / 6) < 1e-3)
      let none = await run(notebook, "none = few | where n < 0 | collect")
      #expect(none.failure == nil)
      #expect(try rows(await run(notebook, "none | count")) == [[.int(0)]])
      await notebook.close()
    }

    @Test(.timeLimit(.minutes(2))) func aLocalFrameJoinsOneOfTheCluster() async throws {
      let notebook = try await notebook()
      _ = await run(notebook, "names = table (k int, name string) [(1, \"a\"), (2, \"b\")] | collect")
      _ = await run(notebook, "many = range 1..1000 | derive k = n % 10 | cache")
      let joined = await run(
        notebook, "many | join names on k | summarize n = count() by name | sort name")
      #expect(try rows(joined) == [[.string("a"), .int(100)], [.string("b"), .int(100)]])
      let notices = joined.outputs.compactMap { output -> String? in
        if case .notice(let text) = output { text } else { nil }
      }
      #expect(notices.contains { $0.hasPrefix("sent 2 rows from duckdb to spark") })
      await notebook.close()
    }

    /// Two frames that are kept, each made of a relation of its own, in one query.
    @Test(.timeLimit(.minutes(2))) func keptFramesStandWithinOthers() async throws {
      let notebook = try await notebook()
      _ = await run(notebook, "a = range 1..10 | cache")
      _ = await run(notebook, "b = a | derive x = n * 2 | cache")
      _ = await run(notebook, "c = a | derive y = n * 3 | cache")
      let joined = await run(
        notebook, "b | join c on n | summarize x = sum(x), y = sum(y)")
      #expect(try rows(joined) == [[.int(110), .int(165)]])
      await notebook.close()
    }

    @Test(.timeLimit(.minutes(2))) func theClusterTellsOfItself() async throws {
      let notebook = try await notebook()
      _ = await run(notebook, ":timing steps")
      let cell = await run(
        notebook, "range 1..400000 | derive k = n % 5 | summarize n = count() by k | sort k")
      #expect(try rows(cell).count == 5)
      let names = cell.steps.map(\.name)
      #expect(names.contains("analyse") && names.contains("execute") && names.contains("fetch"))
      let stages = cell.steps.filter { $0.name.hasPrefix("stage ") }
      #expect(!stages.isEmpty && stages.allSatisfy { $0.duration ?? 0 > 0 })
      let asked = await run(
        notebook,
        """
        $stages | where cell == 2 and status == "complete"
          | summarize tasks = sum(tasks), run = sum(run_ms), rows = max(input_rows)
        """)
      let row = try #require(try rows(asked).first)
      guard case .int(let tasks) = row[0], case .int(let run) = row[1] else {
        throw EngineError(.fault, "no stages")
      }
      #expect(tasks > 0 && run >= 0)
      let executors = try rows(await self.run(notebook, "$executors | select executor, cores"))
      #expect(executors.contains { $0[0] == .string("driver") })
      #expect(try rows(await self.run(notebook, "$nodes | count")).first != [.int(0)])
      await notebook.close()
    }
  }
}
