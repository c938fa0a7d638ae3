import ArgumentParser
import StoaCluster

/// `stoa cluster kill`: what happens when a board loses power.
struct ClusterKill: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kill", abstract: "Kill one daemon without a warning, for exercises.",
    discussion: "For example: stoa cluster kill worker 2")

  @OptionGroup var target: ClusterName

  @Argument(help: "What: worker, datanode, master, namenode or connect.")
  var daemon: DaemonRole

  @Argument(help: "Which of several, from 1.")
  var number: Int = 1

  func run() async throws {
    let killed = try await Complaint.orExit { try await target.cluster().kill(daemon, number) }
    print("killed \(killed.title), process \(killed.process.pid) on \(killed.host)")
  }
}
