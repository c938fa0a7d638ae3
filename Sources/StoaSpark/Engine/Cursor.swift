import ArrowIPC
import SparkConnect
import StoaArrow
import StoaEngine
import StoaPlan
import Synchronization

/// A query whose rows are being asked for; letting go of it stops the query.
final class Cursor: Sendable {
  private let engine: SparkEngine
  private let plan: Plan
  private let context: ExecutionContext
  private let state = Mutex(State())

  private struct State {
    var result: SparkConnect.QueryResult?
    /// The session in which the query runs.
    var generation = 0
    var ticket: OperationRegistry.Ticket?
    var watch: Task<Void, Never>?
    var isCancelled = false
    /// A query begins again by itself once, and not after rows of it have been given away.
    var mayBeginAgain = true
  }

  init(engine: SparkEngine, plan: Plan, context: ExecutionContext) {
    self.engine = engine
    self.plan = plan
    self.context = context
  }

  deinit { finish() }

  /// Starts the query.
  func open() async throws {
    let generation = engine.generation
    let relation = try await engine.prepare(plan, context).relation
    let result = try await engine.perform(context) { [session = engine.session, context] options in
      // The progress of this operation goes on after this call: `watch` reads it.
      try await session.run(relation, OperationOptions(id: options.id, tags: context.tags))
    }
    let onProgress = context.onProgress
    let watch = Task {
      for await progress in result.progress { onProgress(StoaEngine.Progress(progress)) }
    }
    let (before, isCancelled, isNew) = state.withLock { state in
      let before = state.watch
      (state.result, state.generation, state.watch) = (result, generation, watch)
      return (before, state.isCancelled, state.ticket == nil)
    }
    before?.cancel()
    if isNew {
      let ticket = engine.operations.add(context.operation) { [weak self] in self?.cancel() }
      state.withLock { $0.ticket = ticket }
    }
    if isCancelled { await result.cancel() }
  }

  /// The next rows, or nil after the last.
  func next() async throws -> Table? {
    while true {
      let (result, isCancelled) = state.withLock { ($0.result, $0.isCancelled) }
      if isCancelled { throw EngineError(.cancelled, "stopped") }
      guard let result else { return nil }
      do {
        if let rows = try await rows(of: result) { return rows }
        finish()
        return nil
      } catch {
        if state.withLock({ $0.isCancelled }) {
          finish()
          throw EngineError(.cancelled, "stopped")
        }
        try await beginAgain(after: EngineError(spark: error))
      }
    }
  }

  private func rows(of result: SparkConnect.QueryResult) async throws -> Table? {
    var batches = result.batches.makeAsyncIterator()
    while let batch = try await batches.next() {
      // Spark sends at least one batch, also of no rows.
      guard batch.rows.length > 0 else { continue }
      state.withLock { $0.mayBeginAgain = false }
      return try Table(batch, plan.schema)
    }
    return nil
  }

  /// Starts the query in another session, where the server has lost the one it ran in and nothing
  /// of the answer has been given away.
  private func beginAgain(after error: EngineError) async throws {
    guard error.isLostSession else {
      finish()
      throw error
    }
    let (generation, may) = state.withLock { state in
      defer { state.mayBeginAgain = false }
      return (state.generation, state.mayBeginAgain)
    }
    do {
      guard may else {
        throw EngineError(
          .connection, "\(EngineError.lostSession) in the middle of the rows",
          hint: "run it again", detail: error.detail)
      }
      try await engine.renew(after: generation, context)
      try await open()
    } catch {
      finish()
      throw error
    }
  }

  private func cancel() {
    let result = state.withLock { state in
      state.isCancelled = true
      return state.result
    }
    if let result { Task { await result.cancel() } }
  }

  private func finish() {
    let (ticket, watch) = state.withLock { state in
      defer { (state.result, state.ticket, state.watch) = (nil, nil, nil) }
      return (state.ticket, state.watch)
    }
    watch?.cancel()
    if let ticket { engine.operations.remove(ticket, of: context.operation) }
  }
}

extension Table {
  /// A batch with the types that the plan says.
  fileprivate init(_ batch: RecordBatch, _ schema: Schema) throws {
    var table = try Table(Schema(batch.schema), batch.rows)
    guard table.columns.count == schema.fields.count else {
      throw EngineError(
        .fault, "Spark gave \(table.columns.count) columns for \(schema.fields.count)")
    }
    for (index, field) in schema.fields.enumerated() {
      table.columns[index].name = field.name
      try table.columns[index].become(field.type)
    }
    self = table
  }
}

extension StoaEngine.Column {
  /// Takes on the type of the plan, where the values are the same in it.
  fileprivate mutating func become(_ wanted: DataType) throws {
    if type == wanted { return }
    switch (storage, wanted) {
    case (.string(let text), .other): storage = .other(text)
    case (_, .null) where nullCount == count: (storage, validity) = (.null(count), nil)
    case (.null, _):
      var builder = ColumnBuilder(Field(name, wanted))
      for _ in 0..<count { builder.append(.null) }
      self = builder.build()
    case (.decimal, .decimal(_, let scale)) where type.scale == scale: break
    default:
      throw EngineError(.fault, "Spark gave `\(name)` as \(type), and the plan says \(wanted)")
    }
    type = wanted
  }
}

extension DataType {
  fileprivate var scale: Int? {
    if case .decimal(_, let scale) = self { scale } else { nil }
  }
}
