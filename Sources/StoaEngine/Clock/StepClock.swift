import Synchronization

/// Measures the steps of one cell: monotonic, nested, from any thread.
public final class StepClock: Sendable {
  /// A step that was begun.
  public struct StepID: Hashable, Sendable {
    let index: Int
  }

  /// One measured step; times are nanoseconds since the clock was made.
  public struct Step: Hashable, Sendable {
    /// `parse`, `bind`, `execute`, or an operator of the engine.
    public var name: String
    /// What the step was about: a frame's name, a file, an operator's text.
    public var detail: String
    /// The position of the enclosing step in `steps`.
    public var parent: Int?
    public var start: Int64
    /// Nil while it runs.
    public var duration: Int64?
    public var rows: Int64?
    public var bytes: Int64?
    /// Whether the answer came out of the cache, so that this is no measurement of the work.
    public var cached: Bool
  }

  private let origin: ContinuousClock.Instant
  private let now: @Sendable () -> ContinuousClock.Instant
  private let state = Mutex<[Step]>([])

  /// Makes a clock; tests give it a time of their own.
  public init(now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now }) {
    self.now = now
    origin = now()
  }

  /// All steps in the order in which they began.
  public var steps: [Step] { state.withLock { $0 } }

  /// Begins a step; end it with `end`.
  public func begin(_ name: String, detail: String = "", in parent: StepID? = nil) -> StepID {
    let start = elapsed
    return state.withLock { steps in
      steps.append(
        Step(
          name: name, detail: detail, parent: parent?.index, start: start, duration: nil,
          rows: nil, bytes: nil, cached: false))
      return StepID(index: steps.count - 1)
    }
  }

  public func end(
    _ id: StepID, rows: Int64? = nil, bytes: Int64? = nil, cached: Bool = false
  ) {
    let end = elapsed
    state.withLock { steps in
      steps[id.index].duration = end - steps[id.index].start
      if let rows { steps[id.index].rows = rows }
      if let bytes { steps[id.index].bytes = bytes }
      steps[id.index].cached = cached
    }
  }

  /// Adds a step that somebody else measured, such as an operator of the engine.
  @discardableResult
  public func record(
    _ name: String, detail: String = "", in parent: StepID?, duration: Int64, rows: Int64? = nil,
    bytes: Int64? = nil
  ) -> StepID {
    state.withLock { steps in
      let start = parent.map { steps[$0.index].start } ?? 0
      steps.append(
        Step(
          name: name, detail: detail, parent: parent?.index, start: start, duration: duration,
          rows: rows, bytes: bytes, cached: false))
      return StepID(index: steps.count - 1)
    }
  }

  /// Measures a body as one step.
  public func measure<Result>(
    _ name: String, detail: String = "", in parent: StepID? = nil,
    _ body: (StepID) throws -> Result
  ) rethrows -> Result {
    let id = begin(name, detail: detail, in: parent)
    defer { end(id) }
    return try body(id)
  }

  /// Nanoseconds since the clock was made.
  public var elapsed: Int64 {
    let (seconds, attoseconds) = origin.duration(to: now()).components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
