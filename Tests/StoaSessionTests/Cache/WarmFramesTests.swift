import Foundation
import StoaDuckDB
import StoaEngine
import StoaPlan
import Testing

@testable import StoaSession

/// Text files that are read a second time, on DuckDB.
@Suite struct WarmFramesTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = try folder.write("a,b,c\n1,x,1.5\n2,y,2.5\n3,z,3.5\n", to: "a.csv")
  }

  private func notebook(_ change: (inout Settings) -> Void = { _ in }) throws -> Notebook {
    var settings = Settings()
    change(&settings)
    return Notebook(engine: try DuckDBEngine(), history: nil, cache: nil, settings: settings)
  }

  @Test func theSecondReadKeepsTheColumnsThatAreUsed() async throws {
    let notebook = try notebook()
    _ = await notebook.run("a = load \"\(path)\"")
    let sum = "a | summarize s = sum(a)"
    let first = await notebook.run(sum)
    #expect(try first.rows == [[.int(6)]])
    #expect(first.steps.contains { $0.detail.contains("STOA_CSV") })
    #expect(await notebook.kept.entries.isEmpty)
    let second = await notebook.run(sum)
    #expect(second.notices.first?.hasPrefix("1 column of `\(path)` stays in memory") == true)
    #expect(try second.rows == [[.int(6)]])
    // What needs no more than is kept reads it, and says nothing.
    #expect(await notebook.run(sum).notices == [])
    let steps = await notebook.run("a | where a > 1 | count").steps
    #expect(!steps.contains { $0.detail.contains("STOA_CSV") })
    // Other columns are kept as well, once they are needed.
    let other = await notebook.run("a | summarize m = max(c)")
    #expect(try other.rows == [[.float(3.5)]])
    #expect(other.notices.first?.hasPrefix("2 columns of `\(path)` stay in memory") == true)
    #expect(await notebook.kept.entries.count == 1)
    await notebook.close()
  }

  @Test func aChangedFileIsReadAgain() async throws {
    let notebook = try notebook()
    let sum = "load \"\(path)\" | summarize s = sum(a)"
    for _ in 1...2 { #expect(try await notebook.run(sum).rows == [[.int(6)]]) }
    // One byte is another, and there are as many as before.
    try folder.write("a,b,c\n1,x,1.5\n2,y,2.5\n4,z,3.5\n", to: "a.csv")
    let report = await notebook.run(sum)
    #expect(try report.rows == [[.int(7)]])
    #expect(report.notices.contains { $0.contains("has changed") })
    await notebook.close()
  }

  @Test func aCopyThatWouldBeTooLargeIsNotMade() async throws {
    let notebook = try notebook { $0.warmBytes = 5 }
    let rows = "load \"\(path)\" | sort a desc"
    _ = await notebook.run(rows)
    let report = await notebook.run(rows)
    #expect(report.notices.first?.contains("is more than warm_memory allows") == true)
    #expect(await notebook.kept.entries.isEmpty)
    #expect(try report.rows.count == 3)
    await notebook.close()
  }

  @Test func itCanBeTurnedOff() async throws {
    let notebook = try notebook { $0.warm = false }
    for _ in 1...3 { #expect(await notebook.run("load \"\(path)\" | count").notices == []) }
    await notebook.close()
  }

  @Test func theOldestCopyGoesWhereRoomIsNeeded() async throws {
    let other = try folder.write("a,b,c\n5,x,1.5\n6,y,2.5\n7,z,3.5\n", to: "b.csv")
    let notebook = try notebook { $0.warmBytes = 60 }
    for path in [path, path, other, other] { _ = await notebook.run("load \"\(path)\" | sort a") }
    let entries = await notebook.kept.entries
    #expect(entries.count == 1)
    #expect(entries.values.first?.origin.files.map(\.path) == [other])
    await notebook.close()
  }

  /// The same rows, whatever is kept of the files.
  @Test(arguments: [
    "a | join a on b | sort a", "a | derive n = row_number() by b sort a | sort a",
    "a | union a | distinct | sort a", "a | take 3 | sort b desc", "a | describe",
    "a | summarize mean(c) by b | sort b", "a | where c > 2 | select a | sort a desc",
    "a | asof join a on b by a | sort a", "a | unpivot a, c into name, value | sort b, name",
    "a | sample 2 seed 3 | sort a",
  ])
  func keptAndReadAreTheSame(pipeline: String) async throws {
    let load = "a = load \"\(path)\"\n"
    let cold = try notebook { $0.warm = false }
    let expected = try await cold.run(load + pipeline).rows
    let warm = try notebook()
    for _ in 1...3 { #expect(try await warm.run(load + pipeline).rows == expected) }
    let steps = try notebook { $0.measuresSteps = true }
    #expect(try await steps.run(load + pipeline).rows == expected)
    await cold.close()
    await warm.close()
    await steps.close()
  }
}
