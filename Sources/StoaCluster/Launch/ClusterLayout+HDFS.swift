extension ClusterLayout {
  func nameNodeFormatCommand() -> DaemonCommand {
    hdfsCommand("namenode", ["-format", "-nonInteractive", "-clusterId", "stoa"], on: head)
  }

  func nameNodeCommand() -> DaemonCommand {
    hdfsCommand("namenode", [], on: head)
  }

  /// - Parameter index: from 0.
  func dataNodeCommand(_ index: Int) -> DaemonCommand {
    let host = description.host(description.dataNodes[index])
    let ports = ports.dataNodes[index]
    let settings = [
      ("data.dir", "file://\(place(host.name).data)/datanode-\(index + 1)"),
      ("address", "\(host.address):\(ports.data)"),
      ("ipc.address", "\(host.address):\(ports.control)"),
      ("http.address", "\(host.address):\(ports.web)"),
      ("hostname", host.address),
    ]
    return hdfsCommand(
      "datanode", settings.flatMap { ["-D", "dfs.datanode.\($0)=\($1)"] }, on: host)
  }

  private func hdfsCommand(
    _ service: String, _ arguments: [String], on host: ClusterHost
  ) -> DaemonCommand {
    let place = place(host.name)
    var environment = environment(on: host.name)
    let options = ["-Xmx256m", "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true"]
    if let home = description.hdfs?.home {
      environment["HADOOP_HOME"] = home
      environment["HADOOP_LOG_DIR"] = place.logs
      environment["HADOOP_OPTS"] = options.joined(separator: " ")
      return DaemonCommand(
        executable: home + "/bin/hdfs",
        arguments: ["--config", place.configuration, service] + arguments,
        environment: environment)
    }
    let classes = [
      "namenode": "org.apache.hadoop.hdfs.server.namenode.NameNode",
      "datanode": "org.apache.hadoop.hdfs.server.datanode.DataNode",
    ]
    let classPath = [place.configuration, webFolder(place)] + hdfsJars
    return DaemonCommand(
      executable: place.javaHome + "/bin/java",
      arguments: options + ["-cp", classPath.joined(separator: ":"), classes[service] ?? service]
        + arguments,
      environment: environment)
  }

  private func webFolder(_ place: HostPlace) -> String { place.configuration + "/web" }

  /// HDFS's pages want these folders on the class path; empty ones do, for what is read here are
  /// the figures behind the pages.
  func webFolders(on host: String) -> [String] {
    guard description.hdfs?.home == nil else { return [] }
    return ["hdfs", "datanode", "static"].map { "\(webFolder(place(host)))/webapps/\($0)" }
  }

  /// The files of the folder that Hadoop reads its configuration from, by name.
  func hadoopFiles(on host: String) -> [String: String] {
    guard let hdfs = description.hdfs, let url = hdfsURL else { return [:] }
    let place = place(host)
    let core = [
      ("fs.defaultFS", url),
      ("hadoop.tmp.dir", place.work + "/hadoop"),
    ]
    let settings = [
      ("dfs.replication", String(hdfs.replication)),
      ("dfs.blocksize", String(hdfs.blockSize)),
      ("dfs.namenode.fs-limits.min-block-size", "65536"),
      ("dfs.namenode.name.dir", "file://\(place.data)/namenode"),
      ("dfs.namenode.http-address", "\(head.address):\(ports.nameNodeWeb)"),
      ("dfs.namenode.safemode.extension", "0"),
      // Boards have addresses, and seldom names that resolve both ways.
      ("dfs.namenode.datanode.registration.ip-hostname-check", "false"),
      // The NameNode would name a DataNode by the address that its connection came from, which is
      // another one where a board has two.
      ("dfs.client.use.datanode.hostname", "true"),
      ("dfs.datanode.use.datanode.hostname", "true"),
      ("dfs.permissions.enabled", "false"),
      // A node is called dead after 2 x recheck + 10 x heartbeat: 14 s, short enough for a lesson.
      ("dfs.heartbeat.interval", "1"),
      ("dfs.namenode.heartbeat.recheck-interval", "2000"),
      ("dfs.namenode.stale.datanode.interval", "3000"),
    ]
    return [
      "core-site.xml": Self.siteFile(core),
      "hdfs-site.xml": Self.siteFile(settings),
      "log4j.properties": """
      log4j.rootLogger=INFO,console
      log4j.appender.console=org.apache.log4j.ConsoleAppender
      log4j.appender.console.target=System.err
      log4j.appender.console.layout=org.apache.log4j.PatternLayout
      log4j.appender.console.layout.ConversionPattern=%d{ISO8601} %p %c{1}: %m%n

      """,
    ]
  }

  /// A file in Hadoop's XML form.
  static func siteFile(_ values: [(String, String)]) -> String {
    let properties = values.map { name, value in
      "  <property><name>\(name)</name><value>\(escaped(value))</value></property>\n"
    }
    return "<?xml version=\"1.0\"?>\n<configuration>\n\(properties.joined())</configuration>\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
