extension ClusterLayout {
  func resourceManagerCommand() -> DaemonCommand {
    yarnCommand("resourcemanager", on: head)
  }

  /// - Parameter index: of the worker, from 0.
  func nodeManagerCommand(_ index: Int) -> DaemonCommand {
    yarnCommand("nodemanager", on: description.host(description.workers[index].host))
  }

  private func yarnCommand(_ service: String, on host: ClusterHost) -> DaemonCommand {
    let place = place(host.name)
    let home = description.hdfs?.home ?? ""
    var environment = environment(on: host.name)
    environment["HADOOP_HOME"] = home
    environment["HADOOP_LOG_DIR"] = place.logs
    // Its web pages are built by reflection, which Java 17 keeps out of its own packages.
    environment["HADOOP_OPTS"] =
      "-Xmx256m -XX:+UseSerialGC -Djava.net.preferIPv4Stack=true "
      + "--add-opens=java.base/java.lang=ALL-UNNAMED"
    return DaemonCommand(
      executable: home + "/bin/yarn", arguments: ["--config", place.configuration, service],
      environment: environment)
  }

  /// YARN's part of the configuration of a host.
  func yarnFiles(on host: String) -> [String: String] {
    guard description.spark.manager == .yarn else { return [:] }
    let place = place(host)
    let worker = description.workers.first { $0.host == host }
    let largest = description.workers.map(\.memory.mebibytes).max() ?? 0
    let settings = [
      ("yarn.resourcemanager.hostname", head.address),
      ("yarn.resourcemanager.webapp.address", "\(head.address):\(ClusterPorts.resourceManagerWeb)"),
      // The default scheduler cannot start without a file of queues; this one can.
      (
        "yarn.resourcemanager.scheduler.class",
        "org.apache.hadoop.yarn.server.resourcemanager.scheduler.fair.FairScheduler"
      ),
      ("yarn.scheduler.minimum-allocation-mb", "128"),
      ("yarn.scheduler.maximum-allocation-mb", String(largest)),
      ("yarn.nodemanager.hostname", description.host(host).address),
      ("yarn.nodemanager.resource.memory-mb", String(worker?.memory.mebibytes ?? 0)),
      ("yarn.nodemanager.resource.cpu-vcores", String(worker?.cores ?? 0)),
      // A Java process reserves far more addresses than it uses.
      ("yarn.nodemanager.vmem-check-enabled", "false"),
      ("yarn.nodemanager.local-dirs", place.work + "/yarn"),
      ("yarn.nodemanager.log-dirs", place.logs + "/yarn"),
    ]
    return ["yarn-site.xml": Self.siteFile(settings)]
  }
}
