extension ClusterDescription {
  /// Beside the heap, as Spark counts it by default.
  public static let defaultOverhead = MemorySize(mebibytes: 384)
  /// Spark refuses an executor or a driver with less heap than this.
  static let smallestHeap = MemorySize(mebibytes: 450)

  /// A cluster on this machine.
  ///
  /// - Parameters:
  ///   - workers: none for one process with all the cores.
  ///   - cores: of each worker, or of the one process.
  ///   - memory: of each worker, its executor's heap and overhead together; or the heap of the
  ///     one process.
  ///   - dataNodes: none for no HDFS.
  public static func local(
    workers: Int, cores: Int, memory: MemorySize, sparkHome: String, dataNodes: Int = 0,
    replication: Int = 2, blockSize: Int = 1 << 20, token: String? = nil
  ) throws(ClusterError) -> ClusterDescription {
    guard workers >= 0, cores >= 1, dataNodes >= 0 else {
      throw ClusterError(
        .invalid, "a cluster has no less than 0 workers, 1 core each and 0 DataNodes")
    }
    let host = ClusterHost(name: "local")
    let heap =
      workers == 0 ? memory : MemorySize(mebibytes: memory.mebibytes - defaultOverhead.mebibytes)
    guard heap >= smallestHeap else {
      let least =
        workers == 0
        ? smallestHeap : MemorySize(mebibytes: smallestHeap.mebibytes + defaultOverhead.mebibytes)
      throw ClusterError(
        .invalid, "\(memory) of memory is too little for Spark", hint: "--memory \(least) or more")
    }
    let shape = ExecutorShape(
      count: max(workers, 1), cores: cores, memory: heap,
      overhead: workers == 0 ? nil : defaultOverhead)
    let spark = SparkSettings(
      manager: workers == 0 ? .process : .standalone, home: sparkHome, executors: shape,
      driverMemory: workers == 0 ? memory : MemorySize(mebibytes: 1024), token: token)
    let hdfs =
      dataNodes == 0 ? nil : HDFSSettings(replication: replication, blockSize: blockSize)
    let description = ClusterDescription(
      hosts: [host],
      workers: (0..<workers).map { _ in WorkerNode(host: host.name, cores: cores, memory: memory) },
      dataNodes: (0..<dataNodes).map { _ in host.name }, spark: spark, hdfs: hdfs)
    try description.check()
    return description
  }

  /// Says what cannot work, before anything is started.
  public func check() throws(ClusterError) {
    try checkSpark()
    try checkHDFS()
  }

  private func checkSpark() throws(ClusterError) {
    let shape = spark.executors
    guard shape.count >= 1, shape.cores >= 1 else {
      throw ClusterError(.invalid, "there is at least 1 executor, of at least 1 core")
    }
    guard shape.memory >= Self.smallestHeap, spark.driverMemory >= Self.smallestHeap else {
      throw ClusterError(
        .invalid, "Spark's heaps are at least \(Self.smallestHeap), the driver's too")
    }
    if let token = spark.token {
      guard !token.isEmpty, token.wholeMatch(of: /[A-Za-z0-9._~+\/-]+=*/) != nil else {
        throw ClusterError(
          .invalid, "a token is made of letters, digits and . _ ~ + / -",
          hint: "openssl rand -hex 16 makes one")
      }
    }
    switch spark.manager {
    case .process:
      guard shape.count == 1 else {
        throw ClusterError(
          .invalid, "a cluster of one process has 1 executor, not \(shape.count)",
          hint: "start it with --workers to have more")
      }
    case .standalone, .yarn:
      let room = capacity(for: shape)
      guard room >= shape.count else {
        let workers = workers.map {
          "\($0.cores == 1 ? "1 core" : "\($0.cores) cores") and \($0.memory)"
        }
        throw ClusterError(
          .invalid, "\(shape.inWords) do not fit: there is room for \(room)",
          hint: workers.isEmpty
            ? "no worker is alive" : "the workers have \(workers.joined(separator: "; "))")
      }
    }
  }

  /// How many executors of a shape the workers have room for.
  public func capacity(for shape: ExecutorShape) -> Int {
    let memory = shape.memory.mebibytes + (shape.overhead?.mebibytes ?? 0)
    return workers.reduce(0) { sum, worker in
      sum + min(worker.cores / shape.cores, worker.memory.mebibytes / memory)
    }
  }

  private func checkHDFS() throws(ClusterError) {
    guard let hdfs else { return }
    guard !dataNodes.isEmpty else {
      throw ClusterError(.invalid, "HDFS needs at least one DataNode")
    }
    guard (1...dataNodes.count).contains(hdfs.replication) else {
      throw ClusterError(
        .invalid,
        "a replication of \(hdfs.replication) cannot be kept by \(dataNodes.count) DataNodes",
        hint: "--replication \(dataNodes.count) or less")
    }
    guard hdfs.blockSize >= 65536, hdfs.blockSize % 512 == 0 else {
      throw ClusterError(.invalid, "an HDFS block has at least 65536 bytes, a multiple of 512")
    }
    guard hdfs.home != nil || hosts.allSatisfy({ $0.ssh == nil }) else {
      throw ClusterError(
        .invalid, "HDFS on other machines needs Hadoop's own distribution there",
        hint: "name its folder in `[hdfs] home`; docs/cluster.md says how to install it")
    }
  }
}
