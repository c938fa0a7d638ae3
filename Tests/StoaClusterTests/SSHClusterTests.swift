import Foundation
import Testing

@testable import StoaCluster

extension DaemonTests {
  /// Two hosts over `ssh`: 127.0.0.1 is the head and a worker, 127.0.0.2 another worker.
  @Suite(.serialized, .timeLimit(.minutes(10))) struct SSHClusterTests {
    private let home = TemporaryFolder()

    /// A `cluster.toml` for the server, in boards' keys.
    private func file(
      _ server: SSHServer, spark: String = SparkPackage.home().path, hadoop: String? = nil,
      port: Int? = nil
    ) throws -> ClusterDescription {
      let hdfs =
        hadoop.map { "[hdfs]\nhome = \"\($0)\"\nreplication = 2\nblock_size = \"1m\"" } ?? ""
      let text = """
        head = "one"
        folder = "\(home.path("boards"))"
        cores = 1
        memory = "1g"

        [ssh]
        identity = "\(server.key)"
        config = "\(server.configuration)"
        port = \(port ?? server.port)

        [spark]
        home = "\(spark)"
        cores = 1
        memory = "640m"

        \(hdfs)

        [[host]]
        name = "one"
        address = "127.0.0.1"

        [[host]]
        name = "two"
        address = "127.0.0.2"
        """
      return try ClusterFile(text: text, path: "cluster.toml").description(path: "cluster.toml")
    }

    /// A folder like Hadoop's distribution, with the parts that run on this machine.
    private func hadoop() async throws -> String {
      let jars = try await HDFSPackage.fetched(
        cache: CacheFolder.url(),
        sparkHome: try await SparkPackage.fetched(cache: CacheFolder.url()) { _ in }
      ) { _ in }
      let home = home.path("hadoop")
      for folder in ["bin", "webapps/hdfs", "webapps/datanode", "webapps/static"] {
        try FileManager.default.createDirectory(
          atPath: "\(home)/\(folder)", withIntermediateDirectories: true)
      }
      let script = """
        #!/bin/sh
        configuration=$2 service=$3
        shift 3
        case $service in
          namenode) class=org.apache.hadoop.hdfs.server.namenode.NameNode ;;
          datanode) class=org.apache.hadoop.hdfs.server.datanode.DataNode ;;
        esac
        exec "$JAVA_HOME/bin/java" $HADOOP_OPTS \
          -cp "$configuration:\(home):\(jars.joined(separator: ":"))" "$class" "$@"

        """
      try script.write(toFile: home + "/bin/hdfs", atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: home + "/bin/hdfs")
      return home
    }

    @Test func twoHostsAreOneCluster() async throws {
      let server = try await SSHServer()
      let cluster = try Cluster(name: "boards", home: home.url)
      let state = try await cluster.up(file(server, hadoop: hadoop()))
      do {
        let well = try await cluster.status()
        #expect(well.isWell, "\(well.text())")
        #expect(
          well.nodes.map { "\($0.title) \($0.host)" }
            == ["worker 1 one", "worker 2 two", "datanode 1 one", "datanode 2 two"])
        #expect(Set(well.executors.map { $0.hostPort.prefix(9) }) == ["127.0.0.1", "127.0.0.2"])
        let bytes = Data("over there".utf8)
        try await WebHDFS(state).put(bytes, at: "/file")
        #expect(try await WebHDFS(state).get("/file") == bytes)
        let killed = try await cluster.kill(.worker, 2)
        #expect(killed.host == "two")
        let damaged = try await cluster.status()
        #expect(damaged.daemons.filter { !$0.isRunning }.map(\.title) == ["worker 2"])
        #expect(try await cluster.logs(.datanode, 2, lines: 2).first?.lines.count == 2)
      } catch {
        try await cluster.down()
        throw error
      }
      try await cluster.down()
      #expect(try await LocalMachine().marked(run: state.run).isEmpty)
      withExtendedLifetime(server) {}
    }

    @Test func aHostThatDoesNotAnswerIsNamed() async throws {
      let server = try await SSHServer()
      let cluster = try Cluster(name: "boards", home: home.url)
      let description = try file(server, port: 1)
      let error = await #expect(throws: ClusterError.self) { try await cluster.up(description) }
      #expect(error?.kind == .unreachable)
      #expect(error?.log.last?.contains("refused") == true, "\(error?.description ?? "")")
      #expect(error?.hint?.contains("ssh-copy-id") == true)
      #expect(try cluster.state() == nil)

      let examination = await ClusterExamination.examine(description)
      #expect(examination.hosts.isEmpty)
      #expect(examination.findings.map(\.host) == ["one", "two"])
      withExtendedLifetime(server) {}
    }

    @Test func aDoctorLooksAtEveryHost() async throws {
      let server = try await SSHServer()
      let examination = await ClusterExamination.examine(
        try file(server, spark: "/nonexistent", hadoop: "/nonexistent"))
      #expect(examination.hosts.map(\.name) == ["one", "two"])
      #expect(examination.hosts.allSatisfy { $0.java != nil && $0.clockAhead != nil })
      #expect(
        examination.findings.map { "\($0.host): \($0.message)" }.filter {
          $0.contains("there is no")
        }
          == [
            "one: there is no Spark", "one: there is no Hadoop", "two: there is no Spark",
            "two: there is no Hadoop",
          ])
      let text = examination.text()
      #expect(text.contains("fix: docs/cluster.md"))
      withExtendedLifetime(server) {}
    }

    /// A start over `ssh` that is cut off leaves nothing on the other side.
    @Test func aStartThatIsCutOffLeavesNoProcess() async throws {
      let server = try await SSHServer()
      let spark = try FakeSpark("exec sleep 300")
      let cluster = try Cluster(name: "boards", home: home.url)
      let description = try file(server, spark: spark.home)
      let start = Task { try await cluster.up(description) }
      var found: ClusterState?
      while found?.daemons.isEmpty ?? true {
        found = try cluster.state()
        try await Task.sleep(for: .milliseconds(20))
      }
      start.cancel()
      await #expect(throws: CancellationError.self) { try await start.value }
      let run = try #require(found).run
      #expect(try await LocalMachine().marked(run: run).isEmpty)
      withExtendedLifetime(server) {}
    }
  }
}
