import Foundation
import Synchronization
import Testing

@testable import StoaCluster

/// Fetching with the real pip, of a package that is made here.
@Suite(.timeLimit(.minutes(2))) struct PythonFetchTests {
  private let folder = TemporaryFolder()

  /// The path of a wheel with one module.
  private func wheel() async throws -> String {
    let path = folder.path("stoa_sample-1.0-py3-none-any.whl")
    let script = """
      python3 - "$1" <<'end'
      import sys, zipfile
      with zipfile.ZipFile(sys.argv[1], "w") as wheel:
          info = "stoa_sample-1.0.dist-info/"
          wheel.writestr("stoa_sample/jars/a.jar", "a")
          named = "Metadata-Version: 2.1\\nName: stoa-sample\\nVersion: 1.0\\n"
          wheel.writestr(info + "METADATA", named)
          tagged = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
          wheel.writestr(info + "WHEEL", tagged)
          wheel.writestr(info + "RECORD", "")
      end
      """
    _ = try await LocalMachine().perform(script, arguments: [path], to: "make a wheel")
    return path
  }

  private func fetch(_ requirement: String) -> PythonFetch {
    PythonFetch(
      requirements: [requirement], folder: folder.url.appending(path: "cache/sample-1.0"),
      title: "a sample")
  }

  private func run(_ fetch: PythonFetch, _ report: @escaping @Sendable (String) -> Void)
    async throws
  {
    try await fetch.run(report: report) { from, to in
      try FileManager.default.moveItem(
        at: from.appending(path: "stoa_sample/jars/a.jar"), to: to.appending(path: "a.jar"))
    }
  }

  @Test func twoWhoWantTheSameFetchItOnce() async throws {
    let fetch = fetch(try await wheel())
    let reports = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask { try await run(fetch) { _ in reports.increment() } }
      }
      try await group.waitForAll()
    }
    #expect(reports.count == 1)
    let cache = folder.path("cache")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: cache).sorted()
        == ["sample-1.0", "sample-1.0.lock"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: cache + "/sample-1.0") == ["a.jar"])
    try await run(fetch) { _ in Issue.record("it is there already") }
  }

  @Test func whatCannotBeFetchedLeavesNothing() async throws {
    let fetch = fetch(folder.path("none-1.0-py3-none-any.whl"))
    let error = await #expect(throws: ClusterError.self) { try await run(fetch) { _ in } }
    #expect(error?.message == "pip could not fetch a sample")
    #expect(error?.log.isEmpty == false)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path("cache"))
        == ["sample-1.0.lock"])
  }
}

/// Counts from any thread.
private final class Counter: Sendable {
  private let value = Mutex(0)

  var count: Int { value.withLock { $0 } }

  func increment() { value.withLock { $0 += 1 } }
}
