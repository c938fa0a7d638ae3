import ArgumentParser
import Foundation
import StoaCluster

extension MemorySize: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

/// `stoa cluster up`: starts a cluster, and returns when it is ready.
struct ClusterUp: ClusterAction {
  static let configuration = CommandConfiguration(
    commandName: "up", abstract: "Start a cluster, and wait until it is ready.",
    discussion: """
      Spark, and the parts of HDFS where they are asked for, are fetched once into the cache \
      folder. Everything listens on 127.0.0.1, on the usual ports or the next free ones. With \
      --config the boards of a cluster.toml are started over ssh; docs/cluster.md has the keys. \
      What is printed on standard output is where to connect to.
      """)

  @OptionGroup var target: ClusterName

  @Option(
    help: "How many workers (3); 0 is one process without a master, which starts soonest.")
  var workers: Int?

  @Option(help: "Cores of each worker, or of the one process (1).")
  var cores: Int?

  @Option(help: "Memory of each worker, or the heap of the one process: 1g, 1536m.")
  var memory: MemorySize?

  @Option(help: ArgumentHelp("Start HDFS with so many DataNodes.", valueName: "n"))
  var hdfs: Int?

  @Option(help: "How many DataNodes keep each block; 2 where there are as many.")
  var replication: Int?

  @Option(help: ArgumentHelp("Start boards in place of this machine.", valueName: "cluster.toml"))
  var config: String?

  @Option(help: "Who shares out the boards: standalone or yarn.")
  var master: String?

  @Option(help: ArgumentHelp("What clients must send as a bearer token.", valueName: "token"))
  var token: String?

  @Flag(help: "Print the endpoints as JSON.")
  var json = false

  func validate() throws {
    if replication != nil && hdfs ?? 0 == 0 {
      throw ValidationError("--replication is for --hdfs")
    }
    let isHere = [workers, cores, hdfs].contains { $0 != nil } || memory != nil
    if config != nil && isHere {
      throw ValidationError(
        "--workers, --cores, --memory and --hdfs are for this machine; --config has the boards")
    }
    if config == nil && master != nil { throw ValidationError("--master is for --config") }
  }

  func perform(_ tell: @escaping @Sendable (String) -> Void) async throws -> ClusterOutcome {
    let endpoints = ClusterEndpoints(try await target.cluster(tell).up(try description()))
    return ClusterOutcome(text: json ? try endpoints.json() : endpoints.text())
  }

  private func description() throws -> ClusterDescription {
    if let config {
      return try ClusterFile(contentsOf: config).description(
        path: config, master: master, token: token)
    }
    let workers = workers ?? 3
    let dataNodes = hdfs ?? 0
    return try .local(
      workers: workers, cores: cores ?? 1,
      memory: memory ?? MemorySize(mebibytes: workers == 0 ? 2048 : 1024),
      sparkHome: SparkPackage.home().path, dataNodes: dataNodes,
      replication: replication ?? min(2, max(dataNodes, 1)), token: token)
  }
}
