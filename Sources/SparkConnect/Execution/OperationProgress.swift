/// How far an operation is, as the server told it last.
public struct OperationProgress: Hashable, Sendable {
  /// A stage of Spark's: tasks that run without exchanging rows.
  public struct Stage: Hashable, Sendable {
    public var id: Int64
    public var tasks: Int64
    public var completedTasks: Int64
    /// Zero until the first task of the stage has ended
    public var bytesRead: Int64
    /// A stage whose rows are there already is skipped, and never done.
    public var isDone: Bool

    public init(id: Int64, tasks: Int64, completedTasks: Int64, bytesRead: Int64, isDone: Bool) {
      self.id = id
      self.tasks = tasks
      self.completedTasks = completedTasks
      self.bytesRead = bytesRead
      self.isDone = isDone
    }
  }

  public var stages: [Stage]
  public var runningTasks: Int64

  public init(stages: [Stage], runningTasks: Int64) {
    self.stages = stages
    self.runningTasks = runningTasks
  }

  public var tasks: Int64 { stages.reduce(0) { $0 + $1.tasks } }
  public var completedTasks: Int64 { stages.reduce(0) { $0 + $1.completedTasks } }
  public var bytesRead: Int64 { stages.reduce(0) { $0 + $1.bytesRead } }
}

extension OperationProgress {
  init(_ progress: WireExecutePlanResponse.ExecutionProgress) {
    self.init(
      stages: progress.stages.map {
        Stage(
          id: $0.stageID, tasks: $0.numTasks, completedTasks: $0.numCompletedTasks,
          bytesRead: $0.inputBytesRead, isDone: $0.done)
      },
      runningTasks: progress.numInflightTasks)
  }
}

/// Watches one operation.
///
/// The server tells progress every two seconds, or as its setting
/// `spark.connect.progress.reportInterval` says; a short operation may tell none.
public struct ProgressMonitor: Sendable {
  /// The latest progress whenever it is asked for; ends with the operation.
  public let updates: AsyncStream<OperationProgress>
  private let continuation: AsyncStream<OperationProgress>.Continuation

  public init() {
    (updates, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  func tell(_ progress: OperationProgress) {
    continuation.yield(progress)
  }

  func finish() {
    continuation.finish()
  }
}
