import Foundation
import GRDB
import Testing

@testable import StoaStore

/// Several processes on one history.
struct HistoryProcessesTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func twoProcessesWriteAtOnce() async throws {
    let path = folder.history
    async let child = #expect(processExitsWith: .success) { [path = path as String] in
      let theirs = SessionRecord.sample()
      let store = HistoryStore(path: path)
      store.beginSession(theirs)
      for number in 1...200 { store.record(number, "theirs \(number)", of: theirs.id) }
      if store.waitingWrites > 0 { exit(1) }
    }
    let ours = SessionRecord.sample()
    let store = HistoryStore(path: path)
    store.beginSession(ours)
    for number in 1...200 { store.record(number, "ours \(number)", of: ours.id) }
    _ = await child
    #expect(store.waitingWrites == 0)
    #expect(store.condition == .healthy)
    #expect(try store.search("ours", limit: .max).count == 200)
    #expect(try store.search("theirs", limit: .max).count == 200)
    #expect(try SQLiteShell.run(path, "PRAGMA integrity_check") == "ok\n")
  }

  @Test func twoStoresMakeTheFileAtOnce() async throws {
    let path = folder.history
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<8 {
        group.addTask {
          let store = HistoryStore(path: path)
          let session = SessionRecord.sample()
          store.beginSession(session)
          store.record(1, "cell \(index)", of: session.id)
          #expect(store.condition == .healthy)
        }
      }
    }
    #expect(try HistoryStore(path: path).sources().sorted() == (0..<8).map { "cell \($0)" })
  }

  /// A file that another shell is making at this moment is ours at each of them.
  @Test func aFileIsLookedAtWhileItIsMade() async throws {
    for round in 0..<20 {
      let path = folder.history + "-\(round)"
      let conditions = await withTaskGroup(of: StoreCondition.self) { group in
        for _ in 0..<6 { group.addTask { HistoryStore(path: path).condition } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(conditions.allSatisfy { $0 == .healthy }, "\(conditions)")
    }
  }

  /// The child is killed by the database itself, within the transaction of its sixth cell.
  @Test func killedInTheMiddleOfAWrite() async throws {
    let path = folder.history
    let session = SessionRecord.sample()
    HistoryStore(path: path).beginSession(session)
    let id = session.id.uuidString
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [path = path as String, id = id as String] in
      guard let session = UUID(uuidString: id) else { exit(1) }
      let store = HistoryStore(path: path) { configuration in
        configuration.prepareDatabase { db in
          db.add(
            function: DatabaseFunction("die", argumentCount: 0) { _ in
              kill(getpid(), SIGKILL)
              return nil
            })
          try db.execute(
            sql: """
              CREATE TEMP TRIGGER die AFTER INSERT ON main.cells WHEN NEW.n = 6
              BEGIN SELECT die(); END
              """)
        }
      }
      for number in 1...9 { store.record(number, "cell \(number)", of: session) }
    }
    let store = HistoryStore(path: path)
    #expect(store.condition == .healthy)
    #expect(try store.sources() == (1...5).map { "cell \($0)" })
    #expect(try SQLiteShell.run(path, "PRAGMA integrity_check") == "ok\n")
    store.record(6, "after", of: session.id)
    #expect(try HistoryStore(path: path).sources().count == 6)
  }

  @Test func anotherProgramIsKilledInTheMiddleOfAWrite() throws {
    let session = SessionRecord.sample()
    let store = HistoryStore(path: folder.history)
    store.beginSession(session)
    let other = try SQLiteShell(folder.history)
    try other.run("BEGIN IMMEDIATE; DELETE FROM sessions;")
    other.kill()
    store.record(1, "after", of: session.id)
    #expect(store.condition == .healthy)
    #expect(try store.sessionsTable().rowCount == 1)
  }
}
