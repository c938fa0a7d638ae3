import ArgumentParser
import StoaCluster

import enum StoaLanguage.Sanitizer

extension DaemonRole: ExpressibleByArgument {}

/// `stoa cluster logs`: the last lines that daemons wrote.
struct ClusterLogs: ClusterAction {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "Show the last lines of the daemons' logs.")

  @OptionGroup var target: ClusterName

  @Argument(help: "Whose: connect, master, worker, namenode, datanode; all where left out.")
  var daemon: DaemonRole?

  @Argument(help: "Which worker or DataNode, from 1.")
  var number: Int?

  @Option(help: "How many lines of each.")
  var lines = 20

  func validate() throws {
    guard lines >= 1 else { throw ValidationError("--lines is at least 1") }
  }

  func perform(_ tell: @escaping @Sendable (String) -> Void) async throws -> ClusterOutcome {
    let tails = try await target.cluster(tell).logs(daemon, number, lines: lines)
    let lines = tails.flatMap { tail in
      ["== \(tail.title): \(tail.path)"] + tail.lines.map { Sanitizer.sanitize($0) }
    }
    return ClusterOutcome(text: lines.joined(separator: "\n"))
  }
}
