import Foundation

/// What machines say of themselves, and what is wrong with them.
public struct ClusterExamination: Codable, Sendable {
  public var hosts: [HostFacts]
  public var findings: [ClusterFinding]

  public var isWell: Bool { !findings.contains { $0.severity == .broken } }

  /// Looks at every machine of a cluster.
  public static func examine(_ description: ClusterDescription) async -> ClusterExamination {
    let hadoop = description.hdfs?.home
    var hosts: [HostFacts] = []
    var findings: [ClusterFinding] = []
    await withTaskGroup(of: (HostFacts, ClusterFinding?).self) { group in
      for host in description.hosts {
        group.addTask {
          do {
            let facts = try await HostFacts.gather(
              name: host.name, from: host.machine, sparkHome: description.spark.home,
              hadoopHome: hadoop)
            return (facts, nil)
          } catch {
            let error = error as? ClusterError ?? ClusterError(.failed, "\(error)")
            return (
              HostFacts(name: host.name),
              ClusterFinding(
                host: host.name, severity: .broken,
                message: ([error.message] + error.log.suffix(1)).joined(separator: ": "),
                fix: error.hint ?? "see that it is on, and on the network")
            )
          }
        }
      }
      for await (facts, finding) in group {
        // One that could not be asked has nothing to be judged by.
        if let finding { findings.append(finding) } else { hosts.append(facts) }
      }
    }
    let order = Dictionary(
      uniqueKeysWithValues: description.hosts.enumerated().map { ($1.name, $0) })
    hosts.sort { order[$0.name] ?? 0 < order[$1.name] ?? 0 }
    let memory = description.workers.reduce(into: [:]) {
      $0[$1.host, default: 0] += $1.memory.mebibytes
    }
    findings += ClusterFinding.judge(hosts, memory: memory, needsHadoop: hadoop != nil)
    findings.sort { (order[$0.host] ?? .max) < (order[$1.host] ?? .max) }
    return ClusterExamination(hosts: hosts, findings: findings)
  }

  /// One JSON object with a stable order of keys.
  public func json() throws -> String {
    String(decoding: try JSONEncoder.ofState.encode(self), as: UTF8.self)
  }

  /// The examination for a person.
  public func text() -> String {
    let heading = [
      "host", "Java", "Spark", "Hadoop", "cores", "memory", "free disk", "clock", "throttled",
    ]
    let words = findings.map { finding in
      "\(finding.host): \(finding.message)\n  fix: \(finding.fix)"
    }
    let table = ClusterStatus.table([heading] + hosts.map(\.row))
    return ([table] + (words.isEmpty ? ["nothing is wrong"] : words)).joined(separator: "\n\n")
  }
}

extension HostFacts {
  /// The cells of its row in the table.
  fileprivate var row: [String] {
    let version = java.flatMap(JavaRuntime.majorVersion)
    var cells: [String] = [name, version.map(String.init) ?? "none"]
    cells += [spark ?? "none", hadoop ?? "none", cores.map(String.init) ?? ""]
    cells += [memory, freeDisk].map { size in size.map { "\($0) MiB" } ?? "" }
    cells.append(clockAhead.map { String(format: "%+.2f s", $0) } ?? "")
    if let throttled {
      let bits = Throttling(throttled)?.bits
      cells.append(bits == nil ? "?" : bits == 0 ? "never" : "yes")
    }
    return cells
  }
}
