import Testing

@testable import StoaCluster

@Suite struct ClusterDescriptionTests {
  private func local(
    workers: Int = 3, cores: Int = 1, memory: Int = 1024, dataNodes: Int = 0, replication: Int = 2,
    token: String? = nil
  ) throws -> ClusterDescription {
    try .local(
      workers: workers, cores: cores, memory: MemorySize(mebibytes: memory), sparkHome: "/spark",
      dataNodes: dataNodes, replication: replication, token: token)
  }

  @Test func aWorkersMemoryHoldsHeapAndOverhead() throws {
    let shape = try local().spark.executors
    #expect(shape.count == 3 && shape.cores == 1)
    #expect(shape.memory.mebibytes + (shape.overhead?.mebibytes ?? 0) == 1024)
  }

  @Test func noWorkersAreOneProcess() throws {
    let description = try local(workers: 0, cores: 2, memory: 2048)
    #expect(description.spark.manager == .process)
    #expect(description.spark.executors.cores == 2)
    #expect(description.spark.driverMemory == MemorySize(mebibytes: 2048))
  }

  @Test func tooLittleMemoryIsRefusedWithTheLeast() throws {
    #expect {
      try local(memory: 512)
    } throws: {
      ($0 as? ClusterError)?.hint?.contains("834m") == true
    }
    #expect(throws: Never.self) { try local(memory: 834) }
  }

  @Test(arguments: [0, 4]) func aReplicationThatCannotBeKeptIsRefused(_ replication: Int) {
    #expect(throws: ClusterError.self) { try local(dataNodes: 3, replication: replication) }
  }

  @Test(arguments: ["", "two words", "quote\"", "line\nbreak", "umläute"])
  func aTokenThatNoHeaderCanCarryIsRefused(_ token: String) {
    #expect(throws: ClusterError.self) { try local(token: token) }
  }

  /// By hand: 2 cores and 1024 MiB a worker hold one of 2 cores and 640 + 384 MiB, two of 1 core
  /// and 450 + 50 MiB, none of 3 cores.
  @Test func capacityIsBoundByCoresAndMemory() throws {
    let description = try local(workers: 3, cores: 2)
    let half = ExecutorShape(
      count: 1, cores: 1, memory: MemorySize(mebibytes: 450), overhead: MemorySize(mebibytes: 50))
    #expect(description.capacity(for: description.spark.executors) == 3)
    #expect(description.capacity(for: half) == 6)
    var wide = half
    wide.cores = 3
    #expect(description.capacity(for: wide) == 0)
  }

  @Test func executorsThatDoNotFitAreRefused() throws {
    var description = try local()
    description.spark.executors.count = 4
    #expect {
      try description.check()
    } throws: {
      ($0 as? ClusterError)?.message.contains("room for 3") == true
    }
  }

  @Test(arguments: ["", ".", "..", "a/b", "-x", "a b", "ä"])
  func aNameThatIsNoFolderIsRefused(_ name: String) throws {
    #expect(throws: ClusterError.self) { try ClusterFolder(name: name, home: .temporaryDirectory) }
  }
}
