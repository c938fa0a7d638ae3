import Foundation

/// The end of a daemon's log.
public struct LogTail: Sendable {
  public var title: String
  public var path: String
  public var lines: [String]
}

extension Cluster {
  /// The last lines of the logs.
  ///
  /// - Parameters:
  ///   - role: whose; nil for all.
  ///   - index: from 1; nil for all of the role.
  public func logs(
    _ role: DaemonRole? = nil, _ index: Int? = nil, lines: Int
  ) async throws -> [LogTail] {
    let state = try folder.presentState()
    let daemons = state.daemons.sorted(by: DaemonRecord.areInOrder).filter { daemon in
      (role == nil || daemon.role == role) && (index == nil || daemon.index == index)
    }
    guard !daemons.isEmpty else {
      let titles = state.daemons.sorted(by: DaemonRecord.areInOrder).map(\.title)
      throw ClusterError(
        .invalid, "the cluster `\(name)` has no such daemon",
        hint: "it has \(titles.joined(separator: ", "))")
    }
    var tails: [LogTail] = []
    for daemon in daemons {
      let machine = state.description.host(daemon.host).machine
      tails.append(
        LogTail(
          title: daemon.title, path: daemon.log,
          lines: try await machine.tail(of: daemon.log, lines: lines)))
    }
    return tails
  }
}
