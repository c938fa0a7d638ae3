import StoaEngine
import StoaPlan
import StoaStore

/// What the shell itself knows, as frames.
public enum SystemFrames {
  /// All of them, in the order in which they are listed.
  public static let all = SystemFrame.stored + [models]

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

extension Notebook {
  /// The rows of a system frame, or nil where there is none of that name.
  func systemTable(_ name: String) throws -> Table? {
    let table: Table? =
      switch name {
      case "history": try history?.historyTable()
      case "timings": try history?.timingsTable()
      case "sessions": try history?.sessionsTable()
      case "cache": try cache?.store.table()
      case "models": modelsTable
      default: nil
      }
    return table ?? SystemFrames.emptyTable(name)
  }

  private var modelsTable: Table {
    let rows = environment.bindings.sorted { $0.key < $1.key }.compactMap { name, binding in
      if case .model(let model as any Model) = binding { Self.row(name, model) } else { nil }
    }
    return Table(schema: SystemFrames.models.schema, rows: rows)
  }

  private static func row(_ name: String, _ model: any Model) -> [Value] {
    [
      .string(name), .string(model.kind.rawValue), .string(model.task.rawValue),
      .string(model.formula.text), .int(model.facts.rows), .int(model.facts.dropped),
      .string(model.facts.engine), .string(model.facts.engineVersion),
    ]
  }
}
