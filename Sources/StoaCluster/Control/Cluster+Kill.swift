import Foundation

extension Cluster {
  /// Kills one daemon without a warning, as when its board loses power: for exercises.
  ///
  /// - Parameter index: from 1.
  /// - Returns: what was killed.
  /// - Throws: ``ClusterError`` where there is none of that number, or its process has ended.
  public func kill(_ role: DaemonRole, _ index: Int) async throws -> DaemonRecord {
    let lock = try await folder.lock()
    defer { withExtendedLifetime(lock) {} }
    var state = try folder.presentState()
    guard let position = state.daemons.firstIndex(where: { $0.role == role && $0.index == index })
    else {
      let titles = state.daemons.sorted(by: DaemonRecord.areInOrder).map(\.title)
      throw ClusterError(
        .invalid, "the cluster `\(name)` has no \(role.rawValue) \(index)",
        hint: "it has \(titles.joined(separator: ", "))")
    }
    let daemon = state.daemons[position]
    guard
      try await state.description.host(daemon.host).machine.signal(.kill, daemon.process)
    else { throw ClusterError(.state, "\(daemon.title) has ended already") }
    state.daemons[position].wasKilled = true
    try folder.save(state)
    return state.daemons[position]
  }
}
