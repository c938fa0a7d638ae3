import GRDB
import struct StoaEngine.SystemFrame
import struct StoaEngine.Table

extension HistoryStore {
  /// What a query gives on the file, and on what waits to be written to it.
  struct Found<Element: Sendable>: Sendable {
    var file: [Element] = []
    var waiting: [Element] = []
  }

  /// Reads the file and what waits.
  ///
  /// A file that is damaged, of a later version, or out of reach gives nothing, which the
  /// condition's notice has said; a file that is held by another program throws.
  func read<Element: Sendable>(
    _ query: (Database) throws -> [Element]
  ) throws(StoreError) -> Found<Element> {
    let path = path
    let result: Result<Found<Element>, StoreError> = state.withLock { state in
      do {
        var found = Found<Element>()
        found.waiting = try state.waiting.read(query)
        found.file = try readFile(&state, query)
        return .success(found)
      } catch {
        return .failure(StoreError(reading: "history", at: path, error))
      }
    }
    return try result.get()
  }

  private func readFile<Element>(
    _ state: inout State, _ query: (Database) throws -> [Element]
  ) throws -> [Element] {
    connect(&state, state.condition == .healthy ? .long : .short)
    guard let queue = state.queue ?? readingQueue(state) else {
      if state.condition == .busy { throw StoreFileError(condition: .busy) }
      return []
    }
    do {
      return try queue.read(query)
    } catch {
      guard case .corrupt = StoreCondition(error) else { throw error }
      fail(&state, error)
      return []
    }
  }

  private func readingQueue(_ state: State) -> DatabaseQueue? {
    guard case .readOnly = state.condition else { return nil }
    // Where not even that succeeds nothing is new: the condition is `readOnly`, and was told.
    return try? file.openForReading()
  }
}

extension HistoryStore {
  /// The frame `$history`.
  public func historyTable() throws(StoreError) -> Table {
    try table(
      .history, key: 2,
      sql: """
        SELECT session, n, started, source, engine, outcome, error, duration_ns / 1e6, rows,
          cached
        FROM cells ORDER BY started, n
        """)
  }

  /// The frame `$timings`.
  public func timingsTable() throws(StoreError) -> Table {
    try table(
      .timings, key: 2,
      sql: """
        SELECT session, n, c.started, position, parent, name, detail, start_ns / 1e6,
          s.duration_ns / 1e6, s.rows, bytes, s.cached
        FROM cells c JOIN steps s USING (session) WHERE s.cell = c.n
        ORDER BY c.started, n, position
        """)
  }

  /// The frame `$sessions`.
  public func sessionsTable() throws(StoreError) -> Table {
    try table(
      .sessions, key: 1,
      sql: """
        SELECT id, started, ended, host, version, pid, engine,
          (SELECT count(*) FROM cells WHERE session = id)
        FROM sessions ORDER BY started
        """)
  }

  /// What waits comes after what is in the file, and in place of what has the same first `key`
  /// columns there.
  private func table(
    _ frame: SystemFrame, key: Int, sql: String
  ) throws(StoreError) -> Table {
    let found = try read { db in
      try Row.fetchAll(db, sql: sql).map { Array($0.databaseValues) }
    }
    let waiting = Set(found.waiting.map { Array($0.prefix(key)) })
    let kept = found.file.filter { !waiting.contains(Array($0.prefix(key))) }
    return Table(frame, kept + found.waiting)
  }
}
