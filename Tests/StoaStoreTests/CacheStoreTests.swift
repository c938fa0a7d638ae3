import Foundation
import GRDB
import struct StoaEngine.Column
import struct StoaEngine.SystemFrame
import struct StoaEngine.Table
import StoaPlan
import Synchronization
import Testing

@testable import StoaStore

struct CacheStoreTests {
  let folder: TemporaryFolder
  /// A clock that goes on by a second at each look.
  private let clock = TickingClock()

  init() throws {
    folder = try TemporaryFolder()
  }

  private func open(capacity: Int = 1 << 20) -> CacheStore {
    CacheStore(path: folder.cache, capacity: capacity, now: clock.now)
  }

  /// A store that does not wait for others, so that a test need not.
  private func impatient() -> CacheStore {
    CacheStore(
      path: folder.cache, capacity: 1 << 20, configure: { $0.busyMode = .immediateError })
  }

  private func key(_ plan: String) -> CacheKey {
    CacheKey(plan: plan, engine: "duckdb", engineVersion: "2.0.0")
  }

  private func table(_ value: Int64, count: Int = 1) -> Table {
    Table(
      schema: Schema([Field("n", .int)]), rows: Array(repeating: [.int(value)], count: count))
  }

  @Test func aResultComesBackWithItsAge() throws {
    let store = open()
    #expect(store.lookup(key("a")) == nil)
    guard case .stored = store.store(table(1), for: key("a"), source: "a", took: 5_000_000) else {
      Issue.record("not stored")
      return
    }
    let hit = try #require(store.lookup(key("a")))
    #expect(hit.table == table(1))
    #expect(hit.took == 5_000_000)
    #expect(hit.created == 1_000_000)
    #expect(hit.engine == "duckdb")
    #expect(store.lookup(key("b")) == nil)
    store.close()
    #expect(open().lookup(key("a"))?.table == table(1), "it outlives the process")
  }

  @Test func aNewResultTakesThePlaceOfTheOld() throws {
    let store = open()
    store.store(table(1), for: key("a"), source: "a", took: 1)
    store.store(table(2), for: key("a"), source: "a", took: 1)
    #expect(store.lookup(key("a"))?.table == table(2))
    #expect(try store.table().rowCount == 1)
  }

  @Test func keysWithOneChecksumAreTold() throws {
    let store = open()
    store.store(table(1), for: key("a"), source: "a", took: 1)
    // Another key with the same checksum: the full text decides.
    let other = key("b")
    try SQLiteShell.run(
      folder.cache,
      "UPDATE results SET hash = \(Checksum.of(Array(other.canonicalText.utf8)))")
    #expect(store.lookup(other) == nil)
  }

  @Test func theLeastRecentlyUsedGoesFirst() throws {
    let probe = open()
    probe.store(table(0, count: 1000), for: key("a"), source: "", took: 1)
    guard case .stored(let size) = probe.store(
      table(0, count: 1000), for: key("a"), source: "", took: 1)
    else {
      Issue.record("not stored")
      return
    }
    try probe.clear()
    let store = open(capacity: 3 * size)
    for name in ["a", "b", "c"] {
      store.store(table(0, count: 1000), for: key(name), source: name, took: 1)
    }
    _ = store.lookup(key("a"))
    store.store(table(0, count: 1000), for: key("d"), source: "d", took: 1)
    let kept = ["a", "b", "c", "d"].filter { store.lookup(key($0)) != nil }
    #expect(kept == ["a", "c", "d"])
    store.capacity = size
    #expect(["a", "b", "c", "d"].filter { store.lookup(key($0)) != nil } == ["d"])
  }

  @Test func whatIsTooLargeIsNotKept() {
    let store = open(capacity: 2000)
    guard case .tooLarge(let bytes) = store.store(
      table(0, count: 1000), for: key("a"), source: "a", took: 1)
    else {
      Issue.record("kept")
      return
    }
    #expect(bytes > 8000)
    let roomy = CacheStore(path: folder.cache, capacity: .max)
    let large = Table(
      columns: [
        Column(name: "n", type: .int, storage: .int(Array(repeating: 0, count: 2 << 20)))
      ])
    guard case .tooLarge = roomy.store(large, for: key("b"), source: "b", took: 1) else {
      Issue.record("kept")
      return
    }
  }

  @Test func theFrame() throws {
    let store = open()
    store.store(
      table(1, count: 4), for: key("a"), source: ":connect sc://h/;token=x", took: 2_500_000)
    store.store(table(1), for: key("b"), source: "b", took: 1)
    _ = store.lookup(key("a"))
    _ = store.lookup(key("a"))
    let table = try store.table()
    #expect(table.schema == SystemFrame.cache.schema)
    #expect(table["source"]?[0] == .string(":connect sc://h/;token=•••"), "last used first")
    #expect(table["hits"]?[0] == .int(2))
    #expect(table["created"]?[0] == .timestamp(1_000_000))
    #expect(table["last_used"]?[0] == .timestamp(4_000_000))
    #expect(table["rows"]?[0] == .int(4))
    #expect(table["took_ms"]?[0] == .float(2.5))
    #expect(table["hits"]?[1] == .int(0))
    guard case .string(let name) = table["key"]?[0] else {
      Issue.record("no key")
      return
    }
    #expect(name.count == 16)
  }

