/// Where everything of a cluster is: what its command lines and configurations are written from.
struct ClusterLayout: Sendable {
  var name: String
  /// The mark of this run in the environment of its processes.
  var run: String
  var description: ClusterDescription
  var ports: ClusterPorts
  /// Each host's folders, by its name.
  var places: [String: HostPlace]
  /// The class path of the HDFS parts on this machine; empty where there are none.
  var hdfsJars: [String] = []

  var head: ClusterHost { description.head }

  func place(_ host: String) -> HostPlace {
    places[host] ?? HostPlace(folder: "", home: "", javaHome: "")
  }

  /// `hdfs://ADDRESS:PORT`; nil where there is no HDFS.
  var hdfsURL: String? {
    description.hdfs == nil ? nil : "hdfs://\(head.address):\(ports.nameNode)"
  }

  /// What every daemon on a host finds in its environment.
  func environment(on host: String) -> [String: String] {
    let place = place(host)
    return [
      runVariable: run,
      "HOME": place.home,
      "JAVA_HOME": place.javaHome,
      "LANG": "C.UTF-8",
      "PATH": "\(place.javaHome)/bin:/usr/local/bin:/usr/bin:/bin",
      // HDFS believes any name; one for all means that everyone may read what another wrote.
      "HADOOP_USER_NAME": "stoa",
    ]
  }
}

/// The folders of one host.
struct HostPlace: Codable, Hashable, Sendable {
  /// Where the cluster keeps its files, an absolute path.
  var folder: String
  /// The user's home.
  var home: String
  var javaHome: String

  var configuration: String { folder + "/conf" }
  var logs: String { folder + "/logs" }
  /// What only this run needs.
  var work: String { folder + "/run" }
  /// What HDFS keeps from run to run.
  var data: String { folder + "/data" }
}
