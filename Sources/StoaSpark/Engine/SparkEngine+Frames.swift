import ArrowIPC
import Foundation
import SparkConnect
import StoaArrow
import StoaEngine
import StoaPlan

/// Rows that the session keeps.
struct KeptFrame: Sendable {
  enum Source: Sendable {
    /// Computed once and kept by the executors; a lost part is computed again.
    case plan(Plan)
    /// Rows that came from here, as an Arrow stream: all that is left of them when the server
    /// goes. Whoever sends a frame bounds its size.
    case rows([UInt8])
  }

  var input: Input
  let source: Source
  /// The session in which it is kept.
  var generation: Int

  var isPersisted: Bool { if case .plan = source { true } else { false } }
}

extension SparkEngine {
  public func materialize(
    _ plan: Plan, _ context: ExecutionContext
  ) async throws -> MaterializedFrame {
    try await stoppable(context) {
      try await self.recovering(context) { try await self.keep(plan, context) }
    }
  }

  private func keep(_ plan: Plan, _ context: ExecutionContext) async throws -> MaterializedFrame {
    let generation = generation
    let input = try await numbered(plan, context)
    try await perform(context) { [session] _ in try await session.persist(input.relation) }
    do {
      // The first action computes what is to be kept.
      let rows = try await count(Self.reference(to: input.relation), context)
      await recordStages(context)
      return add(
        KeptFrame(input: input, source: .plan(plan), generation: generation),
        schema: plan.schema, rows: rows, bytes: 0)
    } catch {
      // Nothing may be left of it; the error that stopped it is the one to tell.
      try? await session.unpersist(input.relation)
      throw error
    }
  }

  public func ingest(
    _ table: Table, _ context: ExecutionContext
  ) async throws -> MaterializedFrame {
    let stream = try TableArrow.encode(table)
    let kept = try await recovering(context) {
      let generation = generation
      let relation = try await perform(context) { [session] _ in
        try await session.relation(of: [stream])
      }
      return KeptFrame(
        input: Input(relation: relation), source: .rows(stream), generation: generation)
    }
    return add(
      kept, schema: table.schema, rows: Int64(table.rowCount), bytes: Int64(stream.count))
  }

  public func release(_ frame: MaterializedFrame) async throws {
    guard let kept = frames.withLock({ $0.removeValue(forKey: frame.id) }) else { return }
    // What was kept for a session that is gone has no name in this one.
    guard kept.isPersisted, kept.generation == generation else { return }
    try await perform(ExecutionContext()) { [session] _ in
      try await session.unpersist(kept.input.relation)
    }
  }

  /// How long the end of an engine waits for the server to let go of what it keeps.
  private static let patience: Duration = .seconds(5)

  /// Lets go of all frames: what is kept outlives its session, and would fill the executors.
  func forgetFrames() async {
    let current = generation
    let kept = frames.withLock { frames in
      defer { frames = [:] }
      return frames.values.filter { $0.isPersisted && $0.generation == current }
    }
    let forgetting = Task { [session] in
      for frame in kept { try await session.unpersist(frame.input.relation) }
    }
    let alarm = Task {
      try await Task.sleep(for: Self.patience)
      forgetting.cancel()
    }
    // A server that is gone keeps nothing.
    _ = await forgetting.result
    alarm.cancel()
  }

  /// A plan's rows as they are kept: where they have an order, each with its number in it.
  ///
  /// The executors have a part of the rows each, and a query that reads them brings the parts
  /// together as they come.
  func numbered(_ plan: Plan, _ context: ExecutionContext) async throws -> Input {
    let query = try await prepare(plan, context)
    guard query.sql.isOrdered else { return Input(relation: query.relation) }
    let name = relationName()
    let order = "__\(name)_row"
    return Input(
      relation: .sql(
        "SELECT *, monotonically_increasing_id() AS \(order) FROM \(name)",
        over: [name: query.relation]),
      order: order)
  }

  /// What a plan reads.
  func input(of leaf: Plan, _ context: ExecutionContext) async throws -> Input {
    switch leaf {
    case .materialized(let frame, _):
      var input = try await kept(frame, context).input
      input.relation = Self.reference(to: input.relation)
      return input
    case .load(let source, let schema):
      return Input(relation: try await relation(of: source, schema, context))
    default: throw EngineError(.fault, "a plan reads what is no file and no frame")
    }
  }

  /// A kept relation as a query names it.
  ///
  /// The server lets go of what it keeps when a view of just that plan goes, and a relation that a
  /// query names is such a view for a moment: so it is not that plan, but one that reads it. A
  /// projection of all columns would not do, as Spark looks through it.
  private static func reference(to relation: Relation) -> Relation {
    relation.filtered(.sql("TRUE"))
  }

  private func count(_ relation: Relation, _ context: ExecutionContext) async throws -> Int64 {
    let text = "SELECT count(*) AS n FROM stoa_input_1"
    return try await perform(context) { [session] options in
      let result = try await session.run(
        .sql(text, over: ["stoa_input_1": relation]), options)
      let batches = try await result.collect()
      guard let rows = batches.first?.rows.columns.first?.values(Int64.self).first else {
        throw EngineError(.fault, "Spark counted no rows")
      }
      return rows
    }
  }

  private func add(
    _ kept: KeptFrame, schema: Schema, rows: Int64, bytes: Int64
  ) -> MaterializedFrame {
    let id = UUID().uuidString.lowercased()
    frames.withLock { $0[id] = kept }
    return MaterializedFrame(id: id, engine: name, schema: schema, rows: rows, bytes: bytes)
  }
}
