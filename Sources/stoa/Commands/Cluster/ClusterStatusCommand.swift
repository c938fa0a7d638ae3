import ArgumentParser
import StoaCluster

/// `stoa cluster status`: nodes, cores, memory, executors, HDFS.
struct ClusterStatusCommand: ClusterAction {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how a cluster is.",
    discussion: "The exit status is 0 where all that was started runs and answers, else 1.")

  @OptionGroup var target: ClusterName

  @Flag(help: "Print it as JSON.")
  var json = false

  func perform(_ tell: @escaping @Sendable (String) -> Void) async throws -> ClusterOutcome {
    let status = try await target.cluster(tell).status()
    return ClusterOutcome(text: json ? try status.json() : status.text(), isWell: status.isWell)
  }
}
