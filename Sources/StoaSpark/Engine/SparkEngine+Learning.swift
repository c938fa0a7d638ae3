import StoaEngine
import StoaLearning
import StoaPlan

extension SparkEngine {
  public func fit(_ request: FitRequest, _ context: ExecutionContext) async throws -> any Model {
    // A task of its own, so that `cancel` also ends what runs between the queries.
    let training = Task { try await Trainers.fit(request, engine: self, context) }
    let ticket = operations.add(context.operation) { training.cancel() }
    defer { operations.remove(ticket, of: context.operation) }
    return try await withTaskCancellationHandler {
      try await training.value
    } onCancel: {
      training.cancel()
    }
  }

  public func save(
    _ model: any Model, to path: String, overwrite: Bool, _ context: ExecutionContext
  ) async throws {
    try ModelFile.save(model, to: path, overwrite: overwrite)
  }

  public func loadModel(_ path: String, _ context: ExecutionContext) async throws -> any Model {
    try ModelFile.load(path)
  }
}
