import Foundation
import GRDB
import Synchronization
import Testing

@testable import StoaStore

/// Busy, damaged, read-only and full are four things, and history is lost in none of them.
struct HistoryFaultTests {
  let folder: TemporaryFolder
  let session = SessionRecord.sample()

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A history with one cell, closed.
  private func makeHistory() {
    let store = HistoryStore(path: folder.history)
    store.beginSession(session)
    store.record(1, "first", of: session.id)
    store.close()
  }

  // MARK: Busy

  @Test func whatAnotherProgramHoldsIsWrittenWhenItIsFree() throws {
    makeHistory()
    // A connection that does not wait, so that the test need not.
    let store = HistoryStore(path: folder.history) { $0.busyMode = .immediateError }
    let other = try SQLiteShell(folder.history)
    try other.run("BEGIN IMMEDIATE;")

    store.record(2, "second", of: session.id)
    #expect(store.condition == .busy)
    #expect(store.waitingWrites == 1)
    #expect(store.takeNotice()?.message.contains("held by another program") == true)
    store.record(3, "third", of: session.id)
    #expect(store.takeNotice() == nil, "told once")
    // What waits is there for all who ask here, and not yet for others.
    #expect(try store.sources() == ["first", "second", "third"])
    #expect(try store.historyTable().rowCount == 3)
    #expect(try HistoryStore(path: folder.history).sources() == ["first"])

    try other.run("COMMIT;")
    store.record(4, "fourth", of: session.id)
    #expect(store.condition == .healthy)
    #expect(store.waitingWrites == 0)
    #expect(store.takeNotice()?.message.contains("written again") == true)
    let all = ["first", "second", "third", "fourth"]
    #expect(try HistoryStore(path: folder.history).sources() == all)
    let order = try SQLiteShell.run(folder.history, "SELECT source FROM cells ORDER BY rowid")
    #expect(order == all.joined(separator: "\n") + "\n")
  }

  @Test func aFileThatIsHeldFromTheStartIsNotDamage() throws {
    makeHistory()
    let other = try SQLiteShell(folder.history)
    try other.run("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;")
    let store = HistoryStore(path: folder.history) { $0.busyMode = .immediateError }
    #expect(store.condition == .busy)
    store.record(2, "second", of: session.id)
    #expect(throws: StoreError.self) { try store.search() }
    other.kill()
    store.flush()
    #expect(store.condition == .healthy)
    #expect(try store.sources() == ["first", "second"])
  }

  @Test func forgettingIsNeverPutOff() throws {
    makeHistory()
    let store = HistoryStore(path: folder.history) { $0.busyMode = .immediateError }
    let other = try SQLiteShell(folder.history)
    try other.run("BEGIN IMMEDIATE;")
    let error = #expect(throws: StoreError.self) { try store.forget(.everything) }
    #expect(error?.kind == .condition(.busy))
    other.kill()
    #expect(try store.forget(.everything) == 1)
  }

  // MARK: Damaged

  /// The file after a fault, what was recorded there, and the store.
  private func checkDamaged(_ reason: String? = nil) throws {
    let before = try bytes(folder.history)
    let store = HistoryStore(path: folder.history)
    store.record(2, "second", of: session.id)
    guard case .corrupt(let found) = store.condition else {
      Issue.record("the condition is \(store.condition)")
      return
    }
    if let reason { #expect(found == reason) }
    let notice = try #require(store.takeNotice())
    #expect(notice.message.contains("it is left as it is"))
    #expect(notice.hint?.contains("sqlite3") == true)
    #expect(try store.sources() == ["second"])
    #expect(store.recentSources(limit: 5) == ["second"])
    #expect(throws: StoreError.self) { try store.forget(.everything) }
    store.close()
    #expect(try bytes(folder.history) == before, "the file is left as it is")
    #expect(store.waitingWrites == 1)
  }

  @Test func aTruncatedFile() throws {
    makeHistory()
    let whole = try bytes(folder.history)
    for count in [1, 50, 600, 5000, whole.count / 2, whole.count - 4096] {
      try whole.prefix(count).write(to: URL(fileURLWithPath: folder.history))
      try checkDamaged()
    }
  }

  @Test func aFileThatIsNoDatabase() throws {
    try Data(repeating: UInt8(ascii: "x"), count: 5000)
      .write(to: URL(fileURLWithPath: folder.history))
    try checkDamaged("file is not a database")
  }

  @Test func aDatabaseOfAnotherProgram() throws {
    try SQLiteShell.run(folder.history, "CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)")
    try checkDamaged("it is a database of another program")
    #expect(try SQLiteShell.run(folder.history, "SELECT * FROM theirs") == "1\n")
  }

  @Test func aFileWithoutOurTables() throws {
    makeHistory()
    try SQLiteShell.run(folder.history, "DROP TABLE cells")
    try checkDamaged("no such table: cells")
  }

  /// Whatever is flipped, nothing traps, and what this session records stays readable.
  @Test(arguments: 0..<40)
  func flippedBytes(seed: Int) throws {
    makeHistory()
    var data = try bytes(folder.history)
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 | 1
    for _ in 0..<(1 + seed % 8) {
      // xorshift (Marsaglia 2003)
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      // Half of them in the first page, with the header and the tables' definitions.
      let range = state & 1 == 0 ? 4096 : data.count
      data[Int(state >> 8) % range] ^= UInt8(truncatingIfNeeded: state >> 1) | 1
    }
    try data.write(to: URL(fileURLWithPath: folder.history))
    let store = HistoryStore(path: folder.history)
    store.record(2, "second", of: session.id)
    _ = try? store.timingsTable()
    _ = try? store.sessionsTable()
    _ = try? store.search()
    // By now the damage is found, or nothing of it was where we looked.
    store.record(3, "third", of: session.id)
    #expect(try store.search("third").map(\.source) == ["third"])
  }

  @Test func theCommandThatTheNoticeNamesRecovers() throws {
    let store = HistoryStore(path: folder.history)
    store.beginSession(session)
    for number in 1...200 { store.record(number, "cell number \(number)", of: session.id) }
    store.close()
    // The last page is one of the index or of the cells; the first pages stay.
    var data = try bytes(folder.history)
    data.replaceSubrange((data.count - 4096)..., with: Data(repeating: 0xab, count: 4096))
    try data.write(to: URL(fileURLWithPath: folder.history))
    _ = try SQLiteShell.command(StoreNotice.recovery(of: folder.history))
    let recovered = HistoryStore(path: folder.history + ".recovered")
    #expect(recovered.condition == .healthy)
    #expect(try recovered.sources().count > 50)
    #expect(try recovered.sources().first == "cell number 1")
  }

  // MARK: Read-only

  @Test func aFileThatCannotBeWritten() throws {
    makeHistory()
    // As root no file is read-only: the connection is, and SQLite's answer is the same.
    let readOnly = ReadOnlySwitch(true)
    let store = HistoryStore(path: folder.history) { $0.readonly = readOnly.isOn }
    #expect(store.condition == .healthy)
    store.record(2, "second", of: session.id)
    #expect(store.condition.kind == .readOnly)
    #expect(store.takeNotice()?.message.contains("cannot be written") == true)
    #expect(try store.sources() == ["first", "second"], "the old history can be read")
    store.record(3, "third", of: session.id)
    #expect(store.takeNotice() == nil)
    readOnly.turnOff()
    store.record(4, "fourth", of: session.id)
    #expect(store.condition == .healthy)
    #expect(
      try HistoryStore(path: folder.history).sources() == ["first", "second", "third", "fourth"])
  }

