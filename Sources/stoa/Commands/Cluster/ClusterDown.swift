import ArgumentParser
import StoaCluster

/// `stoa cluster down`: ends what `up` has started, and nothing else.
struct ClusterDown: ClusterAction {
  static let configuration = CommandConfiguration(
    commandName: "down", abstract: "Take a cluster down.",
    discussion: "What is in HDFS stays for the next start, unless --delete is given.")

  @OptionGroup var target: ClusterName

  @Flag(help: "Delete what the cluster has kept: HDFS, logs, configuration.")
  var delete = false

  func perform(_ tell: @escaping @Sendable (String) -> Void) async throws -> ClusterOutcome {
    try await target.cluster(tell).down(deletesData: delete)
    return ClusterOutcome(text: "the cluster `\(target.name)` is down")
  }
}
