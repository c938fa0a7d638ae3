import Foundation

/// What the application says of an executor, the driver included.
struct ApplicationExecutor: Decodable, Sendable {
  var id: String
  var hostPort: String
  var isActive: Bool
  var totalCores: Int64
  var activeTasks: Int64
  var completedTasks: Int64
  var failedTasks: Int64
  /// Milliseconds
  var totalDuration: Int64
  var totalGCTime: Int64
  var totalInputBytes: Int64
  var totalShuffleRead: Int64
  var totalShuffleWrite: Int64
  var maxMemory: Int64
  var memoryUsed: Int64

  var host: String { hostPort.split(separator: ":").first.map(String.init) ?? hostPort }
}

/// What the application says of a stage.
struct ApplicationStage: Decodable, Sendable {
  var stageId: Int64
  var attemptId: Int64
  var status: String
  var numTasks: Int64
  var submissionTime: String?
  var completionTime: String?
  var inputBytes: Int64
  var outputBytes: Int64
  var inputRecords: Int64
  /// By their ids; where they were asked for.
  var tasks: [String: ApplicationTask]?

  var submitted: Date? { submissionTime.flatMap(ApplicationTime.date) }

  /// From its beginning to its end; nil while it runs, and where it was skipped.
  var milliseconds: Int64? {
    guard let submitted, let ended = completionTime.flatMap(ApplicationTime.date) else {
      return nil
    }
    return Int64((ended.timeIntervalSince(submitted) * 1000).rounded())
  }
}

/// A task of a stage.
struct ApplicationTask: Decodable, Sendable {
  var executorId: String
  var host: String
  var status: String
  var taskLocality: String
  var taskMetrics: Metrics?

  struct Metrics: Decodable, Sendable {
    /// Milliseconds
    var executorRunTime: Int64
    /// Nanoseconds
    var executorCpuTime: Int64
    var jvmGcTime: Int64
    var diskBytesSpilled: Int64
    var inputMetrics: Input
    var shuffleReadMetrics: ShuffleRead
    var shuffleWriteMetrics: ShuffleWrite
  }

  struct Input: Decodable, Sendable {
    var bytesRead: Int64
    var recordsRead: Int64
  }

  struct ShuffleRead: Decodable, Sendable {
    var remoteBytesRead: Int64
    var localBytesRead: Int64
  }

  struct ShuffleWrite: Decodable, Sendable {
    var bytesWritten: Int64
  }
}

/// What the application says of a job: the tags of who asked for it, and its stages.
struct ApplicationJob: Decodable, Sendable {
  var jobId: Int64
  var status: String
  var jobTags: [String]?
  var stageIds: [Int64]
}

/// The times of the pages, as `2026-11-27T11:08:36.512GMT`
enum ApplicationTime {
  static func date(_ text: String) -> Date? {
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    return try? style.parse(text.replacing("GMT", with: "Z"))
  }
}