  @Test func aFolderThatCannotBeMade() throws {
    // Nobody can make a folder there, root neither.
    let store = HistoryStore(path: "/proc/stoa/history.sqlite")
    #expect(store.condition == .readOnly("its folder cannot be made"))
    store.beginSession(session)
    store.record(1, "first", of: session.id)
    #expect(try store.sources() == ["first"])
    #expect(try store.sessionsTable().rowCount == 1)
  }

  @Test func aMediumThatIsReadOnly() throws {
    makeHistory()
    let queue = try StoreFile(path: folder.history, schema: .history, configure: { _ in })
      .openForReading()
    let sources = try queue.read { try String.fetchAll($0, sql: "SELECT source FROM cells") }
    #expect(sources == ["first"])
    #expect(!FileManager.default.fileExists(atPath: folder.history + "-shm"))
  }

  // MARK: Full

  @Test func aFullDisk() throws {
    let store = HistoryStore(path: folder.history)
    store.beginSession(session)
    /// SQLite's own limit gives its own SQLITE_FULL.
    func allowPages(_ count: Int) throws {
      try store.state.withLock { state in
        try state.queue?.writeWithoutTransaction {
          try $0.execute(sql: "PRAGMA max_page_count = \(count)")
        }
      }
    }
    try allowPages(1)  // SQLite makes it as many as there are.
    let long = String(repeating: "x", count: 10_000)
    store.record(1, long, of: session.id)
    #expect(store.condition == .full)
    #expect(store.takeNotice()?.message.hasSuffix("is full") == true)
    store.record(2, "second", of: session.id)
    #expect(store.takeNotice() == nil)
    #expect(try store.sources() == [long, "second"])
    try allowPages(1_000_000)
    store.record(3, "third", of: session.id)
    #expect(store.condition == .healthy)
    #expect(try HistoryStore(path: folder.history).sources() == [long, "second", "third"])
  }

  // MARK: Versions

  @Test func aLaterVersionIsLeftAlone() throws {
    makeHistory()
    try SQLiteShell.run(
      folder.history,
      "INSERT INTO grdb_migrations VALUES ('views'); PRAGMA user_version = 3;")
    let before = try bytes(folder.history)
    let store = HistoryStore(path: folder.history)
    #expect(store.condition == .newer(version: 3))
    #expect(store.takeNotice()?.message.contains("has version 3") == true)
    store.record(2, "second", of: session.id)
    #expect(try store.sources() == ["second"])
    store.close()
    #expect(try bytes(folder.history) == before)
  }

  @Test func anOlderVersionIsBroughtUpToDate() throws {
    let first = StoreSchema(
      applicationID: StoreSchema.history.applicationID,
      migrations: Array(StoreSchema.history.migrations.prefix(1)))
    let queue = try StoreFile(path: folder.history, schema: first, configure: { _ in }).open()
    try queue.close()
    try SQLiteShell.run(
      folder.history,
      """
      INSERT INTO cells VALUES ('\(session.id.uuidString)', 1, 5, 'first', 'duckdb', 'ok', NULL,
        1, NULL, 0)
      """)
    #expect(try SQLiteShell.run(folder.history, "PRAGMA user_version") == "1\n")
    let store = HistoryStore(path: folder.history)
    #expect(store.condition == .healthy)
    #expect(try store.sources() == ["first"])
    #expect(try store.timingsTable().rowCount == 0)
    #expect(try SQLiteShell.run(folder.history, "PRAGMA user_version") == "2\n")
  }
}

/// Whether a connection that is opened is read-only.
private final class ReadOnlySwitch: Sendable {
  private let state: Mutex<Bool>

  init(_ isOn: Bool) { state = Mutex(isOn) }

  var isOn: Bool { state.withLock { $0 } }

  func turnOff() { state.withLock { $0 = false } }
}
