import StoaDuckDB
import StoaEngine
import StoaPlan
import Testing

@testable import StoaSession

/// A session on an engine that stands for a cluster, and the embedded one beside it.
@Suite struct EngineRouterTests {
  private let far = MemoryEngine()
  private let notebook: Notebook
  private let router: EngineRouter

  init() {
    far.put("far.csv", [1, 2, 3])
    router = EngineRouter(EngineConnection(far, address: "sc://far:1")) { name, address in
      guard name == "duckdb" else {
        throw EngineError(.unavailable, "\(name) at \(address ?? "nowhere") does not answer")
      }
      return EngineConnection(try DuckDBEngine())
    }
    notebook = Notebook(engine: router, history: nil, cache: nil)
  }

  @Test func whatIsReadFarAwayRunsThere() async throws {
    #expect(try await notebook.run("load \"far.csv\" | count").rows == [[.int(3)]])
    #expect(far.runs == 1)
    #expect(router.connections.map(\.engine.name) == ["memory"])
    await notebook.close()
  }

  @Test func whatFollowsCollectRunsHere() async throws {
    let cell = await notebook.run("few = load \"far.csv\" | collect | where x > 1")
    #expect(cell.failure == nil)
    #expect(cell.notices.contains { $0.hasPrefix("collected 3 rows into duckdb") })
    let runs = far.runs
    // The twin knows no `where` and no `sort`.
    let rows = try await notebook.run("few | sort x desc").rows
    #expect(rows == [[.int(3), .string("row 3")], [.int(2), .string("row 2")]])
    #expect(far.runs == runs)
    await notebook.close()
  }

  @Test func aCollectedFrameStaysWhenTheFileChanges() async throws {
    _ = await notebook.run("few = load \"far.csv\" | collect")
    far.put("far.csv", [7])
    #expect(try await notebook.run("few | count").rows == [[.int(3)]])
    #expect(try await notebook.run("load \"far.csv\" | count").rows == [[.int(1)]])
    await notebook.close()
  }

  @Test func aSmallFrameOfThisProcessIsSentOnce() async throws {
    _ = await notebook.run("few = table (x int, y string) [(1, \"a\")] | collect")
    let both = await notebook.run("load \"far.csv\" | union few | take 9")
    // The twin knows no union: what matters is where it was asked, and that the rows went there.
    #expect(both.failure?.engineError?.kind == .unsupported)
    #expect(both.notices.contains { $0.hasPrefix("sent 1 row from duckdb to memory") })
    let again = await notebook.run("load \"far.csv\" | union few | take 9")
    #expect(again.notices.allSatisfy { !$0.hasPrefix("sent") })
    await notebook.close()
  }

  @Test func aLargeFrameOfThisProcessIsNotSent() async throws {
    _ = await notebook.run("many = range 1..10000000 | collect")
    let both = await notebook.run("(load \"far.csv\" | select n = x) | union many | count")
    #expect(both.failure?.engineError?.kind == .resources)
    #expect(both.message?.contains("too large to be sent to memory") == true)
    await notebook.close()
  }

  @Test func theEngineIsChosenAndNamesStay() async throws {
    _ = await notebook.run("few = load \"far.csv\" | cache")
    #expect(await notebook.run(":engine duckdb").texts.first?.hasPrefix("duckdb ") == true)
    #expect(try await notebook.run("range 1..3 | where n > 1 | count").rows == [[.int(2)]])
    // The name still stands for the file, which is looked for on the engine that is chosen now.
    let here = await notebook.run("few | count")
    #expect(here.failure?.engineError?.kind == .input)
    #expect(await notebook.run(":engine").texts == [
      "* \(router.current.description)\n  memory 1 at sc://far:1"
    ])
    await notebook.close()
  }

  @Test func framesOfAClusterDoNotMeetFilesOfThisMachine() async throws {
    _ = await notebook.run("few = load \"far.csv\" | sample 2 | cache")
    _ = await notebook.run(":engine duckdb")
    let folder = try TemporaryFolder()
    let path = try folder.write("x,y\n1,a\n", to: "near.csv")
    let both = await notebook.run("load \"\(path)\" | union few | count")
    #expect(both.message?.contains("a frame is kept on memory") == true, "\(both.message ?? "")")
    await notebook.close()
  }

  @Test func whatCannotBeOpenedIsSaidAndNothingChanges() async throws {
    let failed = await notebook.run(":connect sc://elsewhere:1")
    #expect(failed.message == "spark at sc://elsewhere:1 does not answer")
    #expect(router.name == "memory")
    #expect(await notebook.run(":engine pandas").message == "there is no engine `pandas`")
    #expect(await notebook.run(":connect").message?.contains("not written so") == true)
    await notebook.close()
  }

  @Test func framesOfAClusterAreRefusedWithoutOne() async throws {
    _ = await notebook.run(":engine duckdb")
    let cell = await notebook.run("$executors")
    #expect(cell.message?.contains("`$executors` is of a cluster") == true)
    await notebook.close()
  }

  @Test func keptFramesAreInTheFrameOfTheCache() async throws {
    _ = await notebook.run("few = load \"far.csv\" | cache")
    _ = await notebook.run(":engine duckdb")
    let rows = try await notebook.run("$cache | select kind, source, rows, engine").rows
    #expect(rows == [[.string("frame"), .string("load \"far.csv\""), .int(3), .string("memory")]])
    await notebook.close()
  }

  @Test func aServiceIsCarriedOutAndCancelled() async throws {
    let started = AsyncStream.makeStream(of: Void.self)
    let served = Notebook(
      engine: MemoryEngine(), history: nil, cache: nil,
      services: [
        "cluster": { words, tell in
          guard words != ["up"] else {
            started.continuation.yield()
            try await Task.sleep(for: .seconds(3600))
            return "never"
          }
          tell("on the way")
          return words.joined(separator: "+")
        }
      ])
    let cell = await served.run(":cluster status --name \"my own\"")
    #expect(cell.texts == ["status+--name+my own"])
    async let stopped = served.run(":cluster up")
    for await _ in started.stream { break }
    await served.cancel()
    #expect(await stopped.failure?.isCancellation == true)
    #expect(await notebook.run(":cluster up").message == "`:cluster` is not for this session")
    await served.close()
    await notebook.close()
  }
}
