import Foundation
import StoaEngine
import StoaLearning
import StoaPlan
import StoaStore

extension Notebook {
  /// Shows the first rows of a frame, and gives the frame that `_` stands for.
  func show(
    _ plan: Plan, _ cell: inout CellState, _ step: StepClock.StepID
  ) async throws -> Plan {
    // One row more than is shown tells whether there are more.
    let limit = settings.shownRows.map { Plan.limit(plan, skip: 0, take: Int64($0) + 1) } ?? plan
    let answer = try await answer(limit, cell, step)
    let shown = settings.shownRows.map(answer.table.prefix) ?? answer.table
    let isComplete = shown.rowCount == answer.table.rowCount
    let result = ResultTable(
      table: shown, totalRows: isComplete ? Int64(shown.rowCount) : knownRows(plan),
      cachedSince: answer.since, duration: answer.duration)
    showNotices(&cell)
    emit(.table(result), &cell)
    if isComplete, let time = answer.duration {
      remember(plan, rows: Int64(shown.rowCount), time: time)
    }
    await keep(answer, cell, step)
    // What would come out differently the next time is kept as it was shown.
    guard isComplete, !plan.volatility.isEmpty, shown.rowCount <= 1000 else { return plan }
    return .literal(plan.schema, rows: (0..<shown.rowCount).map(shown.row))
  }

  /// The rows of a frame, where they are known without running it.
  private func knownRows(_ plan: Plan) -> Int64? {
    switch plan {
    case .named(_, let input): knownRows(input)
    case .materialized(let frame, _): frame.rows
    default: kept.entries[plan.canonical]?.frame.rows
    }
  }

  /// An answer and where it came from.
  struct Answer {
    var table: Table
    /// Nil where it was computed.
    var since: Date?
    /// Nil where it came from the cache.
    var duration: Duration?
    /// What it can be kept under; nil where it is not to be kept, or is kept already.
    var key: CacheKey?
    var inputs: [FileSource] = []
  }

  /// All rows of a plan, out of the cache or from the engine; `keep` puts it into the cache.
  func answer(
    _ plan: Plan, _ cell: CellState, _ step: StepClock.StepID
  ) async throws -> Answer {
    let clock = cell.scope.clock
    let written = clock.elapsed
    if let table = try WrittenRows.table(of: plan) {
      let duration = clock.elapsed - written
      clock.record("score", in: step, duration: duration, rows: Int64(table.rowCount))
      return Answer(table: table, since: nil, duration: .nanoseconds(duration))
    }
    let key = try await cacheKey(of: plan, cell, step)
    if let cache, let key {
      let lookup = clock.begin("cache", detail: plan.shortHash, in: step)
      if let hit = cache.lookup(key) {
        clock.end(lookup, rows: Int64(hit.table.rowCount), cached: true)
        return Answer(table: hit.table, since: hit.since, duration: nil)
      }
      clock.end(lookup)
    }

    let begin = clock.elapsed
    let ready = try await prepared(plan, cell, step)
    let table = try await fetch(ready, cell, step)
    let duration = Duration.nanoseconds(clock.elapsed - begin)
    return Answer(table: table, since: nil, duration: duration, key: key, inputs: plan.files)
  }

  /// Puts an answer into the cache, once the user has it.
  func keep(_ answer: Answer, _ cell: CellState, _ step: StepClock.StepID) async {
    guard let cache, let key = answer.key, let duration = answer.duration else { return }
    let keeping = cell.scope.clock.begin("keep", in: step)
    defer { cell.scope.clock.end(keeping) }
    // The inputs must be the same after as before: else the answer belongs to neither. One that
    // is gone by now is a change too.
    guard (try? await fingerprints(of: answer.inputs)) == key.fingerprints else { return }
    cache.keep(answer.table, for: key, source: cell.source, took: duration)
  }

  /// Runs a plan and collects its rows; the time to the first batch is `execute`, the rest `fetch`.
  private func fetch(
    _ plan: Plan, _ cell: CellState, _ step: StepClock.StepID
  ) async throws -> Table {
    let clock = cell.scope.clock
    let execute = clock.begin("execute", in: step)
    return try await cell.scope.perform(within: execute) { context in
      var fetch: StepClock.StepID?
      var tables: [Table] = []
      var rows: Int64 = 0
      defer { fetch.map { clock.end($0, rows: rows) } ?? clock.end(execute) }
      let result = try await engine.run(plan, context)
      for try await batch in result.batches {
        if fetch == nil {
          clock.end(execute)
          fetch = clock.begin("fetch", in: step)
        }
        tables.append(batch)
        rows += Int64(batch.rowCount)
        try cell.scope.checkCancellation()
      }
      return Table(schema: result.schema, concatenating: tables)
    }
  }

  /// The key of a plan's answer, or nil where it is neither taken from the cache nor put there.
  private func cacheKey(
    of plan: Plan, _ cell: CellState, _ step: StepClock.StepID
  ) async throws -> CacheKey? {
    guard cache != nil, cell.request.cache ?? settings.cache, !settings.isStepMode,
      !cell.request.isPrivate, plan.volatility.isEmpty
    else { return nil }
    return CacheKey(
      plan: plan.canonical, engine: engine.name, engineVersion: engine.version,
      settings: engine.resultSettings, fingerprints: try await fingerprints(of: plan))
  }

  /// What tells whether an input of a plan has changed.
  func fingerprints(of plan: Plan) async throws -> [FileFingerprint] {
    try await fingerprints(of: plan.files)
  }

  private func fingerprints(of sources: [FileSource]) async throws -> [FileFingerprint] {
    var fingerprints: [FileFingerprint] = []
    for source in sources { fingerprints += try await engine.fingerprints(of: source) }
    return fingerprints
  }
}
