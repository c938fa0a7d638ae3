import Foundation

/// One run of the shell, or of a session file.
public struct SessionRecord: Hashable, Sendable {
  public var id: UUID
  /// Microseconds since 1970, in UTC
  public var started: Int64
  /// Microseconds since 1970, in UTC; nil while it runs, or where it was killed.
  public var ended: Int64?
  public var host: String
  /// The version of Stoa.
  public var version: String
  public var pid: Int
  /// The engine that the session began with.
  public var engine: String

  public init(
    id: UUID = UUID(), started: Int64 = WallClock.now(), ended: Int64? = nil, host: String,
    version: String, pid: Int, engine: String
  ) {
    self.id = id
    self.started = started
    self.ended = ended
    self.host = host
    self.version = version
    self.pid = pid
    self.engine = engine
  }
}

/// The time of day, as the stores keep it.
public enum WallClock {
  /// Microseconds since 1970, in UTC
  public static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
