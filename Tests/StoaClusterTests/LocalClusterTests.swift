import Foundation
import Testing

@testable import StoaCluster

extension DaemonTests {
  /// Real clusters on this machine: Spark's and Hadoop's own daemons.
  @Suite(.serialized, .timeLimit(.minutes(10))) struct LocalClusterTests {
    private let home = TemporaryFolder()

    /// Three workers and three DataNodes: looked at, used, damaged, scaled, taken down.
    @Test func aClusterLivesThroughALesson() async throws {
      let cluster = try Cluster(name: "lesson", home: home.url)
      let state = try await cluster.up(
        .local(
          workers: 3, cores: 1, memory: MemorySize(mebibytes: 1024),
          sparkHome: SparkPackage.home().path, dataNodes: 3, replication: 2))
      do {
        try await live(cluster, state)
      } catch {
        try await cluster.down()
        throw error
      }
      try await cluster.down()
      #expect(try await LocalMachine().marked(run: state.run).isEmpty)
      #expect(try cluster.state() == nil)
      for port in state.ports.all { #expect(try await PortProbe.isClosed(port: port)) }
    }

    private func live(_ cluster: Cluster, _ state: ClusterState) async throws {
      let well = try await cluster.status()
      #expect(well.isWell, "\(well.text())")
      #expect(well.daemons.count == 9 && well.nodes.count == 6)
      #expect(well.executors.map(\.totalCores) == [1, 1, 1])
      #expect(well.hdfs?.liveDataNodes == 3)
      #expect(state.daemons.allSatisfy { $0.readySeconds ?? 0 > 0 })
      await #expect(throws: ClusterError.self, "it is up already") {
        try await cluster.up(state.description)
      }

      let files = try WebHDFS(state)
      let bytes = Data((0..<2_500_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      try await files.put(bytes, at: "/data/file.bin")
      #expect(try await files.get("/data/file.bin") == bytes)

      #expect(try await cluster.kill(.worker, 2).title == "worker 2")
      _ = try await cluster.kill(.datanode, 1)
      await #expect(throws: ClusterError.self) { try await cluster.kill(.worker, 2) }
      await #expect(throws: ClusterError.self) { try await cluster.kill(.worker, 4) }
      let damaged = try await waitForStatus(of: cluster) { status in
        status.hdfs?.deadDataNodes == 1 && status.nodes.count { !$0.isAlive } == 2
      }
      #expect(damaged.nodes.filter { !$0.isAlive }.map(\.title) == ["worker 2", "datanode 1"])
      #expect(damaged.daemons.filter(\.wasKilled).map(\.title) == ["worker 2", "datanode 1"])
      #expect(!damaged.isWell)
      #expect(try await files.get("/data/file.bin") == bytes)
      // Both copies of a block never lie on one node, so the dead one's blocks are made again.
      _ = try await waitForStatus(of: cluster) { $0.hdfs?.underReplicatedBlocks == 0 }

      let start = try await cluster.scale(executors: 2, cores: 1)
      #expect(start.serverSeconds > 0 && start.executorSeconds > 0)
      let scaled = try await cluster.status()
      #expect(scaled.executors.map(\.totalCores) == [1, 1])
      #expect(scaled.applications.map(\.executors.count) == [3, 2])
      #expect(scaled.endpoint == well.endpoint)
      let tooMany = await #expect(throws: ClusterError.self) {
        try await cluster.scale(executors: 3, cores: 1)
      }
      #expect(tooMany?.message.contains("room for 2") == true, "worker 2 is dead")
      let logs = try await cluster.logs(.connect, lines: 3)
      #expect(logs.map(\.title) == ["connect"] && logs[0].lines.count == 3)
    }

    /// Waits for what a status must come to; the test's time limit ends a wait in vain.
    private func waitForStatus(
      of cluster: Cluster, _ isThere: (ClusterStatus) -> Bool
    ) async throws -> ClusterStatus {
      while true {
        let status = try await cluster.status()
        if isThere(status) { return status }
        try await Task.sleep(for: .milliseconds(300))
      }
    }

    /// Two clusters of one process beside each other, and what is in HDFS outlives both.
    @Test func filesOutliveTheirCluster() async throws {
      let description = try ClusterDescription.local(
        workers: 0, cores: 1, memory: MemorySize(mebibytes: 1024),
        sparkHome: SparkPackage.home().path, dataNodes: 1, replication: 1, token: "let-me-in")
      let cluster = try Cluster(name: "one", home: home.url)
      let other = try Cluster(name: "two", home: home.url)
      let bytes = Data("it stays".utf8)
      do {
        let first = try await cluster.up(description)
        try await WebHDFS(first).put(bytes, at: "/kept")
        let second = try await other.up(
          .local(
            workers: 0, cores: 1, memory: MemorySize(mebibytes: 1024),
            sparkHome: SparkPackage.home().path))
        #expect(Set(first.ports.all).isDisjoint(with: second.ports.all))
        #expect(try await other.status().isWell)
        try await other.down()
        #expect(try await cluster.status().isWell)
        try await cluster.down()
        let again = try await cluster.up(description)
        #expect(try await WebHDFS(again).get("/kept") == bytes)
        try await cluster.down(deletesData: true)
        #expect(!FileManager.default.fileExists(atPath: cluster.folder.url.path))
      } catch {
        for cluster in [cluster, other] where try cluster.state() != nil {
          try await cluster.down()
        }
        throw error
      }
    }
  }
}
