import StoaEngine
import StoaLearning
import StoaPlan
import StoaStore

/// What the shell itself knows, as frames.
public enum SystemFrames {
  /// All of them, in the order in which they are listed.
  public static let all = SystemFrame.stored + [models, importances] + SystemFrame.ofCluster

  static let names = all.map(\.name)

  /// A frame without rows, or nil where there is none of that name.
  static func emptyTable(_ name: String) -> Table? {
    all.first { $0.name == name }.map { Table(schema: $0.schema, rows: []) }
  }

  static let models = SystemFrame(
    name: "models", help: "the models of this session, by name",
    columns: [
      .init("name", .string, "the name that it is bound to"),
      .init("kind", .string, "linear, logistic, …"),
      .init("task", .string, "regression or classification"),
      .init("formula", .string, "as it was written"),
      .init("rows", .int, "the rows that it was trained on"),
      .init("dropped", .int, "the rows that were left out because of nulls"),
      .init("engine", .string, "the engine that trained it"),
      .init("engine_version", .string, "that engine's version"),
    ])
}

extension SystemFrames {
  static let importances = SystemFrame(
    name: "importances", help: "how much each feature counts in the trees of this session",
    columns: [
      .init("model", .string, "the name that it is bound to"),
      .init("feature", .string, "as the formula has it"),
      .init("importance", .float, "its share of what the splits took away of the impurity"),
    ])
}

extension Notebook {
  /// The rows of a system frame, or nil where there is none of that name.
  func systemTable(_ name: String, _ context: ExecutionContext) async throws -> Table? {
    if SystemFrame.ofCluster.contains(where: { $0.name == name }) {
      return try await clusterTable(name, context)
    }
    let table: Table? =
      switch name {
      case "history": try history?.historyTable()
      case "timings": try history?.timingsTable()
      case "sessions": try history?.sessionsTable()
      case "cache": try cacheTable()
      case "models": modelsTable
      case "importances": importancesTable
      default: nil
      }
    return table ?? SystemFrames.emptyTable(name)
  }

  private func clusterTable(_ name: String, _ context: ExecutionContext) async throws -> Table {
    if let table = try await engine.systemTable(name, context) { return table }
    throw EngineError(
      .unsupported, "`$\(name)` is of a cluster, and \(engine.name) runs in this process",
      hint: "`:connect sc://HOST:PORT` goes to a cluster, `:cluster up` starts one here")
  }

  /// The frames that engines hold, then the results on disk.
  private func cacheTable() throws -> Table {
    let schema = SystemFrame.cache.schema
    let frames = kept.entries.values.sorted { $0.lastUse > $1.lastUse }.map { entry -> [Value] in
      [
        .string("frame"), .string(entry.origin.shortHash), .string(Redactor.mask(entry.source)),
        .timestamp(entry.created), .null, .null, .int(entry.frame.rows), .int(entry.frame.bytes),
        .string(entry.frame.engine), .null, .null,
      ]
    }
    let held = Table(schema: schema, rows: frames)
    guard let results = try cache?.store.table() else { return held }
    return Table(schema: schema, concatenating: [held, results])
  }

  private var modelsTable: Table {
    let rows = environment.bindings.sorted { $0.key < $1.key }.compactMap { name, binding in
      if case .model(let model as any Model) = binding { Self.row(name, model) } else { nil }
    }
    return Table(schema: SystemFrames.models.schema, rows: rows)
  }

  /// The features of each model, those that count most first.
  private var importancesTable: Table {
    let rows = environment.bindings.sorted { $0.key < $1.key }.flatMap { name, binding in
      guard case .model(let model as TreeModel) = binding else { return [[Value]]() }
      return zip(model.content.features, model.content.importances).sorted { $0.1 > $1.1 }
        .map { [.string(name), .string($0.0.name), .float($0.1)] }
    }
    return Table(schema: SystemFrames.importances.schema, rows: rows)
  }

  private static func row(_ name: String, _ model: any Model) -> [Value] {
    [
      .string(name), .string(model.kind.rawValue), .string(model.task.rawValue),
      .string(model.formula.text), .int(model.facts.rows), .int(model.facts.dropped),
      .string(model.facts.engine), .string(model.facts.engineVersion),
    ]
  }
}
