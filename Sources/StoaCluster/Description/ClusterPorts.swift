import Foundation

/// The ports that a cluster listens on.
public struct ClusterPorts: Codable, Hashable, Sendable {
  /// Spark Connect, for `sc://`.
  public var connect: Int
  /// The pages of the application.
  public var application: Int
  public var master: Int
  public var masterWeb: Int
  public var workers: [Int]
  public var workerWeb: [Int]
  public var nameNode: Int
  /// The pages of the NameNode, WebHDFS among them.
  public var nameNodeWeb: Int
  public var dataNodes: [DataNodePorts]

  public struct DataNodePorts: Codable, Hashable, Sendable {
    public var data: Int
    public var control: Int
    public var web: Int
  }

  /// The pages of YARN's ResourceManager, and what its NodeManagers report to: Hadoop's own.
  static let resourceManagerWeb = 8088

  var all: [Int] {
    [connect, application, master, masterWeb, nameNode, nameNodeWeb] + workers + workerWeb
      + dataNodes.flatMap { [$0.data, $0.control, $0.web] }
  }

  /// Takes the usual ports, or the next ones that are free.
  init(for description: ClusterDescription, choice: inout PortChoice) throws(ClusterError) {
    connect = try choice.next(from: 15002)
    application = try choice.next(from: 4040)
    master = try choice.next(from: 7077)
    masterWeb = try choice.next(from: 8080)
    nameNode = try choice.next(from: 8020)
    nameNodeWeb = try choice.next(from: 9870)
    workers = []
    workerWeb = []
    for _ in description.workers {
      workers.append(try choice.next(from: 7101))
      workerWeb.append(try choice.next(from: 8081))
    }
    dataNodes = []
    for _ in description.dataNodes {
      dataNodes.append(
        DataNodePorts(
          data: try choice.next(from: 9900), control: try choice.next(from: 9930),
          web: try choice.next(from: 9960)))
    }
  }
}

/// Chooses ports, each once.
struct PortChoice {
  /// Those that are spoken for.
  var taken: Set<Int>
  /// Whether nothing listens on a port.
  var isFree: (Int) -> Bool

  private static let span = 400

  mutating func next(from first: Int) throws(ClusterError) -> Int {
    for port in first..<(first + Self.span) where !taken.contains(port) && isFree(port) {
      taken.insert(port)
      return port
    }
    throw ClusterError(
      .state, "all ports from \(first) to \(first + Self.span - 1) are taken",
      hint: "`stoa cluster status` lists the clusters that run")
  }

  /// Whether a daemon on this machine could listen there now.
  static func isFreeHere(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    // As Java does it: what a closed connection leaves behind is no obstacle.
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
