import Foundation

/// The identity of one running operation, made by the client, by which it is cancelled.
public struct OperationID: Hashable, Sendable {
  public let uuid: UUID

  public init() { uuid = UUID() }
}

/// How far an operation is.
public struct Progress: Hashable, Sendable {
  /// One stage of the work; an embedded engine has one.
  public struct Stage: Hashable, Sendable {
    public var name: String
    public var tasksDone: Int
    public var tasks: Int
    /// What its tasks are, as `rounds` of a training.
    public var unit: String

    public init(name: String, tasksDone: Int, tasks: Int, unit: String = "tasks") {
      self.unit = unit
      self.name = name
      self.tasksDone = tasksDone
      self.tasks = tasks
    }
  }

  /// Between 0 and 1; nil where it is not known.
  public var fraction: Double?
  public var rows: Int64?
  public var bytes: Int64?
  public var stages: [Stage]
  /// How well a training fits so far.
  public var loss: Double?

  public init(
    fraction: Double? = nil, rows: Int64? = nil, bytes: Int64? = nil, stages: [Stage] = [],
    loss: Double? = nil
  ) {
    self.loss = loss
    self.fraction = fraction
    self.rows = rows
    self.bytes = bytes
    self.stages = stages
  }
}

/// What a running operation is given: its identity, the clock, and where to tell what happens.
public struct ExecutionContext: Sendable {
  public var operation: OperationID
  /// The clock of the cell; the engine adds its own steps below `step`.
  public var clock: StepClock?
  public var step: StepClock.StepID?
  /// The number of the cell that asks, by which a cluster's pages can be read.
  public var cell: Int?
  /// Whether the steps of the work on a cluster are wanted too, which must be asked for.
  public var measuresStages = false
  /// After how long a fit on a cluster is stopped; nil where it may take any time.
  public var timeLimit: Duration?
  /// How many bytes a training in this process may take; nil where nobody counts them.
  public var trainingBudget: Int64?
  /// Called from any thread, as often as the engine likes.
  public var onProgress: @Sendable (Progress) -> Void
  /// Called with what the user should know, such as values that were set to null.
  public var onNotice: @Sendable (String) -> Void

  public init(
    operation: OperationID = OperationID(), clock: StepClock? = nil,
    step: StepClock.StepID? = nil, onProgress: @escaping @Sendable (Progress) -> Void = { _ in },
    onNotice: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.operation = operation
    self.clock = clock
    self.step = step
    self.onProgress = onProgress
    self.onNotice = onNotice
  }
}
