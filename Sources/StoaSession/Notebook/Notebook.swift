import Foundation
import StoaEngine
import StoaLanguage
import StoaPlan
import StoaStore

/// One session: numbered cells, the names that they bind, and what they showed.
///
/// Cells run one after the other; `cancel` and `abandon` may be called while one runs.
public actor Notebook {
  public nonisolated let engine: EngineRouter
  public nonisolated let session: SessionRecord
  nonisolated let history: HistoryStore?
  nonisolated let cache: ResultCache?
  nonisolated let schemas = SchemaMemo()
  nonisolated let onProgress: @Sendable (StoaEngine.Progress) -> Void

  public internal(set) var settings: Settings
  var environment = Environment()
  var kept = KeptFrames()
  /// Values of params that stand in place of those of the program, as text.
  var overrides: [String: String]
  /// Commands that the program around the session carries out, by name.
  let services: [String: CommandService]
  /// The cells so far: their numbers and texts.
  var sources: [(number: Int, source: String)] = []
  /// What cells computed, by the canonical form of its plan.
  var measured: [String: MeasuredFrame] = [:]
  /// What each cell took from elsewhere, by its number.
  var dependencies: [Int: CellDependencies] = [:]
  /// The stale cells of which the person was told.
  var toldStale: Set<Int> = []
  /// The last error, for `:why`.
  var lastFailure: CellFailure?
  private var cellCount = 0
  private var running: CellScope?

  /// What a running statement must know of its cell.
  struct CellState: Sendable {
    var number: Int
    /// The cell whose text runs: another one where `:rerun stale` runs it again.
    var place: Int
    var scope: CellScope
    /// The text that the spans point into.
    var source: String
    var request: CellRequest
    var display: @Sendable (CellOutput) -> Void
    var outputs: [CellOutput] = []
    /// The step of the statement that runs.
    var statement: StepClock.StepID?
    var isQuit = false
    /// Whether the cell takes something out of the history, and so must not be in it itself.
    var isForgetting = false
    /// How many commands that run other text stand around it.
    var depth = 0
  }

  /// Begins a session; without a history nothing is recorded, without a cache every answer is
  /// computed.
  ///
  /// - Parameter services: commands that the program around the session carries out, by name.
  public init(
    engine: any Engine, history: HistoryStore?, cache: CacheStore?,
    settings: Settings = Settings(), overrides: [String: String] = [:],
    services: [String: CommandService] = [:],
    onProgress: @escaping @Sendable (StoaEngine.Progress) -> Void = { _ in }
  ) {
    self.engine = engine as? EngineRouter ?? EngineRouter(EngineConnection(engine))
    self.services = services
    self.history = history
    self.cache = cache.map(ResultCache.init)
    self.settings = settings
    self.overrides = overrides
    self.onProgress = onProgress
    session = SessionRecord(
      host: ProcessInfo.processInfo.hostName, version: StoaVersion.current,
      pid: Int(ProcessInfo.processInfo.processIdentifier), engine: engine.name)
    history?.beginSession(session)
  }

  /// Ends the session: what waits is written, and the engine lets go of what it holds.
  public func close() async {
    history?.endSession(session)
    cache?.store.close()
    await engine.close()
  }

  /// The number that the next cell will have.
  public var nextNumber: Int { cellCount + 1 }

  /// The names that stand for something, for completion.
  public var names: [String] { environment.names }

  /// What a name stands for.
  public func binding(named name: String) -> Binding? { environment.binding(named: name) }

  /// Changes a setting; throws `SettingError`.
  public func set(_ name: String, to text: String) throws {
    try settings.set(name, to: text)
  }

  /// What the user should know of the history's file, once each time that it changes.
  public nonisolated func takeStoreNotice() -> StoreNotice? { history?.takeNotice() }
}

extension Notebook {
  /// Runs a text as the next cell; each output is displayed as soon as it is there.
  public func run(
    _ request: CellRequest, display: @escaping @Sendable (CellOutput) -> Void = { _ in }
  ) async -> CellReport {
    cellCount += 1
    let number = cellCount
    let clock = StepClock()
    let scope = CellScope(
      clock: clock, number: number, measuresStages: settings.isStepMode, onProgress: onProgress)
    running = scope
    let cell = CellState(
      number: number, place: number, scope: scope, source: request.source, request: request,
      display: display)
    let started = WallClock.now()
    let work = Task { await self.work(cell) }
    var report: CellReport
    if let finished = await scope.wait(for: work) {
      report = finished
    } else {
      report = abandonedReport(cell)
      display(.failure(report.failure ?? CellFailure(source: cell.source, diagnostics: [])))
    }
    running = nil
    if !report.isForgetting { record(report, started: started, clock: clock) }
    report.steps = clock.steps
    report.duration = .nanoseconds(clock.elapsed)
    return report
  }

  /// Stops what runs; the cell ends as cancelled and the session stays usable.
  public func cancel() async {
    guard let running else { return }
    await stop(running)
  }

  /// Stops waiting for what runs, where it does not end when it is cancelled.
  public func abandon() async {
    guard let running else { return }
    running.abandon()
    await stop(running)
  }

  private func stop(_ scope: CellScope) async {
    let running = scope.cancel()
    for task in running.tasks { task() }
    for operation in running.operations { await engine.cancel(operation) }
  }

  private func work(_ start: CellState) async -> CellReport {
    var cell = start
    let clock = cell.scope.clock
    if let read = cell.request.readDuration {
      clock.record("read", in: nil, duration: read.nanoseconds)
    }
    var failure: CellFailure?
    do {
      try await runProgram(&cell)
    } catch {
      failure = CellFailure(
        error, source: cell.source, span: SourceSpan(0, cell.source.utf8.count))
    }
    await releaseUnused(cell)
    showNotices(&cell)
    if let failure {
      lastFailure = failure
      emit(.failure(failure), &cell)
    }
    showTiming(&cell)
    if !cell.scope.isAbandoned, !cell.isForgetting, !cell.request.isPrivate {
      sources.append((cell.number, cell.request.source))
    }
    return CellReport(
      number: cell.number, source: cell.request.source, outputs: cell.outputs, failure: failure,
      steps: clock.steps, duration: .nanoseconds(clock.elapsed), isQuit: cell.isQuit,
      isForgetting: cell.isForgetting)
  }

  private func abandonedReport(_ cell: CellState) -> CellReport {
    let error = EngineError(
      .cancelled, "abandoned", hint: "the engine may still be busy with it for a while")
    return CellReport(
      number: cell.number, source: cell.request.source, outputs: [],
      failure: CellFailure(
        error, source: cell.source, span: SourceSpan(0, cell.source.utf8.count)),
      steps: [], duration: .zero)
  }

  private func record(_ report: CellReport, started: Int64, clock: StepClock) {
    guard let history else { return }
    let rows = report.outputs.last(where: \.isTable).flatMap { output -> Int64? in
      if case .table(let result) = output { result.totalRows } else { nil }
    }
    history.record(
      CellRecord(
        session: session.id, number: report.number, started: started, source: report.source,
        engine: engine.name, outcome: report.outcome,
        error: report.failure?.diagnostics.first?.message, duration: clock.elapsed, rows: rows,
        cached: report.isCached),
      clock: clock)
  }
}

extension CellReport {
  /// How the history keeps it.
  public var outcome: CellRecord.Outcome {
    guard let failure else { return .ok }
    return failure.isCancellation ? .cancelled : .error
  }
}

extension CellOutput {
  var isTable: Bool { if case .table = self { true } else { false } }
}
