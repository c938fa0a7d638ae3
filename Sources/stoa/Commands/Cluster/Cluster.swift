import ArgumentParser
import Foundation
import StoaCluster
import StoaStore

/// `stoa cluster`: Spark and HDFS on this machine, or on boards over `ssh`.
struct Cluster: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Start, watch and stop Spark and HDFS, here or on boards.",
    subcommands: [
      ClusterUp.self, ClusterStatusCommand.self, ClusterDown.self, ClusterLogs.self,
      ClusterScale.self, ClusterKill.self, ClusterDoctor.self,
    ])
}

/// Which cluster is meant.
struct ClusterName: ParsableArguments {
  @Option(help: "The cluster's name; several may be up.")
  var name = "default"

  /// The cluster; what it does is told a line at a time.
  func cluster(
    _ tell: @escaping @Sendable (String) -> Void = { _ in }
  ) throws -> StoaCluster.Cluster {
    try StoaCluster.Cluster(name: name, home: StoreLocation.folder(), report: tell)
  }
}

extension Complaint {
  /// Runs the body of a command that Ctrl-C cancels; what fails is said and ends the process.
  static func orExitInterruptibly<Result: Sendable>(
    _ body: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await orExit {
      do {
        return try await Interruptible.run(body)
      } catch is CancellationError {
        throw Complaint("interrupted", status: 130)
      }
    }
  }
}
