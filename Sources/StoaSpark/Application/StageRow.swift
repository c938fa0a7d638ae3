import Foundation
import StoaPlan

/// The rows of `$stages` for a stage: one for each executor that ran tasks of it.
enum StageRow {
  static func rows(of stage: ApplicationStage, cell: Int64?) -> [[Value]] {
    let tasks = Array((stage.tasks ?? [:]).values)
    guard !tasks.isEmpty else { return [row(stage, cell, executor: nil, host: nil, [])] }
    let groups = Dictionary(grouping: tasks, by: \.executorId)
    return groups.sorted { $0.key < $1.key }.map { executor, own in
      row(stage, cell, executor: executor, host: own.first?.host, own)
    }
  }

  private static func row(
    _ stage: ApplicationStage, _ cell: Int64?, executor: String?, host: String?,
    _ tasks: [ApplicationTask]
  ) -> [Value] {
    let metrics = tasks.compactMap(\.taskMetrics)
    func sum(_ part: (ApplicationTask.Metrics) -> Int64) -> Value {
      .int(metrics.reduce(0) { $0 + part($1) })
    }
    func count(_ locality: String) -> Value {
      .int(Int64(tasks.count { $0.taskLocality == locality }))
    }
    // The pages tell milliseconds.
    let submitted = stage.submitted.map {
      Int64(($0.timeIntervalSince1970 * 1000).rounded()) * 1000
    }
    return [
      .int(stage.stageId), .int(stage.attemptId), cell.map(Value.int) ?? .null,
      .string(stage.status.lowercased()), submitted.map(Value.timestamp) ?? .null,
      stage.milliseconds.map(Value.int) ?? .null, executor.map(Value.string) ?? .null,
      host.map(Value.string) ?? .null, .int(Int64(tasks.count)),
      .int(Int64(tasks.count { $0.status == "FAILED" })),
      count("PROCESS_LOCAL"), count("NODE_LOCAL"), count("RACK_LOCAL"), count("NO_PREF"),
      count("ANY"), sum(\.executorRunTime), sum { $0.executorCpuTime / 1_000_000 },
      sum(\.jvmGcTime), sum(\.inputMetrics.bytesRead), sum(\.inputMetrics.recordsRead),
      sum { $0.shuffleReadMetrics.remoteBytesRead + $0.shuffleReadMetrics.localBytesRead },
      sum(\.shuffleWriteMetrics.bytesWritten), sum(\.diskBytesSpilled),
    ]
  }
}
