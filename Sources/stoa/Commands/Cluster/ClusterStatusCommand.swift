import ArgumentParser
import StoaCluster

/// `stoa cluster status`: nodes, cores, memory, executors, HDFS.
struct ClusterStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how a cluster is.",
    discussion: "The exit status is 0 where all that was started runs and answers, else 1.")

  @OptionGroup var target: ClusterName

  @Flag(help: "Print it as JSON.")
  var json = false

  func run() async throws {
    let status = try await Complaint.orExit { try await target.cluster().status() }
    print(json ? try status.json() : status.text())
    if !status.isWell { throw ExitCode.failure }
  }
}
