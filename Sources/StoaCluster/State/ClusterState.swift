import Foundation

/// All that is known of a cluster that was started: the file `state.json` in its folder.
public struct ClusterState: Codable, Sendable {
  public enum Phase: String, Codable, Sendable {
    /// Being started, or its start was cut off.
    case starting
    case up
    /// Being taken down, or that was cut off.
    case stopping
  }

  /// The form of the file.
  public private(set) var version = Self.currentVersion
  public var name: String
  public var phase: Phase
  public var created: Date
  /// The mark of this run in the environment of its processes.
  var run: String
  public var description: ClusterDescription
  public var ports: ClusterPorts
  var places: [String: HostPlace]
  var hdfsJars: [String]
  public var daemons: [DaemonRecord] = []
  /// From the beginning until all was ready; nil before.
  public var readySeconds: Double?
  /// The applications that were started, the present one last.
  public var applications: [ApplicationStart] = []

  static let currentVersion = 1

  init(_ layout: ClusterLayout, created: Date = Date()) {
    name = layout.name
    phase = .starting
    self.created = created
    run = layout.run
    description = layout.description
    ports = layout.ports
    places = layout.places
    hdfsJars = layout.hdfsJars
  }

  var layout: ClusterLayout {
    ClusterLayout(
      name: name, run: run, description: description, ports: ports, places: places,
      hdfsJars: hdfsJars)
  }

  /// What a client connects to.
  public var endpoint: String { "sc://\(description.head.address):\(ports.connect)" }
  /// Where Spark and WebHDFS find files; nil where there is no HDFS.
  public var hdfsURL: String? { layout.hdfsURL }
  public var webHDFSURL: String? {
    hdfsURL.map { _ in "http://\(description.head.address):\(ports.nameNodeWeb)/webhdfs/v1" }
  }
  public var applicationURL: String { "http://\(description.head.address):\(ports.application)" }
  public var masterURL: String? {
    description.spark.manager == .standalone
      ? "http://\(description.head.address):\(ports.masterWeb)" : nil
  }

  /// Whether every worker, DataNode and daemon has its host, and its ports.
  var isCoherent: Bool {
    let hosts = Set(description.hosts.map(\.name))
    return !hosts.isEmpty && hosts.isSubset(of: places.keys)
      && hosts.isSuperset(of: description.workers.map(\.host) + description.dataNodes)
      && hosts.isSuperset(of: daemons.map(\.host))
      && ports.workers.count == description.workers.count
      && ports.workerWeb.count == description.workers.count
      && ports.dataNodes.count == description.dataNodes.count
  }

  func daemon(_ role: DaemonRole, _ index: Int = 1) -> DaemonRecord? {
    daemons.last { $0.role == role && $0.index == index }
  }
}
