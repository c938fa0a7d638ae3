import ArrowIPC
import SparkConnect
import StoaArrow
import StoaEngine
import StoaPlan
import Synchronization

/// A query whose rows are being asked for; letting go of it stops the query.
final class Cursor: Sendable {
  private let engine: SparkEngine
  private let schema: Schema
  private let context: ExecutionContext
  private let state = Mutex(State())

  private struct State {
    var result: SparkConnect.QueryResult?
    var ticket: OperationRegistry.Ticket?
    var watch: Task<Void, Never>?
    var isCancelled = false
  }

  init(engine: SparkEngine, schema: Schema, context: ExecutionContext) {
    self.engine = engine
    self.schema = schema
    self.context = context
  }

  deinit { finish() }

  /// Starts the query.
  func open(_ relation: Relation) async throws {
    let result = try await engine.perform(context) { [engine, context] options in
      // The progress of this operation goes on after this call: `watch` reads it.
      try await engine.session.run(
        relation, OperationOptions(id: options.id, tags: context.tags))
    }
    let onProgress = context.onProgress
    let watch = Task {
      for await progress in result.progress { onProgress(StoaEngine.Progress(progress)) }
    }
    let ticket = engine.operations.add(context.operation) { [weak self] in self?.cancel() }
    state.withLock { $0 = State(result: result, ticket: ticket, watch: watch) }
  }

  /// The next rows, or nil after the last.
  func next() async throws -> Table? {
    let (result, isCancelled) = state.withLock { ($0.result, $0.isCancelled) }
    if isCancelled { throw EngineError(.cancelled, "stopped") }
    guard let result else { return nil }
    do {
      var batches = result.batches.makeAsyncIterator()
      while let batch = try await batches.next() {
        // Spark sends at least one batch, also of no rows.
        if batch.rows.length > 0 { return try Table(batch, schema) }
      }
      finish()
      return nil
    } catch {
      finish()
      throw state.withLock({ $0.isCancelled })
        ? EngineError(.cancelled, "stopped") : EngineError(spark: error)
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
