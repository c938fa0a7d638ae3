import Foundation
import StoaEngine
import Testing

@testable import StoaStore

struct HistoryStoreTests {
  let folder: TemporaryFolder
  let store: HistoryStore
  let session = SessionRecord.sample()

  init() throws {
    folder = try TemporaryFolder()
    store = HistoryStore(path: folder.history)
    store.beginSession(session)
  }

  @Test func aCellComesBackAsItWas() throws {
    let cell = CellRecord(
      session: session.id, number: 3, started: 5_000_000, source: "cars | take 3\n| count",
      engine: "spark", outcome: .error, error: "no column `x`", duration: 2_500_000, rows: nil,
      cached: true)
    store.record(cell, steps: [])
    #expect(try store.search() == [cell])
    #expect(try store.cells(of: session.id) == [cell])
    #expect(store.condition == .healthy)
    #expect(store.takeNotice() == nil)
    #expect(try HistoryStore(path: folder.history).search() == [cell])
  }

  @Test func recordingAgainReplacesTheCellAndItsSteps() throws {
    let clock = StepClock()
    clock.end(clock.begin("parse"))
    clock.end(clock.begin("bind"))
    store.record(.sample(1, "old", of: session.id), steps: clock.steps)
    store.record(.sample(1, "new", of: session.id), steps: Array(clock.steps.prefix(1)))
    #expect(try store.sources() == ["new"])
    #expect(try store.timingsTable()["step"]?[0] == .string("parse"))
    #expect(try store.timingsTable().rowCount == 1)
  }

  @Test func searchFindsTextAnywhereAndGlobs() throws {
    let sources = ["load \"Cars.csv\"", "cars | take 10%", "a * b", "x[1]", "cars | count"]
    for (index, source) in sources.enumerated() {
      store.record(index + 1, source, of: session.id)
    }
    func found(_ text: String, limit: Int = 100) throws -> [String] {
      try store.search(text, limit: limit).map(\.source)
    }
    #expect(try found("cars") == [sources[0], sources[1], sources[4]])
    #expect(try found("CARS |") == [sources[1], sources[4]])
    #expect(try found("10%") == [sources[1]])
    #expect(try found("%0") == [])
    #expect(try found("cars*count") == [sources[4]])
    #expect(try found("Cars*") == [sources[0]])
    #expect(try found("*[1]") == [sources[3]])
    #expect(try found("tak?") == [sources[1]])
    #expect(try found("a * b") == [sources[2]])
    #expect(try found("", limit: 2) == [sources[3], sources[4]])
  }

  @Test func recentSourcesAreNewestLastWithoutRepetitions() {
    for (index, source) in ["a", "b", "b", "a", "c", "c"].enumerated() {
      store.record(index + 1, source, of: session.id)
    }
    #expect(store.recentSources(limit: 10) == ["a", "b", "a", "c"])
    #expect(store.recentSources(limit: 2) == ["a", "c"])
  }

  @Test func aLineThatBeginsWithASpaceIsNotKept() throws {
    store.record(1, " secret", of: session.id)
    store.record(2, "shown", of: session.id)
    #expect(try store.sources() == ["shown"])
    #expect(try !SQLiteShell.run(folder.history, "SELECT * FROM cells").contains("secret"))
  }

  @Test func secretsAreMaskedEverywhere() throws {
    let clock = StepClock()
    clock.end(clock.begin("connect", detail: "sc://pi:15002/;token=hunter2"))
    store.record(
      .sample(
        1, ":connect sc://pi:15002/;token=hunter2", of: session.id,
        error: "token=hunter2 is refused"),
      steps: clock.steps)
    store.close()
    #expect(try bytes(folder.history).range(of: Data("hunter2".utf8)) == nil)
    let reopened = HistoryStore(path: folder.history)
    #expect(try reopened.sources() == [":connect sc://pi:15002/;token=•••"])
  }

  @Test func aZeroByteCutsNothingOff() throws {
    store.record(1, "a\0b", of: session.id)
    #expect(try store.sources() == ["a␀b"])
  }

