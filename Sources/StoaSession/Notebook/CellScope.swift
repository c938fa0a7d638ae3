import StoaEngine
import StoaPlan
import Synchronization

/// What belongs to one running cell: its clock, the engine's operations, and whether the user
/// still wants it.
final class CellScope: Sendable {
  let clock: StepClock
  private let number: Int?
  private let onProgress: @Sendable (Progress) -> Void
  /// Whether the steps of the work on a cluster are wanted too.
  private let measuresStages: Bool
  private let state = Mutex(State())

  private struct State {
    var operations: Set<OperationID> = []
    /// How to stop what is no operation of an engine, by number.
    var tasks: [Int: @Sendable () -> Void] = [:]
    var taskCount = 0
    var isCancelled = false
    var isAbandoned = false
    var notices: [String] = []
    var temporaries: [MaterializedFrame] = []
    var waiting: CheckedContinuation<CellReport?, Never>?
  }

  init(
    clock: StepClock, number: Int? = nil, measuresStages: Bool = false,
    onProgress: @escaping @Sendable (Progress) -> Void
  ) {
    self.clock = clock
    self.number = number
    self.measuresStages = measuresStages
    self.onProgress = onProgress
  }

  /// Lets the engine do something, as a measured step that `cancel` can end.
  func perform<Result: Sendable>(
    _ name: String, detail: String = "", in parent: StepClock.StepID?,
    _ body: @Sendable (ExecutionContext) async throws -> Result
  ) async throws -> Result {
    try checkCancellation()
    let step = clock.begin(name, detail: detail, in: parent)
    defer { clock.end(step) }
    return try await perform(within: step, body)
  }

  /// Lets the engine do something within a step that was begun.
  ///
  /// - Parameter keepsPart: what comes back of something that was stopped is kept, as the trees that
  ///   a training had grown.
  func perform<Result: Sendable>(
    within step: StepClock.StepID?, keepsPart: Bool = false,
    _ body: @Sendable (ExecutionContext) async throws -> Result
  ) async throws -> Result {
    try checkCancellation()
    let operation = OperationID()
    state.withLock { _ = $0.operations.insert(operation) }
    defer { state.withLock { _ = $0.operations.remove(operation) } }
    var context = ExecutionContext(
      operation: operation, clock: clock, step: step, onProgress: onProgress,
      onNotice: { [weak self] in self?.note($0) })
    context.cell = number
    context.measuresStages = measuresStages
    let result = try await body(context)
    // A cell that the user gave up must change nothing any more.
    if !keepsPart || isAbandoned { try checkCancellation() }
    return result
  }

  func checkCancellation() throws {
    if state.withLock({ $0.isCancelled }) { throw EngineError(.cancelled, "stopped") }
  }

  /// Does something that is no operation of an engine, as a measured step that `cancel` can end.
  func perform<Result: Sendable>(
    task name: String, detail: String = "", in parent: StepClock.StepID?,
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try checkCancellation()
    let step = clock.begin(name, detail: detail, in: parent)
    defer { clock.end(step) }
    let work = Task { try await body() }
    let number = state.withLock { state in
      state.taskCount += 1
      state.tasks[state.taskCount] = { work.cancel() }
      return state.taskCount
    }
    defer { state.withLock { _ = $0.tasks.removeValue(forKey: number) } }
    let result = try await work.value
    try checkCancellation()
    return result
  }

  /// Marks the cell as cancelled and gives what is to be stopped.
  func cancel() -> (operations: Set<OperationID>, tasks: [@Sendable () -> Void]) {
    state.withLock { state in
      state.isCancelled = true
      return (state.operations, Array(state.tasks.values))
    }
  }

  var isAbandoned: Bool { state.withLock { $0.isAbandoned } }

  /// Keeps a sentence for the user until the next output.
  func note(_ notice: String) {
    state.withLock { $0.notices.append(notice) }
  }

  func takeNotices() -> [String] {
    state.withLock { state in
      defer { state.notices = [] }
      return state.notices
    }
  }

  /// Keeps in mind a frame that nothing may need after the cell.
  func addTemporary(_ frame: MaterializedFrame) {
    state.withLock { $0.temporaries.append(frame) }
  }

  var temporaries: [MaterializedFrame] { state.withLock { $0.temporaries } }
}

extension CellScope {
  /// Waits for the cell's work, or for `abandon`, which gives nil.
  func wait(for work: Task<CellReport, Never>) async -> CellReport? {
    await withCheckedContinuation { continuation in
      state.withLock { $0.waiting = continuation }
      Task { self.finish(with: await work.value) }
    }
  }

  /// Stops waiting for what does not stop when it is told to.
  func abandon() {
    state.withLock { state in
      state.isCancelled = true
      state.isAbandoned = true
    }
    finish(with: nil)
  }

  private func finish(with report: CellReport?) {
    let waiting = state.withLock { state in
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume(returning: report)
  }
}
