import Foundation
import StoaEngine
import StoaPlan

/// What became of a session file that was replayed.
public struct ReplayReport: Sendable {
  /// The width at which output blocks are recorded, in terminal cells.
  public static let width = 100

  public var path: String
  public var engine: String
  public var engineVersion: String
  public var started: Date
  public var duration: Duration
  public var cells: [ReplayedCell]

  init(path: String, engine: any Engine) {
    self.path = path
    self.engine = engine.name
    engineVersion = engine.version
    started = Date()
    duration = .zero
    cells = []
  }

  /// The cell that stopped the replay, if one did.
  public var stopped: ReplayedCell? { cells.last.flatMap { $0.stops ? $0 : nil } }

  /// Whether no cell stopped it and nothing differs from what was recorded.
  public var isOK: Bool { stopped == nil && cells.allSatisfy { $0.differences.isEmpty } }

  /// What each block printed, for `SessionFile.accepting`; nil keeps what is recorded.
  ///
  /// A block whose recorded text still agrees keeps it as it is, with its wildcards.
  public func accepted(for file: SessionFile) -> [String?] {
    file.blocks.indices.map { index in
      guard let cell = cells.first(where: { $0.block == index }) else { return nil }
      let isRecorded = file.blocks[index].recorded != nil
      return isRecorded && cell.differences.isEmpty ? nil : cell.printed
    }
  }

  /// The measured steps as a table: every statement with its rows and its time.
  public func stepTable(startUp: Duration) -> Table {
    let schema = Schema([
      Field("cell", .int), Field("step", .string), Field("rows", .int), Field("ms", .float),
    ])
    let first: [Value] = [.null, .string("start-up"), .null, Self.rounded(startUp)]
    let rows = cells.flatMap { cell in
      cell.report.statements.filter { ($0.duration ?? 0) > 0 && $0.isWork }.map { step -> [Value] in
        let steps = cell.report.steps
        let inside = steps.filter { $0.parent.map { steps[$0] == step } ?? false }
        let rows = inside.compactMap(\.rows).last
        return [
          .int(Int64(cell.report.number)), .string(step.detail),
          rows.map(Value.int) ?? .null,
          Self.rounded(.nanoseconds(step.duration ?? 0)),
        ]
      }
    }
    return Table(schema: schema, rows: [first] + rows)
  }

  /// A time in milliseconds, to a hundredth of one.
  private static func rounded(_ duration: Duration) -> Value {
    .float((duration.milliseconds * 100).rounded() / 100)
  }
}

extension StepClock.Step {
  /// Whether a statement computes something: a param and a command are no steps of the work.
  fileprivate var isWork: Bool { !detail.hasPrefix(":") && !detail.hasPrefix("param ") }
}

/// A cell of a replay.
public struct ReplayedCell: Sendable {
  public var report: CellReport
  /// The position of its block in the file.
  var block: Int
  /// The line of the file where its text begins, from 1.
  public var line: Int
  public var heading: String?
  /// What an output block after it would hold.
  public var printed: String
  /// Whether the block is marked `fails`.
  public var mayFail: Bool
  /// What differs from the recorded output, with lines of the file; empty where nothing was
  /// compared.
  public var differences: [OutputComparer.Difference] = []

  /// Whether it ends the replay: by an error, or because the error it is there for did not come.
  public var stops: Bool { (report.failure == nil) == mayFail || report.outcome == .cancelled }

  /// The line of the file that a failure points to.
  public var failureLine: Int {
    guard let failure = report.failure, failure.source == report.source,
      let span = failure.diagnostics.first?.span
    else { return line }
    return line + failure.source.lineBreaks(in: 0..<span.lower)
  }
}

extension Duration {
  public var milliseconds: Double { Double(nanoseconds) / 1_000_000 }
}
