extension ClusterLayout {
  /// Small and quick to start: a master and a worker do next to nothing.
  private static let daemonOptions =
    "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Dspark.port.maxRetries=0"

  var masterURL: String { "spark://\(head.address):\(ports.master)" }

  func masterCommand() -> DaemonCommand {
    DaemonCommand(
      executable: description.spark.home + "/bin/spark-class",
      arguments: [
        "org.apache.spark.deploy.master.Master", "--host", head.address, "--port",
        String(ports.master), "--webui-port", String(ports.masterWeb),
      ],
      environment: daemonEnvironment(on: head))
  }

  /// - Parameter index: from 0.
  func workerCommand(_ index: Int) -> DaemonCommand {
    let worker = description.workers[index]
    let host = description.host(worker.host)
    return DaemonCommand(
      executable: description.spark.home + "/bin/spark-class",
      arguments: [
        "org.apache.spark.deploy.worker.Worker", "--host", host.address, "--port",
        String(ports.workers[index]), "--webui-port", String(ports.workerWeb[index]),
        "--cores", String(worker.cores), "--memory", worker.memory.description,
        "--work-dir", "\(place(host.name).work)/worker-\(index + 1)", masterURL,
      ],
      environment: daemonEnvironment(on: host))
  }

  private func daemonEnvironment(on host: ClusterHost) -> [String: String] {
    var environment = sparkEnvironment(on: host)
    environment["SPARK_DAEMON_MEMORY"] = "128m"
    environment["SPARK_DAEMON_JAVA_OPTS"] = Self.daemonOptions
    return environment
  }

  private func sparkEnvironment(on host: ClusterHost) -> [String: String] {
    var environment = environment(on: host.name)
    environment["SPARK_HOME"] = description.spark.home
    environment["SPARK_CONF_DIR"] = place(host.name).configuration
    environment["SPARK_LOCAL_IP"] = host.address
    environment["SPARK_LOCAL_DIRS"] = place(host.name).work + "/scratch"
    return environment
  }

  /// The Connect server; `SPARK_DAEMON_MEMORY` would override its heap, and is not set.
  func connectCommand() -> DaemonCommand {
    var environment = sparkEnvironment(on: head)
    if description.spark.manager == .yarn {
      environment["HADOOP_CONF_DIR"] = place(head.name).configuration
    }
    return DaemonCommand(
      executable: description.spark.home + "/bin/spark-submit",
      arguments: [
        "--class", "org.apache.spark.sql.connect.service.SparkConnectServer",
        "--properties-file", connectPropertiesPath, "spark-internal",
      ],
      environment: environment)
  }

  var connectPropertiesPath: String { place(head.name).configuration + "/connect.conf" }

  /// The Connect server's settings, in Spark's properties format. The token is in this file, and
  /// not on a command line that everyone on the machine can read.
  func connectProperties() -> String {
    let spark = description.spark
    let shape = spark.executors
    var values: [(String, String)] = [
      ("spark.app.name", "stoa-\(name)"),
      ("spark.driver.memory", spark.driverMemory.description),
      ("spark.driver.host", head.address),
      ("spark.driver.bindAddress", head.address),
      ("spark.connect.grpc.binding.address", head.address),
      ("spark.connect.grpc.binding.port", String(ports.connect)),
      ("spark.ui.port", String(ports.application)),
      ("spark.port.maxRetries", "0"),
      ("spark.ui.showConsoleProgress", "false"),
    ]
    switch spark.manager {
    case .process: values.append(("spark.master", "local[\(shape.cores)]"))
    case .standalone:
      values += [
        ("spark.master", masterURL),
        ("spark.cores.max", String(shape.count * shape.cores)),
      ]
    case .yarn:
      values += [
        ("spark.master", "yarn"),
        ("spark.submit.deployMode", "client"),
        ("spark.executor.instances", String(shape.count)),
        ("spark.yarn.am.memory", "512m"),
        // Spark is on every machine, so its jars need not be sent there.
        ("spark.yarn.jars", "local:\(spark.home)/jars/*"),
      ]
    }
    if spark.manager != .process {
      values += [
        ("spark.executor.cores", String(shape.cores)),
        ("spark.executor.memory", shape.memory.description),
      ]
      if let overhead = shape.overhead {
        values.append(("spark.executor.memoryOverhead", overhead.description))
      }
    }
    if let hdfs = description.hdfs, let url = hdfsURL {
      values += [
        ("spark.hadoop.fs.defaultFS", url),
        ("spark.hadoop.dfs.replication", String(hdfs.replication)),
        ("spark.hadoop.dfs.blocksize", String(hdfs.blockSize)),
        ("spark.hadoop.dfs.client.use.datanode.hostname", "true"),
        ("spark.sql.warehouse.dir", url + "/warehouse"),
      ]
    } else {
      values.append(("spark.sql.warehouse.dir", "file:\(place(head.name).data)/warehouse"))
    }
    if let token = spark.token { values.append(("spark.connect.authenticate.token", token)) }
    return values.map { "\($0) \($1)\n" }.joined()
  }
}
