import SparkConnect
import StoaEngine

extension StoaEngine.Progress {
  /// The stages of a job; the fraction is that of tasks, which is not known while none is planned.
  init(_ progress: OperationProgress) {
    self.init(
      fraction: progress.tasks > 0
        ? Double(progress.completedTasks) / Double(progress.tasks) : nil,
      bytes: progress.bytesRead > 0 ? progress.bytesRead : nil,
      stages: progress.stages.map {
        Stage(
          name: "stage \($0.id)", tasksDone: Int($0.completedTasks), tasks: Int($0.tasks))
      })
  }
}
