import ArrowIPC
import Foundation
import SparkConnect
import StoaArrow
import StoaEngine
import StoaPlan

/// Rows that the session keeps.
struct KeptFrame: Sendable {
  enum Keeping: Sendable {
    /// Computed once and kept by the executors; a lost part is computed again.
    case persisted
    /// Rows that came from here.
    case sent
  }

  var relation: Relation
  var keeping: Keeping
}

extension SparkEngine {
  public func materialize(
    _ plan: Plan, _ context: ExecutionContext
  ) async throws -> MaterializedFrame {
    let query = try await prepare(plan, context)
    try await perform(context) { [session] _ in try await session.persist(query.relation) }
    do {
      // The first action computes what is to be kept.
      let rows = try await count(query.relation, context)
      await recordStages(context)
      return add(
        KeptFrame(relation: query.relation, keeping: .persisted), schema: plan.schema, rows: rows,
        bytes: 0)
    } catch {
      // Nothing may be left of it; the error that stopped it is the one to tell.
      try? await session.unpersist(query.relation)
      throw error
    }
  }

  public func ingest(
    _ table: Table, _ context: ExecutionContext
  ) async throws -> MaterializedFrame {
    let stream = try TableArrow.encode(table)
    let relation = try await perform(context) { [session] _ in
      try await session.relation(of: [stream])
    }
    return add(
      KeptFrame(relation: relation, keeping: .sent), schema: table.schema,
      rows: Int64(table.rowCount), bytes: Int64(stream.count))
  }

  public func release(_ frame: MaterializedFrame) async throws {
    guard let kept = frames.withLock({ $0.removeValue(forKey: frame.id) }) else { return }
    guard kept.keeping == .persisted else { return }
    try await perform(ExecutionContext()) { [session] _ in
      try await session.unpersist(kept.relation)
    }
  }

  /// What a plan reads, as a relation.
  func relation(of leaf: Plan, _ context: ExecutionContext) async throws -> Relation {
    switch leaf {
    case .materialized(let frame, _):
      guard let kept = frames.withLock({ $0[frame.id] }) else {
        throw EngineError(
          .connection, "Spark does not keep that frame any more", hint: "compute it again")
      }
      return kept.relation
    case .load(let source, let schema): return try await relation(of: source, schema, context)
    default: throw EngineError(.fault, "a plan reads what is no file and no frame")
    }
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
