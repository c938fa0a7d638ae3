import Testing

@testable import StoaCluster

/// The command lines and files that daemons are started with, against the notes on Spark and HDFS.
@Suite struct ClusterLayoutTests {
  private func layout(_ description: ClusterDescription) throws -> ClusterLayout {
    var choice = PortChoice(taken: []) { _ in true }
    let ports = try ClusterPorts(for: description, choice: &choice)
    let places = description.hosts.map { host in
      (host.name, HostPlace(folder: "/c", home: "/home/pi", javaHome: "/java"))
    }
    return ClusterLayout(
      name: "x", run: "r", description: description, ports: ports,
      places: Dictionary(uniqueKeysWithValues: places), hdfsJars: ["/a.jar", "/b.jar"])
  }

  private func local(workers: Int = 3, token: String? = nil) throws -> ClusterLayout {
    try layout(
      .local(
        workers: workers, cores: 1, memory: MemorySize(mebibytes: 1024), sparkHome: "/spark",
        dataNodes: 2, token: token))
  }

  private func boards(_ master: String) throws -> ClusterLayout {
    let text = """
      head = "pi1"
      [spark]
      home = "/opt/spark"
      [hdfs]
      home = "/opt/hadoop"
      replication = 1
      [[host]]
      name = "pi1"
      address = "10.0.0.11"
      worker = false
      [[host]]
      name = "pi2"
      address = "10.0.0.12"
      """
    return try layout(
      ClusterFile(text: text, path: "f").description(path: "f", master: master))
  }

  private func properties(_ layout: ClusterLayout) -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: layout.connectProperties().split(separator: "\n").map { line in
        let parts = line.split(separator: " ", maxSplits: 1)
        return (String(parts[0]), String(parts[1]))
      })
  }

  @Test func aWorkerKnowsItsPortsAndItsMaster() throws {
    let command = try local().workerCommand(1)
    #expect(command.executable == "/spark/bin/spark-class")
    #expect(
      command.arguments.joined(separator: " ")
        == "org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --port 7102 --webui-port 8082 "
        + "--cores 1 --memory 1g --work-dir /c/run/worker-2 spark://127.0.0.1:7077")
    #expect(command.environment["SPARK_LOCAL_IP"] == "127.0.0.1")
    #expect(command.environment["SPARK_DAEMON_MEMORY"] == "128m")
  }

  /// It would override the Connect server's heap.
  @Test func theServerHasNoDaemonMemory() throws {
    #expect(try local().connectCommand().environment["SPARK_DAEMON_MEMORY"] == nil)
  }

  @Test func theServersSettingsAreThoseOfTheCluster() throws {
    let values = try properties(local())
    #expect(values["spark.master"] == "spark://127.0.0.1:7077")
    #expect(values["spark.cores.max"] == "3" && values["spark.executor.cores"] == "1")
    #expect(values["spark.executor.memory"] == "640m")
    #expect(values["spark.hadoop.fs.defaultFS"] == "hdfs://127.0.0.1:8020")
    #expect(values["spark.hadoop.dfs.replication"] == "2")
    #expect(values["spark.connect.authenticate.token"] == nil)
    #expect(try properties(local(workers: 0))["spark.master"] == "local[1]")
  }

  @Test func aTokenIsOnNoCommandLine() throws {
    let layout = try local(token: "secret")
    #expect(properties(layout)["spark.connect.authenticate.token"] == "secret")
    let command = layout.connectCommand()
    #expect(!command.words.contains { $0.contains("secret") })
  }

  @Test func dataNodesDifferInFolderAndPorts() throws {
    let layout = try local()
    #expect(
      layout.dataNodeCommand(1).arguments.suffix(10) == [
        "-D", "dfs.datanode.data.dir=file:///c/data/datanode-2",
        "-D", "dfs.datanode.address=127.0.0.1:9901",
        "-D", "dfs.datanode.ipc.address=127.0.0.1:9931",
        "-D", "dfs.datanode.http.address=127.0.0.1:9961",
        "-D", "dfs.datanode.hostname=127.0.0.1",
      ])
    #expect(layout.nameNodeCommand().arguments.contains("/c/conf:/c/conf/web:/a.jar:/b.jar"))
  }

  @Test func hadoopsFilesAreXML() throws {
    let files = try local().hadoopFiles(on: "local")
    #expect(files["core-site.xml"]?.contains("<value>hdfs://127.0.0.1:8020</value>") == true)
    #expect(
      files["hdfs-site.xml"]?.contains("<name>dfs.replication</name><value>2</value>") == true)
    #expect(ClusterLayout.siteFile([("a", "<&>")]).contains("<value>&lt;&amp;&gt;</value>"))
  }

  @Test func boardsUseHadoopsOwnScripts() throws {
    let layout = try boards("standalone")
    let command = layout.dataNodeCommand(0)
    #expect(command.executable == "/opt/hadoop/bin/hdfs")
    #expect(command.arguments.prefix(3) == ["--config", "/c/conf", "datanode"])
    #expect(command.arguments.contains("dfs.datanode.address=10.0.0.12:9900"))
    #expect(layout.workerCommand(0).arguments.last == "spark://10.0.0.11:7077")
    #expect(properties(layout)["spark.executor.memoryOverhead"] == "384m")
    #expect(layout.yarnFiles(on: "pi2").isEmpty)
  }

  @Test func yarnGetsWhatAWorkerHas() throws {
    let layout = try boards("yarn")
    let values = properties(layout)
    #expect(values["spark.master"] == "yarn" && values["spark.executor.instances"] == "1")
    #expect(values["spark.executor.memory"] == "1536m" && values["spark.cores.max"] == nil)
    #expect(layout.connectCommand().environment["HADOOP_CONF_DIR"] == "/c/conf")
    #expect(layout.nodeManagerCommand(0).arguments == ["--config", "/c/conf", "nodemanager"])
    let site = layout.yarnFiles(on: "pi2")["yarn-site.xml"] ?? ""
    #expect(site.contains("<name>yarn.nodemanager.resource.memory-mb</name><value>1920</value>"))
    #expect(site.contains("<name>yarn.resourcemanager.hostname</name><value>10.0.0.11</value>"))
  }
}
