import GRDB
import StoaArrow
import struct StoaEngine.SystemFrame
import struct StoaEngine.Table

extension CacheStore {
  /// The result that was kept under a key, if there is one.
  ///
  /// A hit reads one row and writes nothing; a kept result that is damaged is a miss.
  public func lookup(_ key: CacheKey) -> CachedResult? {
    let text = Array(key.canonicalText.utf8)
    let row: Row? = state.withLock { state in
      connect(&state)
      guard let queue = state.queue else { return nil }
      do {
        return try queue.read { db in
          try Row.fetchOne(
            db,
            sql: """
              SELECT id, created, took_ns, engine, engine_version, checksum, arrow
              FROM results WHERE hash = ? AND key = ?
              """,
            arguments: [Checksum.of(text), text.databaseBlob])
        }
      } catch {
        fail(&state, error)
        return nil
      }
    }
    guard let row, let id: Int64 = row.read(0) else { return nil }
    guard let result = CachedResult(row) else {
      _ = write { db, _ in
        try db.execute(sql: "DELETE FROM results WHERE id = ?", arguments: [id])
      }
      return nil
    }
    let time = now()
    state.withLock { state in
      state.uses[id, default: Use()].hits += 1
      state.uses[id, default: Use()].last = time
    }
    return result
  }

  /// Keeps a result that took `took` nanoseconds to compute, in place of one with the same key.
  ///
  /// `source` is the text that it answers, for `$cache`; secrets in it are masked.
  @discardableResult
  public func store(
    _ table: Table, for key: CacheKey, source: String, took: Int64
  ) -> CacheStoring {
    let arrow: [UInt8]
    do {
      arrow = try TableArrow.encode(table)
    } catch {
      logger.error("cache: a table cannot be written as Arrow: \(error.message)")
      return .unavailable(condition)
    }
    let text = Array(key.canonicalText.utf8)
    let bytes = arrow.count + text.count
    guard bytes <= min(Self.largestResult, capacity) else { return .tooLarge(bytes: bytes) }
    let hash = Checksum.of(text)
    let time = now()
    let failure = write { db, state in
      try db.execute(
        sql: "DELETE FROM results WHERE hash = ? AND key = ?",
        arguments: [hash, text.databaseBlob])
      try CacheStore.evict(db, to: state.capacity - bytes)
      try db.execute(
        sql: "INSERT INTO results VALUES (NULL, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          hash, text.databaseBlob, Redactor.kept(source), time, time, table.rowCount, bytes,
          key.engine, key.engineVersion, took, Checksum.of(arrow), arrow.databaseBlob,
        ])
    }
    return failure.map(CacheStoring.unavailable) ?? .stored(bytes: bytes)
  }

  /// Lets go of all results, gives the disk its room back, and tells how many they were.
  @discardableResult
  public func clear() throws(StoreError) -> Int {
    var count = 0
    let failure = write { db, _ in
      try db.execute(sql: "DELETE FROM results")
      count = db.changesCount
    }
    if let failure {
      throw StoreError(reading: "cache", at: path, StoreFileError(condition: failure))
    }
    state.withLock { state in
      do {
        try state.queue?.vacuum()
      } catch {
        logger.debug("cache: not made smaller: \(error)")
      }
    }
    return count
  }

  /// The frame `$cache`.
  public func table() throws(StoreError) -> Table {
    if case .corrupt? = write({ _, _ in }) { return Table(.cache, []) }
    let path = path
    let result: Result<Table, StoreError> = state.withLock { state in
      do {
        let rows = try state.queue?.read { db in
          try Row.fetchAll(
            db,
            sql: """
              SELECT 'result', printf('%016x', hash), source, created, last_used, hits, rows, bytes,
                engine, engine_version, took_ns / 1e6
              FROM results ORDER BY last_used DESC, id DESC
              """)
        }
        return .success(Table(.cache, (rows ?? []).map { Array($0.databaseValues) }))
      } catch {
        return .failure(StoreError(reading: "cache", at: path, error))
      }
    }
    return try result.get()
  }
}

extension CachedResult {
  /// A row of `results`; nil where it is damaged.
  fileprivate init?(_ row: Row) {
    // A result whose bytes are none is a miss, as one whose checksum differs.
    guard
      let created: Int64 = row.read(1), let took: Int64 = row.read(2),
      let engine: String = row.read(3), let engineVersion: String = row.read(4),
      let checksum: Int64 = row.read(5), let arrow = row.bytes(6),
      Checksum.of(arrow) == checksum, let table = try? TableArrow.decode(arrow)
    else { return nil }
    self.init(
      table: table, created: created, took: took, engine: engine, engineVersion: engineVersion)
  }
}
