import Foundation
import GRDB
import Logging
import StoaEngine
import Synchronization

/// Results that were computed before, by all that they depend on; one SQLite file that many
/// shells share, and that may be thrown away at any time.
///
/// Nothing here fails a cell: what cannot be read is a miss, what cannot be written is not kept.
/// A damaged file is made anew.
public final class CacheStore: Sendable {
  /// A larger result, in bytes, is not kept.
  public static let largestResult = 16 << 20

  public let path: String
  let file: StoreFile
  let logger: Logger
  let now: @Sendable () -> Int64
  let state: Mutex<State>

  struct State {
    var condition = StoreCondition.healthy
    var queue: DatabaseQueue?
    /// The most that all results together may take, in bytes.
    var capacity: Int
    /// Hits that are not in the file yet, so that a hit needs no write.
    var uses: [Int64: Use] = [:]
  }

  struct Use {
    var hits = 0
    var last: Int64 = 0
  }

  /// Opens the cache, with room for `capacity` bytes of results.
  public static func open(
    at url: URL = StoreLocation.cache(), capacity: Int = 256 << 20
  ) -> CacheStore {
    CacheStore(path: url.path, capacity: capacity)
  }

  init(
    path: String, capacity: Int, now: @escaping @Sendable () -> Int64 = WallClock.now,
    configure: @escaping @Sendable (inout Configuration) -> Void = { _ in }
  ) {
    self.path = path
    file = StoreFile(path: path, schema: .cache, configure: configure)
    logger = Logger(label: "stoa.cache")
    self.now = now
    state = Mutex(State(capacity: capacity))
    state.withLock { connect(&$0) }
  }

  /// Whether results are kept.
  public var condition: StoreCondition { state.withLock { $0.condition } }

  /// The most that all results together may take, in bytes; a smaller one than before lets go of
  /// those that were used the longest ago.
  public var capacity: Int {
    get { state.withLock { $0.capacity } }
    set {
      state.withLock { $0.capacity = newValue }
      _ = write { db, state in try CacheStore.evict(db, to: state.capacity) }
    }
  }

  /// Writes what is known of hits, and closes the file.
  public func close() {
    _ = write { _, _ in }
    state.withLock { closeFile(&$0) }
  }
}

extension CacheStore {
  func connect(_ state: inout State) {
    guard state.queue == nil, state.condition.isPassing else { return }
    do {
      state.queue = try file.open(.short)
      state.condition = .healthy
    } catch {
      fail(&state, error)
    }
  }

  private func closeFile(_ state: inout State) {
    do {
      try state.queue?.close()
    } catch {
      logger.debug("cache: not closed: \(error)")
    }
    state.queue = nil
  }

  /// Takes note of what an error says of the file; a damaged one is made anew.
  func fail(_ state: inout State, _ error: any Error) {
    logger.debug("cache: \(error)")
    state.condition = file.condition(of: error)
    guard case .corrupt(let reason) = state.condition, reason != StoreFileError.foreign else {
      return
    }
    closeFile(&state)
    state.uses = [:]
    do {
      for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + suffix)
      {
        try FileManager.default.removeItem(atPath: path + suffix)
      }
      state.queue = try file.open(.short)
      state.condition = .healthy
    } catch {
      logger.debug("cache: cannot be made anew: \(error)")
      state.condition = file.condition(of: error)
    }
  }

  /// Writes in one short transaction, together with what is known of hits; gives what stood in
  /// the way.
  func write(_ body: (Database, State) throws -> Void) -> StoreCondition? {
    state.withLock { state in
      connect(&state)
      guard let queue = state.queue else { return state.condition }
      do {
        let uses = state.uses
        let snapshot = state
        try queue.inTransaction(.immediate) { db in
          for (id, use) in uses {
            try db.execute(
              sql: """
                UPDATE results SET hits = hits + ?, last_used = max(last_used, ?) WHERE id = ?
                """,
              arguments: [use.hits, use.last, id])
          }
          try body(db, snapshot)
          return .commit
        }
        state.uses = [:]
        state.condition = .healthy
        return nil
      } catch {
        fail(&state, error)
        return file.condition(of: error)
      }
    }
  }

  /// Lets go of the results that were used the longest ago until the rest fits.
  static func evict(_ db: Database, to capacity: Int) throws {
    var total = try Int.fetchOne(db, sql: "SELECT coalesce(sum(bytes), 0) FROM results") ?? 0
    while total > capacity {
      let oldest = try Row.fetchOne(
        db, sql: "SELECT id, bytes FROM results ORDER BY last_used, id LIMIT 1")
      guard let oldest, let id: Int64 = oldest.read(0), let bytes: Int = oldest.read(1) else {
        return
      }
      try db.execute(sql: "DELETE FROM results WHERE id = ?", arguments: [id])
      total -= bytes
    }
  }
}
