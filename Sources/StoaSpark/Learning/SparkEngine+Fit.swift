import SparkConnect
import StoaEngine
import StoaLearning
import StoaPlan
import Synchronization

extension SparkEngine {
  public func fit(_ request: FitRequest, _ context: ExecutionContext) async throws -> any Model {
    let training = Task {
      try await stoppable(context) {
        try await self.recovering(context) { try await self.train(request, context) }
      }
    }
    let deadline = Deadline(context.timeLimit) { training.cancel() }
    defer { deadline.end() }
    do {
      let model = try await withTaskCancellationHandler {
        try await training.value
      } onCancel: {
        training.cancel()
      }
      await recordStages(context)
      return model
    } catch {
      if let limit = deadline.passed {
        throw EngineError(
          .resources,
          "the fit did not end within \(limit.components.seconds) seconds, and was stopped",
          hint: "`:set fit_limit 5h` gives it longer; fewer rows, columns or levels take less")
      }
      throw FitFailure.explained(EngineError(spark: error), request)
    }
  }

  private func train(
    _ request: FitRequest, _ context: ExecutionContext
  ) async throws -> any Model {
    let frame = try TrainingFrame(request)
    let rows = try await materialize(frame.plan, context)
    do {
      let model = try await train(TrainingRows(frame, rows, self, context), context)
      try await release(rows)
      return model
    } catch {
      // The error that stopped the training is the one to tell.
      try? await release(rows)
      throw error
    }
  }

  private func train(
    _ rows: TrainingRows, _ context: ExecutionContext
  ) async throws -> any Model {
    switch rows.frame.request.kind {
    case .linear: return try await linear(rows, context)
    case .logistic: return try await logistic(rows, context)
    case .network: return try await network(rows, context)
    case .tree, .forest, .boosted: return try await trees(rows, context)
    }
  }
}

/// Ends something after a time, and remembers that it did.
private final class Deadline: Sendable {
  private let limit: Duration?
  private let hasPassed = Atomic(false)
  private let timer = Mutex<Task<Void, Never>?>(nil)

  init(_ limit: Duration?, stop: @escaping @Sendable () -> Void) {
    self.limit = limit
    guard let limit else { return }
    let task = Task { [weak self] in
      // The only error of `sleep` is that the task was cancelled, by `end`.
      guard (try? await Task.sleep(for: limit)) != nil else { return }
      self?.hasPassed.store(true, ordering: .releasing)
      stop()
    }
    timer.withLock { $0 = task }
  }

  /// The limit, where it has passed.
  var passed: Duration? { hasPassed.load(ordering: .acquiring) ? limit : nil }

  func end() { timer.withLock { $0 }?.cancel() }
}
