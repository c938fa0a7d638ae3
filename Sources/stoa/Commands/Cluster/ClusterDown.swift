import ArgumentParser
import StoaCluster

/// `stoa cluster down`: ends what `up` has started, and nothing else.
struct ClusterDown: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "down", abstract: "Take a cluster down.",
    discussion: "What is in HDFS stays for the next start, unless --delete is given.")

  @OptionGroup var target: ClusterName

  @Flag(help: "Delete what the cluster has kept: HDFS, logs, configuration.")
  var delete = false

  func run() async throws {
    try await Complaint.orExit {
      try await target.cluster().down(deletesData: delete)
    }
    print("the cluster `\(target.name)` is down")
  }
}
