import Foundation

/// One cell of a session as the history keeps it.
public struct CellRecord: Hashable, Sendable {
  public enum Outcome: String, Hashable, Sendable, CaseIterable {
    case ok, error, cancelled
  }

  public var session: UUID
  /// The number of the cell in its session, from 1.
  public var number: Int
  /// Microseconds since 1970, in UTC
  public var started: Int64
  /// The text as it was typed, with secrets masked.
  public var source: String
  public var engine: String
  public var outcome: Outcome
  public var error: String?
  /// Nanoseconds
  public var duration: Int64
  /// The rows of the result, where it has rows.
  public var rows: Int64?
  /// Whether the answer came out of the cache.
  public var cached: Bool

  public init(
    session: UUID, number: Int, started: Int64, source: String, engine: String,
    outcome: Outcome = .ok, error: String? = nil, duration: Int64, rows: Int64? = nil,
    cached: Bool = false
  ) {
    self.session = session
    self.number = number
    self.started = started
    self.source = source
    self.engine = engine
    self.outcome = outcome
    self.error = error
    self.duration = duration
    self.rows = rows
    self.cached = cached
  }
}
