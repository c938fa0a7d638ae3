import Foundation
import SparkConnect
import StoaEngine
import StoaLearning
import StoaPlan

/// Models in files.
///
/// A path with a scheme is the cluster's: the folder `mllib` below it is a model of MLlib's, which
/// others can read too, and `stoa` holds what Stoa knows besides, as the text of `ModelFile`. A
/// path without a scheme is of this machine.
extension SparkEngine {
  public func save(
    _ model: any StoaEngine.Model, to path: String, overwrite: Bool, _ context: ExecutionContext
  ) async throws {
    guard Self.isRemote(path) else {
      return try ModelFile.save(model, to: path, overwrite: overwrite)
    }
    // What was written in part must not be taken for the whole, so it is not begun twice.
    try await ensureSession(context)
    let server = model.server.flatMap { $0.isKept(in: session) ? $0 : nil }
    let text = try StoredModel(model, className: server?.className).text
    let row = Relation.sql("SELECT :model AS value", named: ["model": .string(text)])
    try await perform(context) { [session] options in
      try await session.write(
        row, to: .files(format: "text", path: Self.description(path)),
        mode: overwrite ? .overwrite : .errorIfExists, options: [:], options)
      try await server?.model.save(to: Self.model(path), overwrite: overwrite)
    }
    if server == nil {
      let reason =
        model.server == nil
        ? "\(model.facts.engine) trained the model"
        : "Spark's model went with the session that the server has lost"
      context.onNotice(
        "\(reason), so the folder holds Stoa's form of it alone, and no model of MLlib's")
    }
  }

  public func loadModel(
    _ path: String, _ context: ExecutionContext
  ) async throws -> any StoaEngine.Model {
    guard Self.isRemote(path) else { return try ModelFile.load(path) }
    return try await recovering(context) { try await read(path, context) }
  }

  private func read(
    _ path: String, _ context: ExecutionContext
  ) async throws -> any StoaEngine.Model {
    let table = try await table(
      .read("text", Self.description(path), schema: nil, options: ["wholetext": "true"]), context)
    guard table.rowCount == 1, case .string(let text)? = table.columns.first?[0] else {
      throw EngineError(.input, "the folder \"\(path)\" holds no model of Stoa's")
    }
    let stored = try StoredModel(text: text, path: path)
    guard let className = stored.className else { return try stored.model(path) }
    let loaded = try await perform(context) { [session] _ in
      try await session.loadModel(className, from: Self.model(path))
    }
    return try stored.model(path, held: ServerModel(className: className, loaded, in: session))
  }

  private static func isRemote(_ path: String) -> Bool { path.contains("://") }
  private static func description(_ path: String) -> String { "\(path)/stoa" }
  private static func model(_ path: String) -> String { "\(path)/mllib" }
}
