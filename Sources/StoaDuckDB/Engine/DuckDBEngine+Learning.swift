import StoaEngine
import StoaLearning
import StoaPlan

extension DuckDBEngine {
  public func fit(_ request: FitRequest, _ context: ExecutionContext) async throws -> any Model {
    try await Trainers.fit(request, engine: self, context)
  }

  public func save(
    _ model: any Model, to path: String, overwrite: Bool, _ context: ExecutionContext
  ) async throws {
    try ModelFile.save(model, to: FileResolver.expanded(path), overwrite: overwrite)
  }

  public func loadModel(_ path: String, _ context: ExecutionContext) async throws -> any Model {
    try ModelFile.load(FileResolver.expanded(path))
  }
}
