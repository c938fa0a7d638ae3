import Foundation
import GRDB

/// Which cells to forget.
public enum Forgetting: Hashable, Sendable {
  /// Some cells of a session, by their numbers.
  case cells(ClosedRange<Int>, session: UUID)
  /// A whole session.
  case session(UUID)
  /// Every cell whose source matches a text or a glob, of any session, as in `search`.
  case matching(String)
  /// All.
  case everything
}

extension HistoryStore {
  /// Deletes cells and their steps for good, and tells how many cells they were.
  ///
  /// The deleted text is overwritten in the file (`secure_delete`) and the write-ahead log is
  /// emptied; a shell that reads at this moment may delay the latter until its next write. What
  /// a file system or an SD card keeps of overwritten blocks is out of reach. Where the file
  /// cannot be written, nothing is forgotten and an error says so: this is never put off.
  public func forget(_ forgetting: Forgetting) throws(StoreError) -> Int {
    let path = path
    let result: Result<Int, StoreError> = state.withLock { state in
      do {
        connect(&state, .long)
        guard let queue = state.queue else {
          throw StoreFileError(condition: state.condition)
        }
        let inFile = try queue.writeWithoutTransaction { db in
          var count = 0
          try db.inTransaction(.immediate) {
            count = try forgetting.delete(in: db)
            return .commit
          }
          try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
          return count
        }
        return .success(try inFile + state.waiting.write(forgetting.delete))
      } catch {
        if error is DatabaseError { fail(&state, error) }
        return .failure(StoreError(reading: "history", at: path, error))
      }
    }
    return try result.get()
  }
}

extension Forgetting {
  /// Deletes from one database, and gives the number of cells.
  fileprivate func delete(in db: Database) throws -> Int {
    let (condition, arguments) = condition
    try db.execute(
      sql: """
        DELETE FROM steps WHERE (session, cell) IN
          (SELECT session, n FROM cells WHERE \(condition))
        """, arguments: arguments)
    try db.execute(sql: "DELETE FROM cells WHERE \(condition)", arguments: arguments)
    let count = db.changesCount
    switch self {
    case .session(let id):
      try db.execute(sql: "DELETE FROM sessions WHERE id = ?", arguments: [id.uuidString])
    case .everything: try db.execute(sql: "DELETE FROM sessions")
    case .cells, .matching: break
    }
    return count
  }

  private var condition: (String, StatementArguments) {
    switch self {
    case .cells(let range, let session):
      (
        "session = ? AND n BETWEEN ? AND ?",
        [session.uuidString, range.lowerBound, range.upperBound]
      )
    case .session(let id): ("session = ?", [id.uuidString])
    case .matching(let text):
      (HistoryPattern(text).condition, [HistoryPattern(text).argument])
    case .everything: ("true", [])
    }
  }
}
