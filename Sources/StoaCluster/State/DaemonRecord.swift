/// What a daemon does.
public enum DaemonRole: String, Codable, Sendable, CaseIterable {
  case connect
  case master
  case worker
  case resourcemanager
  case nodemanager
  case namenode
  case datanode

  /// Whether a cluster may have several.
  var isNumbered: Bool { self == .worker || self == .datanode || self == .nodemanager }
}

/// A daemon that was started, and what became of it.
public struct DaemonRecord: Codable, Hashable, Sendable {
  public var role: DaemonRole
  /// From 1.
  public var index: Int
  public var host: String
  public var process: ProcessIdentity
  public var log: String
  /// From its launch until it was ready; nil before.
  public var readySeconds: Double?
  /// Whether it was killed on request.
  public var wasKilled: Bool

  /// `worker 2`; `master`.
  public var title: String { role.isNumbered ? "\(role.rawValue) \(index)" : role.rawValue }
}

/// One start of an application: what the paper calls the start-up overhead.
public struct ApplicationStart: Codable, Hashable, Sendable {
  public var executors: ExecutorShape
  /// From the launch until the server answers.
  public var serverSeconds: Double
  /// From then until all executors are there.
  public var executorSeconds: Double

  public var seconds: Double { serverSeconds + executorSeconds }
}
