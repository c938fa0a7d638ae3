/// What a cluster is to be: its machines, who runs what, and with how much.
public struct ClusterDescription: Codable, Hashable, Sendable {
  /// The machines; the first is the head, with the master, the NameNode and the Connect server.
  public var hosts: [ClusterHost]
  /// The workers, numbered from 1 in this order.
  public var workers: [WorkerNode]
  /// The names of the hosts with a DataNode, numbered from 1 in this order.
  public var dataNodes: [String]
  public var spark: SparkSettings
  public var hdfs: HDFSSettings?

  /// The machine with the master, the NameNode and the Connect server.
  public var head: ClusterHost { hosts[0] }

  func host(_ name: String) -> ClusterHost {
    hosts.first { $0.name == name } ?? head
  }
}

/// A machine of a cluster.
public struct ClusterHost: Codable, Hashable, Sendable {
  public var name: String
  /// How `ssh` finds it; nil for this machine.
  public var ssh: SSHAddress?
  /// Where daemons keep their files, below the user's home where it is relative; nil for the
  /// cluster's own folder on this machine.
  public var folder: String?

  public init(name: String, ssh: SSHAddress? = nil, folder: String? = nil) {
    self.name = name
    self.ssh = ssh
    self.folder = folder
  }

  /// What its daemons listen on, and the others call it.
  public var address: String { ssh?.address ?? "127.0.0.1" }

  var machine: any Machine {
    if let ssh { SSHMachine(name: name, address: ssh) } else { LocalMachine() }
  }
}

/// A Spark worker: what it may give to executors.
public struct WorkerNode: Codable, Hashable, Sendable {
  public var host: String
  public var cores: Int
  public var memory: MemorySize

  public init(host: String, cores: Int, memory: MemorySize) {
    self.host = host
    self.cores = cores
    self.memory = memory
  }
}

/// How Spark runs.
public struct SparkSettings: Codable, Hashable, Sendable {
  public enum Manager: String, Codable, Sendable {
    /// One process that is driver and executor.
    case process
    /// Spark's own master and workers.
    case standalone
    case yarn
  }

  public var manager: Manager
  /// `SPARK_HOME`, the same on every machine.
  public var home: String
  public var executors: ExecutorShape
  public var driverMemory: MemorySize
  /// What a client must send as a bearer token.
  public var token: String?

  public init(
    manager: Manager, home: String, executors: ExecutorShape, driverMemory: MemorySize,
    token: String? = nil
  ) {
    self.manager = manager
    self.home = home
    self.executors = executors
    self.driverMemory = driverMemory
    self.token = token
  }
}

/// The executors of an application, all alike.
public struct ExecutorShape: Codable, Hashable, Sendable {
  public var count: Int
  /// Cores of each.
  public var cores: Int
  /// Java heap of each.
  public var memory: MemorySize
  /// Memory of each beside the heap; nil where nobody counts it.
  public var overhead: MemorySize?

  public init(count: Int, cores: Int, memory: MemorySize, overhead: MemorySize? = nil) {
    self.count = count
    self.cores = cores
    self.memory = memory
    self.overhead = overhead
  }

  /// `3 executors of 1 core, 640m each`
  public var inWords: String {
    let executors = count == 1 ? "1 executor" : "\(count) executors"
    return "\(executors) of \(cores == 1 ? "1 core" : "\(cores) cores") and \(memory)"
  }
}

/// How HDFS runs.
public struct HDFSSettings: Codable, Hashable, Sendable {
  /// `HADOOP_HOME` of Hadoop's own distribution, the same on every machine; nil for the parts
  /// that were fetched for this machine.
  public var home: String?
  /// How many DataNodes keep each block.
  public var replication: Int
  /// Bytes of a block.
  public var blockSize: Int

  public init(home: String? = nil, replication: Int, blockSize: Int) {
    self.home = home
    self.replication = replication
    self.blockSize = blockSize
  }
}
