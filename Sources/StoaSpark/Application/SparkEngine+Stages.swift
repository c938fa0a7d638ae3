import StoaCluster
import StoaEngine

extension SparkEngine {
  /// How often the application's pages are asked whether they know of a job's end, which they hear
  /// of a little later.
  private static let stageLooks = 20

  /// Adds the stages that an operation has run to its step of the clock, where they are wanted.
  ///
  /// An operation whose answer is there is not failed by its times not being known; that is told.
  func recordStages(_ context: ExecutionContext) async {
    guard context.measuresStages, let clock = context.clock else { return }
    do {
      let application = try await findApplication()
      let jobs = try await endedJobs(of: context.operation, application)
      let wanted = Set(jobs.flatMap(\.stageIds))
      guard !wanted.isEmpty else { return }
      for stage in try await application.stages().reversed()
      where wanted.contains(stage.stageId) && stage.status != "SKIPPED" {
        guard let milliseconds = stage.milliseconds else { continue }
        let tasks = "\(stage.numTasks) \(stage.numTasks == 1 ? "task" : "tasks")"
        clock.record(
          "stage \(stage.stageId)", detail: tasks, in: context.step,
          duration: milliseconds * 1_000_000,
          rows: stage.inputRecords > 0 ? stage.inputRecords : nil,
          bytes: stage.inputBytes > 0 ? stage.inputBytes : nil)
      }
    } catch let error as EngineError {
      context.onNotice("the times of the stages are not known: \(error.message)")
    } catch let error as ClusterError {
      context.onNotice("the times of the stages are not known: \(error.message)")
    } catch {
      context.onNotice("the times of the stages are not known: \(error)")
    }
  }

  private func endedJobs(
    of operation: OperationID, _ application: SparkApplication
  ) async throws -> [ApplicationJob] {
    var jobs: [ApplicationJob] = []
    for _ in 0..<Self.stageLooks {
      jobs = try await application.jobs().filter { job in
        job.jobTags?.contains { $0.hasSuffix(operation.tag) } == true
      }
      if jobs.allSatisfy({ $0.status != "RUNNING" }) { break }
      try await Task.sleep(for: .milliseconds(50))
    }
    return jobs
  }
}
