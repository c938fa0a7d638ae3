import Foundation
import StoaEngine
import StoaPlan
import Testing

@testable import StoaDuckDB

@Suite struct MemoryTests {
  let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// 8 million rows of two random 64-bit numbers are 128 MB at least. The numbers 1…8,000,000 add
  /// up to 32,000,004,000,000.
  private static let largeSort = """
    SELECT sum(r) AS n, max(v) >= min(v) AS ok FROM
      (SELECT *, row_number() OVER (ORDER BY k) AS r FROM
        (SELECT hash(i) AS k, hash(i + 1) AS v FROM range(8000000) t(i)))
    """

  @Test func aSortLargerThanTheBudgetSpills() async throws {
    var settings = TestEngine.settings(memory: 64_000_000)
    settings.temporaryFolder = folder.path
    func spill() async throws {
      let engine = try DuckDBEngine(settings)
      let table = try await engine.rows(Self.largeSort)
      #expect(table.row(0) == [.int(32_000_004_000_000), .bool(true)])
      await engine.close()
    }
    try await spill()
    #expect(try folder.names == [])
  }

  /// What shows that the sort above does go to the disk.
  @Test func theSameSortFailsWhereItCannotSpill() async throws {
    var settings = TestEngine.settings(memory: 64_000_000)
    settings.temporaryFolder = try folder.write("no-folder", "")
    let engine = try DuckDBEngine(settings)
    let error = await engineError { _ = try await engine.rows(Self.largeSort) }
    #expect(error != nil)
    await engine.close()
  }

  /// A list of fifty million numbers needs more than the budget, and a list cannot be spilled.
  @Test func aQueryThatNeedsTooMuchMemorySaysSo() async throws {
    let engine = try DuckDBEngine(TestEngine.settings(memory: 32_000_000))
    let error = await engineError {
      _ = try await engine.rows("SELECT len(list(i)) AS n FROM range(50000000) t(i)")
    }
    #expect(error?.kind == .resources)
    #expect(error?.hint?.contains("STOA_MEMORY") == true)
    #expect(try await engine.rows("SELECT 1 AS x").rowCount == 1)
    await engine.close()
  }
}
