/// Something that a doctor found wrong, and its cure.
public struct ClusterFinding: Codable, Hashable, Sendable {
  public enum Severity: String, Codable, Sendable {
    /// The cluster does not work so.
    case broken
    /// It works, but worse than it could, or what is measured on it is doubtful.
    case doubtful
  }

  public var host: String
  public var severity: Severity
  public var message: String
  public var fix: String
}

extension ClusterFinding {
  /// More than this apart, and times in logs and HDFS leases make no sense.
  static let clockLimit = 1.0
  /// MiB; Spark spills to this disk, and HDFS keeps blocks on it.
  static let diskLimit = 2048

  /// Judges what machines have said.
  ///
  /// - Parameters:
  ///   - memory: what a host's workers are to have, in MiB, by its name.
  ///   - needsHadoop: whether Hadoop's distribution must be there.
  static func judge(
    _ facts: [HostFacts], memory: [String: Int], needsHadoop: Bool
  ) -> [ClusterFinding] {
    var findings: [ClusterFinding] = []
    for host in facts {
      var found = Finder(host: host.name)
      found.look(atJava: host.java)
      found.look(atSpark: host.spark)
      if needsHadoop, host.hadoop == nil {
        found.add(.broken, "there is no Hadoop", "docs/cluster.md, “Hadoop on every board”")
      }
      found.look(atClock: host)
      found.look(atDisk: host.freeDisk)
      found.look(atMemory: host, wanted: memory[host.name] ?? 0)
      found.look(atThrottling: host.throttled)
      findings += found.findings
    }
    return findings + differences(facts)
  }

  /// Versions must be the same everywhere: Spark's and Hadoop's peers refuse others.
  private static func differences(_ facts: [HostFacts]) -> [ClusterFinding] {
    let kinds: [(String, Severity, (HostFacts) -> String?)] = [
      ("Spark", .broken, { $0.spark }), ("Hadoop", .broken, { $0.hadoop }),
      ("Java", .doubtful, { $0.java.flatMap(JavaRuntime.majorVersion).map(String.init) }),
    ]
    return kinds.compactMap { kind, severity, value in
      let versions = Dictionary(grouping: facts.filter { value($0) != nil }) { value($0) ?? "" }
      guard versions.count > 1 else { return nil }
      let list = versions.sorted { $0.key < $1.key }.map { version, hosts in
        "\(version) on \(hosts.map(\.name).joined(separator: ", "))"
      }
      return ClusterFinding(
        host: "all", severity: severity,
        message: "\(kind) differs: \(list.joined(separator: "; "))",
        fix: "install the same version on every machine")
    }
  }
}

/// Collects what is wrong with one machine.
private struct Finder {
  var host: String
  var findings: [ClusterFinding] = []

  mutating func add(_ severity: ClusterFinding.Severity, _ message: String, _ fix: String) {
    findings.append(
      ClusterFinding(host: host, severity: severity, message: message, fix: fix))
  }

  mutating func look(atJava java: String?) {
    guard let java else { return add(.broken, "there is no Java", JavaRuntime.hint) }
    guard let version = JavaRuntime.majorVersion(java), version >= JavaRuntime.oldest else {
      return add(
        .broken, "\(java): Spark needs Java \(JavaRuntime.oldest) or later", JavaRuntime.hint)
    }
  }

  mutating func look(atSpark spark: String?) {
    guard let spark else {
      return add(.broken, "there is no Spark", "docs/cluster.md, “Spark on every board”")
    }
    guard spark == SparkPackage.version else {
      return add(
        .doubtful, "Spark is \(spark); Stoa is tried with \(SparkPackage.version)",
        "pip install pyspark==\(SparkPackage.version)")
    }
  }

  mutating func look(atClock facts: HostFacts) {
    guard let ahead = facts.clockAhead, let uncertainty = facts.clockUncertainty,
      abs(ahead) > ClusterFinding.clockLimit + uncertainty
    else { return }
    add(
      .doubtful,
      "its clock is \(secondsText(abs(ahead))) \(ahead > 0 ? "ahead of" : "behind") this machine's",
      "sudo timedatectl set-ntp true")
  }

  mutating func look(atDisk free: Int?) {
    guard let free, free < ClusterFinding.diskLimit else { return }
    add(
      free < 256 ? .broken : .doubtful, "\(free) MiB are free on its disk",
      "sudo apt-get clean, a larger card, or `folder` on a USB disk")
  }

  mutating func look(atMemory facts: HostFacts, wanted: Int) {
    guard let memory = facts.memory, wanted > 0 else { return }
    // The system and HDFS want some of it too.
    guard memory - wanted >= 512 else {
      return add(
        wanted >= memory ? .broken : .doubtful,
        "its workers are to have \(wanted) of \(memory) MiB; the system and HDFS need 512",
        "less `memory` for it in cluster.toml")
    }
  }

  mutating func look(atThrottling text: String?) {
    guard let text else { return }
    guard let throttling = Throttling(text) else {
      return add(
        .doubtful, "vcgencmd says “\(text)”",
        "sudo usermod -aG video USER, for the user of the cluster")
    }
    if !throttling.now.isEmpty {
      add(
        .doubtful, "now: \(throttling.now.joined(separator: ", ")); what is measured is too slow",
        throttling.fix)
    } else if !throttling.since.isEmpty {
      add(
        .doubtful, "since its start: \(throttling.since.joined(separator: ", "))",
        throttling.fix)
    }
  }
}
