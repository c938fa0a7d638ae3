import Foundation

extension ClusterFile {
  /// The cluster that the file describes.
  ///
  /// - Parameters:
  ///   - path: how messages name the file.
  ///   - master: `standalone` or `yarn`, in place of what the file says.
  /// - Throws: ``ClusterError`` where a name is missing or given twice, or it could not work.
  public func description(
    path: String, master: String? = nil, token: String? = nil
  ) throws(ClusterError) -> ClusterDescription {
    let ordered = try orderedHosts(path)
    let hosts = ordered.map { board in
      ClusterHost(
        name: board.name,
        ssh: SSHAddress(
          address: board.address ?? board.name, user: board.user ?? ssh?.user,
          port: board.port ?? ssh?.port, identity: ssh?.identity.map(Self.absolute),
          configuration: ssh?.config.map(Self.absolute)),
        folder: folder)
    }
    let working = host.filter { $0.worker ?? true }
    guard !working.isEmpty else {
      throw ClusterError(.invalid, "\(path): no board is a worker")
    }
    let workers = working.map { board in
      WorkerNode(
        host: board.name, cores: board.cores ?? cores ?? 3,
        memory: board.memory ?? memory ?? MemorySize(mebibytes: 1536 + 384))
    }
    let description = ClusterDescription(
      hosts: hosts, workers: workers, dataNodes: hdfs == nil ? [] : working.map(\.name),
      spark: try sparkSettings(path, boards: working.count, master: master, token: token),
      hdfs: hdfs.map {
        HDFSSettings(
          home: $0.home, replication: $0.replication ?? min(4, working.count),
          blockSize: ($0.block_size ?? MemorySize(mebibytes: 128)).mebibytes << 20)
      })
    try description.check()
    return description
  }

  /// A path that means the same in whatever folder a later command is given.
  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: (path as NSString).expandingTildeInPath).path
  }

  /// The boards, the head first.
  private func orderedHosts(_ path: String) throws(ClusterError) -> [Host] {
    let names = host.map(\.name)
    for name in names where names.count(where: { $0 == name }) > 1 {
      throw ClusterError(.invalid, "\(path): two hosts are called `\(name)`")
    }
    for board in host {
      let address = board.address ?? board.name
      guard address.wholeMatch(of: /[A-Za-z0-9:][A-Za-z0-9.:_-]*/) != nil else {
        throw ClusterError(.invalid, "\(path): `\(address)` is no address")
      }
    }
    guard let first = host.first(where: { $0.name == head }) else {
      throw ClusterError(
        .invalid, "\(path): the head `\(head)` is none of the hosts",
        hint: "they are \(names.joined(separator: ", "))")
    }
    return [first] + host.filter { $0.name != head }
  }

  private func sparkSettings(
    _ path: String, boards: Int, master: String?, token: String?
  ) throws(ClusterError) -> SparkSettings {
    let manager: SparkSettings.Manager
    switch master ?? spark.master ?? "standalone" {
    case "standalone": manager = .standalone
    case "yarn": manager = .yarn
    case let other:
      throw ClusterError(
        .invalid, "`\(other)` is no master for boards", hint: "standalone or yarn")
    }
    guard manager != .yarn || hdfs != nil else {
      throw ClusterError(
        .invalid, "\(path): YARN is part of Hadoop, and `[hdfs] home` does not say where that is")
    }
    return SparkSettings(
      manager: manager, home: spark.home,
      executors: ExecutorShape(
        count: spark.executors ?? boards, cores: spark.cores ?? 3,
        memory: spark.memory ?? MemorySize(mebibytes: 1536),
        overhead: spark.overhead ?? ClusterDescription.defaultOverhead),
      driverMemory: spark.driver_memory ?? MemorySize(mebibytes: 1024), token: token)
  }
}
