import Foundation
import GRDB

extension HistoryStore {
  /// The newest cells whose source matches a text or a glob, at most `limit`, newest last; the
  /// empty text matches all.
  public func search(_ text: String = "", limit: Int = 100) throws(StoreError) -> [CellRecord] {
    let pattern = HistoryPattern(text)
    let sql = """
      SELECT session, n, started, source, engine, outcome, error, duration_ns, rows, cached
      FROM cells WHERE \(pattern.condition) ORDER BY started DESC, n DESC LIMIT ?
      """
    let found = try read { db in
      try Row.fetchAll(db, sql: sql, arguments: [pattern.argument, limit])
        .compactMap(CellRecord.init)
    }
    let waiting = Set(found.waiting.map(\.place))
    return (found.file.filter { !waiting.contains($0.place) } + found.waiting)
      .sorted { ($0.started, $0.number) < ($1.started, $1.number) }
      .suffix(limit)
  }

  /// The cells of one session, in order.
  public func cells(of session: UUID) throws(StoreError) -> [CellRecord] {
    let sql = """
      SELECT session, n, started, source, engine, outcome, error, duration_ns, rows, cached
      FROM cells WHERE session = ?
      """
    let found = try read { db in
      try Row.fetchAll(db, sql: sql, arguments: [session.uuidString])
        .compactMap(CellRecord.init)
    }
    let waiting = Set(found.waiting.map(\.place))
    return (found.file.filter { !waiting.contains($0.place) } + found.waiting)
      .sorted { $0.number < $1.number }
  }

  /// The newest sources of all sessions for the line editor, newest last; of equal ones that
  /// follow each other, one. Empty where the file cannot be read.
  public func recentSources(limit: Int) -> [String] {
    // More than asked for, as repetitions drop out.
    let (wanted, overflow) = limit.multipliedReportingOverflow(by: 2)
    // That it cannot be read is the store's condition, which `takeNotice` tells; the editor
    // begins without it.
    guard let cells = try? search(limit: overflow ? limit : wanted) else { return [] }
    var sources: [String] = []
    for cell in cells where cell.source != sources.last { sources.append(cell.source) }
    return sources.suffix(limit)
  }
}

extension CellRecord {
  /// What identifies a cell.
  struct Place: Hashable {
    var session: UUID
    var number: Int
  }

  var place: Place { Place(session: session, number: number) }

  /// A row of `cells`; nil where it is damaged.
  fileprivate init?(_ row: Row) {
    guard
      let session = row.read(0, as: String.self).flatMap(UUID.init(uuidString:)),
      let number = row.read(1, as: Int.self), let started = row.read(2, as: Int64.self),
      let source = row.read(3, as: String.self), let engine = row.read(4, as: String.self),
      let outcome = row.read(5, as: String.self).flatMap(Outcome.init(rawValue:)),
      let duration = row.read(7, as: Int64.self)
    else { return nil }
    self.init(
      session: session, number: number, started: started, source: source, engine: engine,
      outcome: outcome, error: row.read(6), duration: duration, rows: row.read(8),
      cached: row.read(9) ?? false)
  }
}