  @Test func theStepsOfACellAreTimings() throws {
    let clock = StepClock()
    let execute = clock.begin("execute", detail: "cars")
    clock.record(
      "scan", detail: "csv", in: execute, duration: 1_500_000, rows: 10, bytes: 2048)
    clock.end(execute, rows: 3, cached: true)
    store.record(.sample(1, "cars", of: session.id), clock: clock)

    let table = try store.timingsTable()
    #expect(table.schema == SystemFrame.timings.schema)
    #expect(
      (0..<3).map { table["step"]?[$0] }
        == [.string("execute"), .string("scan"), .string("record")])
    #expect((0..<3).map { table["position"]?[$0] } == [.int(0), .int(1), .int(2)])
    #expect((0..<3).map { table["parent"]?[$0] } == [.null, .int(0), .null])
    #expect(table["duration_ms"]?[1] == .float(1.5))
    #expect(table["rows"]?[1] == .int(10))
    #expect(table["bytes"]?[1] == .int(2048))
    #expect(table["detail"]?[0] == .string("cars"))
    #expect(table["cached"]?[0] == .bool(true))
    #expect(table["started"]?[0] == .timestamp(1_000_000))
    #expect(table["duration_ms"]?[2] != .null)
  }

  @Test func historyAndSessionsAreFrames() throws {
    store.record(1, "cars", of: session.id)
    store.endSession(session, at: 9_000_000)
    let history = try store.historyTable()
    #expect(history.schema == SystemFrame.history.schema)
    #expect(
      history.row(0) == [
        .string(session.id.uuidString), .int(1), .timestamp(1_000_000), .string("cars"),
        .string("duckdb"), .string("ok"), .null, .float(1), .int(7), .bool(false),
      ])
    let sessions = try store.sessionsTable()
    #expect(sessions.schema == SystemFrame.sessions.schema)
    #expect(
      sessions.row(0) == [
        .string(session.id.uuidString), .timestamp(1_000_000), .timestamp(9_000_000),
        .string("pi-1"), .string("1.0"), .int(42), .string("duckdb"), .int(1),
      ])
  }

  @Test func forgettingLeavesNothingInTheFile() throws {
    let clock = StepClock()
    clock.end(clock.begin("execute", detail: "the plan of unspeakable"))
    store.record(.sample(1, "where name == 'unspeakable'", of: session.id), steps: clock.steps)
    store.record(2, "cars | count", of: session.id)
    #expect(try store.forget(.matching("unspeakable")) == 1)
    #expect(try store.sources() == ["cars | count"])
    #expect(try store.timingsTable().rowCount == 0)
    for suffix in ["", "-wal"] {
      #expect(try bytes(folder.history + suffix).range(of: Data("unspeakable".utf8)) == nil)
    }
  }

  @Test func cellsSessionsAndAllAreForgotten() throws {
    let other = SessionRecord.sample(started: 2_000_000)
    store.beginSession(other)
    for number in 1...5 { store.record(number, "cell \(number)", of: session.id) }
    store.record(6, "theirs", of: other.id)
    #expect(try store.forget(.cells(2...4, session: session.id)) == 3)
    #expect(try store.sources() == ["cell 1", "cell 5", "theirs"])
    #expect(try store.forget(.session(session.id)) == 2)
    #expect(try store.sessionsTable().rowCount == 1)
    #expect(try store.forget(.everything) == 1)
    #expect(try store.forget(.everything) == 0)
    #expect(try store.sessionsTable().rowCount == 0)
  }

  @Test func filesAreForTheirOwnerAlone() throws {
    store.record(1, "cars", of: session.id)
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
    for suffix in ["", "-wal", "-shm"] { #expect(try mode(folder.history + suffix) == 0o600) }

    let inner = folder.url.appending(path: "data/stoa")
    let fresh = HistoryStore.open(at: StoreLocation.history(in: inner))
    #expect(fresh.condition == .healthy)
    #expect(try mode(inner.path) == 0o700)

    // A file that others could read is taken back.
    #expect(chmod(folder.history, 0o644) == 0)
    _ = HistoryStore(path: folder.history)
    #expect(try mode(folder.history) == 0o600)
  }

  @Test(arguments: [
    (["STOA_HOME": "/srv/stoa", "XDG_DATA_HOME": "/data", "HOME": "/home/a"], "/srv/stoa"),
    (["XDG_DATA_HOME": "/data", "HOME": "/home/a"], "/data/stoa"),
    (["XDG_DATA_HOME": "relative", "HOME": "/home/a"], "/home/a/.local/share/stoa"),
    (["STOA_HOME": "", "HOME": "/home/a"], "/home/a/.local/share/stoa"),
  ])
  func theFolder(environment: [String: String], expected: String) {
    #expect(StoreLocation.folder(environment: environment).path == expected)
  }
}
