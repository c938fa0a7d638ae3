import Foundation
import StoaEngine
import StoaLanguage

/// One thing that a cell shows; a renderer makes text of it.
public enum CellOutput: Hashable, Sendable {
  case table(ResultTable)
  case model(ModelSummary)
  case explanation(ExplanationReport)
  case profile(ProfileReport)
  case benchmark(BenchmarkReport)
  /// The steps of a cell, where `:timing` asks for them.
  case timing(TimingReport)
  case written(WriteReport)
  /// What the user should know beside the answer, as one sentence.
  case notice(String)
  /// Text that stands as it is, such as help.
  case text(String)
  case failure(CellFailure)

  /// Whether a session file records it: what would differ from run to run is left out.
  public var isRecorded: Bool {
    switch self {
    case .table, .model, .explanation, .written, .text, .failure: true
    case .profile, .benchmark, .timing, .notice: false
    }
  }
}

/// The first rows of a frame.
public struct ResultTable: Hashable, Sendable {
  /// The rows that were fetched.
  public var table: Table
  /// The number of rows of the whole frame, where it is known.
  public var totalRows: Int64?
  /// Since when the answer is in the cache, where it came from there.
  public var cachedSince: Date?
  /// How long the answer took; nil where it came from the cache and so was not measured.
  public var duration: Duration?

  /// Whether `table` is the whole frame.
  public var isComplete: Bool { totalRows == Int64(table.rowCount) }

  public init(
    table: Table, totalRows: Int64?, cachedSince: Date? = nil, duration: Duration? = nil
  ) {
    self.table = table
    self.totalRows = totalRows
    self.cachedSince = cachedSince
    self.duration = duration
  }
}

/// What `explain` shows.
public struct ExplanationReport: Hashable, Sendable {
  /// The logical plan, one operator a line.
  public var logical: String
  public var engine: Explanation
  /// Why the result cache does not keep the answer; empty where it does.
  public var volatility: [String]

  public init(logical: String, engine: Explanation, volatility: [String]) {
    self.logical = logical
    self.engine = engine
    self.volatility = volatility
  }
}

/// What `profile` shows: every stage with its rows and its part of the time.
public struct ProfileReport: Hashable, Sendable {
  public struct Stage: Hashable, Sendable {
    /// The stage as the program writes it.
    public var text: String
    /// The rows that leave it.
    public var rows: Int64
    /// The time of the pipeline up to and with this stage.
    public var upToHere: Duration
    /// What the stage adds to the prefix before it; zero where the longer prefix ran faster.
    public var time: Duration
    /// `time` as a share of the sum of all stages, between 0 and 1.
    public var share: Double

    public init(text: String, rows: Int64, upToHere: Duration, time: Duration, share: Double) {
      self.text = text
      self.rows = rows
      self.upToHere = upToHere
      self.time = time
      self.share = share
    }
  }

  public var stages: [Stage]

  public init(stages: [Stage]) {
    self.stages = stages
  }
}

/// What `:bench` shows.
public struct BenchmarkReport: Hashable, Sendable {
  /// The pipeline as the program writes it.
  public var text: String
  /// The first run, which may read what later runs find in memory.
  public var cold: Duration
  /// The runs after the first, in order.
  public var warm: [Duration]
  public var rows: Int64

  public init(text: String, cold: Duration, warm: [Duration], rows: Int64) {
    self.text = text
    self.cold = cold
    self.warm = warm
    self.rows = rows
  }
}

/// The steps of one cell.
public struct TimingReport: Hashable, Sendable {
  public enum Detail: String, Hashable, Sendable {
    /// The total alone.
    case cells
    /// Every step.
    case steps
  }

  public var cell: Int
  public var detail: Detail
  public var steps: [StepClock.Step]
  public var total: Duration

  public init(cell: Int, detail: Detail, steps: [StepClock.Step], total: Duration) {
    self.cell = cell
    self.detail = detail
    self.steps = steps
    self.total = total
  }
}

/// Why a cell stopped.
public struct CellFailure: Error, Hashable, Sendable {
  /// The text that the spans of the diagnostics point into.
  public var source: String
  public var diagnostics: [Diagnostic]
  /// What the engine could not do, where the engine stopped the cell.
  public var engineError: EngineError?

  public init(source: String, diagnostics: [Diagnostic], engineError: EngineError? = nil) {
    self.source = source
    self.diagnostics = diagnostics
    self.engineError = engineError
  }

  /// Whether the user stopped it.
  public var isCancellation: Bool { engineError?.kind == .cancelled }
}
