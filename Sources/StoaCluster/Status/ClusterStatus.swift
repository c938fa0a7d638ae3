import Foundation

/// How a cluster is, at one moment.
public struct ClusterStatus: Codable, Sendable {
  /// A daemon and whether its process runs.
  public struct Daemon: Codable, Hashable, Sendable {
    public var title: String
    public var host: String
    public var pid: Int
    public var isRunning: Bool
    public var wasKilled: Bool
    public var readySeconds: Double?
  }

  /// A machine's share, as the master or YARN sees it, or HDFS for a DataNode.
  public struct Node: Codable, Hashable, Sendable {
    public var title: String
    public var host: String
    /// `alive` or `dead`, as its master has it: some seconds late.
    public var isAlive: Bool
    public var cores: Int?
    public var coresUsed: Int?
    /// MiB.
    public var memory: Int?
    public var memoryUsed: Int?
  }

  public var name: String
  public var phase: ClusterState.Phase
  public var endpoint: String
  public var hdfsURL: String?
  public var webHDFSURL: String?
  public var daemons: [Daemon]
  public var nodes: [Node]
  /// Without the driver; in a cluster of one process, the driver alone.
  public var executors: [ExecutorPage]
  public var hdfs: NameSystemPage?
  public var applications: [ApplicationStart]
  /// What could not be asked, and why.
  public var problems: [String]

  /// Whether all that was started runs and answers.
  public var isWell: Bool {
    problems.isEmpty && phase == .up && daemons.allSatisfy(\.isRunning)
      && nodes.allSatisfy(\.isAlive)
  }

  /// One JSON object with a stable order of keys.
  public func json() throws -> String {
    String(decoding: try JSONEncoder.ofState.encode(self), as: UTF8.self)
  }
}
