import StoaEngine
import StoaLearning
import StoaPlan

extension DuckDBEngine {
  public func fit(_ request: FitRequest, _ context: ExecutionContext) async throws -> any Model {
    var context = context
    // The other half is for the queries that give the rows, and for kept frames.
    context.trainingBudget = memoryBudget / 2
    let budgeted = context
    // A task of its own, so that `cancel` also ends what runs between the queries.
    let training = Task { try await Trainers.fit(request, engine: self, budgeted) }
    trainings.withLock { $0[context.operation] = { training.cancel() } }
    defer { trainings.withLock { $0[context.operation] = nil } }
    return try await withTaskCancellationHandler {
      try await training.value
    } onCancel: {
      training.cancel()
    }
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
