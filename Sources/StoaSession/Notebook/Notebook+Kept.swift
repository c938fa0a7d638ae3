import StoaEngine
import StoaPlan
import StoaStore

extension Notebook {
  /// A plan ready to run: on the frames that are kept, after text files that are read a second
  /// time have been kept as well.
  func prepared(
    _ plan: Plan, _ cell: CellState, _ step: StepClock.StepID
  ) async throws -> Plan {
    try await dropChanged(under: plan, cell)
    let known = kept.applied(to: plan, on: engine.name, reasons: [.asked, .step])
    if settings.warm {
      for (load, columns) in known.textReads() { try await warm(load, columns, cell, step) }
    }
    return cell.scope.clock.measure("plan", in: step) { _ in
      kept.applied(to: plan, on: engine.name, reasons: [.asked, .step, .warm])
    }
  }

  /// Keeps a frame in the engine's own form until its inputs change.
  func keep(
    _ plan: Plan, columns: ColumnUse = .all, reason: KeptFrames.Reason, detail: String,
    _ cell: CellState, _ step: StepClock.StepID
  ) async throws -> MaterializedFrame {
    let fingerprints = try await fingerprints(of: plan)
    var ready = kept.applied(to: plan, on: engine.name, reasons: [.asked, .step, .warm])
    if case .some(let names) = columns {
      let fields = plan.schema.fields.filter { names.contains($0.name) }
      // A frame has a column, though counting its rows needs none.
      let needed = fields.isEmpty ? Array(plan.schema.fields.prefix(1)) : fields
      ready = .project(
        ready, needed.map { NamedExpression($0.name, .column($0.name, $0.type)) })
    }
    let frame = try await materialize(ready, detail: detail, cell, step)
    let old = kept.add(
      KeptFrames.Entry(
        frame: frame, origin: plan, source: detail, created: WallClock.now(), files: plan.files,
        columns: columns,
        fingerprints: Set(fingerprints), reason: reason, lastUse: 0))
    if let old { await release(old) }
    return frame
  }

  /// Computes a frame in the engine, as the step `execute` with its rows and bytes.
  func materialize(
    _ plan: Plan, detail: String, _ cell: CellState, _ step: StepClock.StepID
  ) async throws -> MaterializedFrame {
    let clock = cell.scope.clock
    let execute = clock.begin("execute", detail: detail, in: step)
    var frame: MaterializedFrame?
    defer { clock.end(execute, rows: frame?.rows, bytes: frame?.bytes) }
    let made = try await cell.scope.perform(within: execute) {
      try await engine.materialize(plan, $0)
    }
    frame = made
    return made
  }

  /// In step mode, a named frame is computed when it is bound, so that its time is its own.
  func materializedInStepMode(
    _ plan: Plan, _ names: [String], _ run: PipelineRun, _ cell: CellState
  ) async throws -> Plan {
    guard settings.isStepMode else { return plan }
    try await dropChanged(under: plan, cell)
    let known = kept.applied(to: plan, on: engine.name, reasons: [.asked, .step])
    if case .materialized = known { return plan.volatility.isEmpty ? plan : known }
    let name = names.joined(separator: ", ")
    let frame = try await keep(plan, reason: .step, detail: name, cell, run.statement)
    // A sample is drawn once for all later uses of the name.
    return plan.volatility.isEmpty ? plan : .materialized(frame, origin: plan)
  }

  /// Lets go of what was kept of files that have changed since.
  private func dropChanged(under plan: Plan, _ cell: CellState) async throws {
    guard !kept.entries.isEmpty else { return }
    let used = Set(plan.files)
    // Each file is looked at once, however many frames were computed from it.
    var now: [FileSource: [FileFingerprint]] = [:]
    for (key, entry) in kept.entries
    where entry.frame.engine == engine.name && !used.isDisjoint(with: entry.files) {
      var current: Set<FileFingerprint> = []
      for file in entry.files {
        if now[file] == nil { now[file] = try await engine.fingerprints(of: file) }
        current.formUnion(now[file] ?? [])
      }
      guard current != entry.fingerprints else { continue }
      guard let frame = kept.remove(key) else { continue }
      await release(frame)
      let paths = entry.files.map { "`\($0.path)`" }.joined(separator: ", ")
      cell.scope.note("\(paths) has changed, so what was kept of it is computed again")
    }
  }

  /// Counts a read of a text file, and keeps the file where it is the second.
  private func warm(
    _ load: Plan, _ columns: ColumnUse, _ cell: CellState, _ step: StepClock.StepID
  ) async throws {
    guard case .load(let source, let schema) = load else { return }
    let before = kept.entries[load.canonical]?.columns
    if let before, columns.isSubset(of: before) { return }
    guard kept.countRead(load) >= 2 else { return }
    let wanted = before?.union(columns) ?? columns
    let share = wanted.share(of: schema)
    let estimate = Int64(Double(try await textBytes(of: source)) * share)
    guard estimate <= settings.warmBytes else {
      cell.scope.note(
        "`\(source.path)` is read again from its text: what is used of it, about "
          + "\(ByteCount.text(estimate)), is more than warm_memory allows")
      return
    }
    while kept.warmBytes + estimate > settings.warmBytes, let oldest = kept.oldestWarm,
      let frame = kept.remove(oldest)
    { await release(frame) }
    let frame = try await keep(
      load, columns: wanted, reason: .warm, detail: source.path, cell, step)
    let count = frame.schema.fields.count
    let what =
      wanted == .all
      ? "`\(source.path)` stays"
      : count == 1
        ? "1 column of `\(source.path)` stays" : "\(count) columns of `\(source.path)` stay"
    cell.scope.note(
      "\(what) in memory in columns from now on, as it was read a second time"
        + frame.sizeInWords)
  }

  /// The bytes of the text of a file; a compressed one is taken for six times its size.
  private func textBytes(of source: FileSource) async throws -> Int64 {
    try await engine.fingerprints(of: source).reduce(0) { sum, file in
      sum + file.bytes * (file.path.hasSuffix(".gz") ? 6 : 1)
    }
  }
}

extension ColumnUse {
  /// The share of a file's columns that is used, between 0 and 1.
  fileprivate func share(of schema: Schema) -> Double {
    switch self {
    case .all: 1
    case .some(let names): Double(max(1, names.count)) / Double(max(1, schema.fields.count))
    }
  }
}

extension MaterializedFrame {
  /// The size in brackets; nothing where the engine does not tell it.
  var sizeInWords: String { bytes > 0 ? " (\(ByteCount.text(bytes)))" : "" }
}