  @Test func clearingGivesTheRoomBack() throws {
    let store = open(capacity: 64 << 20)
    for index in 0..<20 {
      store.store(table(0, count: 10_000), for: key("\(index)"), source: "", took: 1)
    }
    #expect(try store.clear() == 20)
    #expect(try store.table().rowCount == 0)
    store.close()
    #expect(try bytes(folder.cache).count < 100_000)
  }

  // MARK: Faults

  @Test func aDamagedFileIsMadeAnew() throws {
    var store = open()
    store.store(table(1), for: key("a"), source: "a", took: 1)
    store.close()
    try Data("no database at all".utf8).write(to: URL(fileURLWithPath: folder.cache))
    store = open()
    #expect(store.condition == .healthy)
    #expect(store.lookup(key("a")) == nil)
    store.store(table(2), for: key("a"), source: "a", took: 1)
    #expect(store.lookup(key("a"))?.table == table(2))
  }

  @Test(arguments: 0..<40)
  func flippedBytesNeverGiveAWrongResult(seed: Int) throws {
    var store = open()
    let right = table(77, count: 3000)
    store.store(right, for: key("a"), source: "a", took: 1)
    store.close()
    var data = try bytes(folder.cache)
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 | 1
    for _ in 0..<(1 + seed % 6) {
      // xorshift (Marsaglia 2003)
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      data[Int(state >> 8) % data.count] ^= UInt8(truncatingIfNeeded: state >> 1) | 1
    }
    try data.write(to: URL(fileURLWithPath: folder.cache))
    store = open()
    if let hit = store.lookup(key("a")) { #expect(hit.table == right) }
    store.store(table(2), for: key("b"), source: "b", took: 1)
    #expect(store.lookup(key("b"))?.table == table(2))
  }

  @Test func aResultThatWasTamperedWithIsAMissAndGoes() throws {
    let store = open()
    store.store(table(1), for: key("a"), source: "a", took: 1)
    try SQLiteShell.run(folder.cache, "UPDATE results SET arrow = x'00'")
    #expect(store.lookup(key("a")) == nil)
    #expect(try store.table().rowCount == 0)
  }

  @Test func aCacheThatIsHeldIsAMissAndNotAnError() throws {
    let store = impatient()
    let other = try SQLiteShell(folder.cache)
    try other.run("BEGIN IMMEDIATE;")
    #expect(store.store(table(1), for: key("a"), source: "a", took: 1) == .unavailable(.busy))
    #expect(store.lookup(key("a")) == nil)
    try other.run("COMMIT;")
    store.store(table(1), for: key("a"), source: "a", took: 1)
    #expect(store.lookup(key("a")) != nil)
    #expect(store.condition == .healthy)
  }

  @Test func aHitNeedsNoLock() throws {
    let store = impatient()
    store.store(table(1), for: key("a"), source: "a", took: 1)
    let other = try SQLiteShell(folder.cache)
    try other.run("BEGIN IMMEDIATE;")
    #expect(store.lookup(key("a")) != nil)
    other.kill()
    #expect(try store.table()["hits"]?[0] == .int(1))
  }

  @Test func aFullDiskKeepsWhatIsThere() throws {
    let limit: @Sendable (inout Configuration) -> Void = { configuration in
      // SQLite's own limit gives its own SQLITE_FULL.
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA max_page_count = 20") }
    }
    let store = CacheStore(path: folder.cache, capacity: 1 << 20, configure: limit)
    store.store(table(1), for: key("a"), source: "a", took: 1)
    let large = table(2, count: 50_000)
    #expect(store.store(large, for: key("b"), source: "b", took: 1) == .unavailable(.full))
    #expect(store.lookup(key("b")) == nil)
    #expect(store.lookup(key("a"))?.table == table(1))
  }

  @Test func aKeyMayHoldAZeroByte() {
    let store = open()
    store.store(table(1), for: key("a\0b"), source: "a\0b", took: 1)
    #expect(store.lookup(key("a\0b"))?.table == table(1))
    #expect(store.lookup(key("a\0c")) == nil)
  }

  @Test func aDatabaseOfAnotherProgramIsNotDeleted() throws {
    try SQLiteShell.run(folder.cache, "CREATE TABLE theirs (a)")
    let store = open()
    #expect(store.condition == .corrupt("it is a database of another program"))
    #expect(store.lookup(key("a")) == nil)
    #expect(try SQLiteShell.run(folder.cache, ".tables").contains("theirs"))
  }

  @Test func aLaterVersionIsLeftAlone() throws {
    open().close()
    try SQLiteShell.run(
      folder.cache, "INSERT INTO grdb_migrations VALUES ('more'); PRAGMA user_version = 2;")
    let store = open()
    #expect(store.condition == .newer(version: 2))
    #expect(
      store.store(table(1), for: key("a"), source: "a", took: 1)
        == .unavailable(.newer(version: 2)))
  }
}

/// A time that goes on by a second each time that somebody looks.
private final class TickingClock: Sendable {
  private let seconds = Mutex<Int64>(0)

  var now: @Sendable () -> Int64 {
    { [self] in
      seconds.withLock { seconds in
        seconds += 1
        return seconds * 1_000_000
      }
    }
  }
}
