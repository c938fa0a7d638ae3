import ArgumentParser
import StoaCluster

/// `stoa cluster kill`: what happens when a board loses power.
struct ClusterKill: ClusterAction {
  static let configuration = CommandConfiguration(
    commandName: "kill", abstract: "Kill one daemon without a warning, for exercises.",
    discussion: "For example: stoa cluster kill worker 2")

  @OptionGroup var target: ClusterName

  @Argument(help: "What: worker, datanode, master, namenode or connect.")
  var daemon: DaemonRole

  @Argument(help: "Which of several, from 1.")
  var number: Int = 1

  func perform(_ tell: @escaping @Sendable (String) -> Void) async throws -> ClusterOutcome {
    let killed = try await target.cluster(tell).kill(daemon, number)
    return ClusterOutcome(
      text: "killed \(killed.title), process \(killed.process.pid) on \(killed.host)")
  }
}
