import Foundation
import GRDB
import StoaEngine

extension HistoryStore {
  /// Records that a session began, or, with the same id, what is now known of it.
  public func beginSession(_ session: SessionRecord) {
    write { try $0.insert(session) }
  }

  /// Records that a session ended.
  public func endSession(_ session: SessionRecord, at time: Int64 = WallClock.now()) {
    var session = session
    session.ended = time
    write { try $0.insert(session) }
  }

  /// Records a cell and its steps, in one transaction, with secrets masked.
  ///
  /// A cell whose source begins with a space is not kept at all. Recording a cell again replaces
  /// it and its steps.
  public func record(_ cell: CellRecord, steps: [StepClock.Step]) {
    guard Redactor.shouldKeep(cell.source) else { return }
    write { db in
      try db.insert(cell)
      for (position, step) in steps.enumerated() {
        try db.insert(step, at: position, of: cell)
      }
    }
  }

  /// Records a cell and the steps of its clock, and measures the recording itself as the step
  /// `record`, up to the commit.
  public func record(_ cell: CellRecord, clock: StepClock) {
    guard Redactor.shouldKeep(cell.source) else { return }
    let id = clock.begin("record")
    write { db in
      try db.insert(cell)
      for (position, step) in clock.steps.enumerated() where step.name != "record" {
        try db.insert(step, at: position, of: cell)
      }
      clock.end(id)
      for (position, step) in clock.steps.enumerated() where step.name == "record" {
        try db.insert(step, at: position, of: cell)
      }
    }
  }

  /// Tries to write what waits.
  public func flush() {
    write(nil)
  }

  /// Writes to the file, after what waits; where that fails, to what waits.
  private func write(_ body: ((Database) throws -> Void)?) {
    state.withLock { state in
      let patience: StoreFile.Patience = state.condition == .healthy ? .long : .short
      connect(&state, patience)
      if let queue = state.queue {
        do {
          try put(state.waitingWrites == 0 ? nil : state.waiting, in: queue, body)
          settle(&state, queue)
          return
        } catch {
          fail(&state, error)
        }
      }
      if let body { keep(&state, body) }
    }
  }

  /// One short transaction: first what waits, in its order, then what is new.
  private func put(
    _ waiting: DatabaseQueue?, in queue: DatabaseQueue, _ body: ((Database) throws -> Void)?
  ) throws {
    let rows = try waiting?.read(HistoryRows.init)
    try queue.inTransaction(.immediate) { db in
      try rows?.insert(into: db)
      try body?(db)
      return .commit
    }
  }

  /// All is in the file: nothing waits any longer.
  private func settle(_ state: inout State, _ queue: DatabaseQueue) {
    if state.waitingWrites > 0 {
      do {
        try state.waiting.write { db in
          for table in HistoryRows.tables { try db.execute(sql: "DELETE FROM \(table)") }
        }
        state.waitingWrites = 0
      } catch {
        // They are written once more with the next write, which changes nothing.
        logger.error("history: what was written stays in memory: \(error)")
      }
    }
    // A write has just succeeded; at worst the next one waits for a shorter time.
    if state.condition == .busy { try? StoreFile.setPatience(.long, of: queue) }
    change(&state, to: .healthy)
  }

  private func keep(_ state: inout State, _ body: (Database) throws -> Void) {
    do {
      try state.waiting.write(body)
      state.waitingWrites += 1
    } catch {
      logger.error("history: not even memory takes it: \(error)")
    }
  }
}

extension Database {
  fileprivate func insert(_ session: SessionRecord) throws {
    try execute(
      sql: "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        session.id.uuidString, session.started, session.ended, session.host, session.version,
        session.pid, session.engine,
      ])
  }

  fileprivate func insert(_ cell: CellRecord) throws {
    try execute(
      sql: "DELETE FROM steps WHERE session = ? AND cell = ?",
      arguments: [cell.session.uuidString, cell.number])
    try execute(
      sql: "INSERT OR REPLACE INTO cells VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        cell.session.uuidString, cell.number, cell.started, Redactor.kept(cell.source),
        cell.engine, cell.outcome.rawValue, cell.error.map(Redactor.kept), cell.duration,
        cell.rows, cell.cached,
      ])
  }

  fileprivate func insert(_ step: StepClock.Step, at position: Int, of cell: CellRecord) throws {
    let statement = try cachedStatement(
      sql: "INSERT OR REPLACE INTO steps VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    try statement.execute(
      arguments: [
        cell.session.uuidString, cell.number, position, step.parent, step.name,
        Redactor.kept(step.detail), step.start, step.duration, step.rows, step.bytes, step.cached,
      ])
  }
}
