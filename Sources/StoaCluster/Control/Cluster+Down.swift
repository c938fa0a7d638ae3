import Foundation

extension Cluster {
  /// Takes the cluster down: asks every daemon to end, insists after ten seconds.
  ///
  /// The files of HDFS stay for the next start, and the logs with them.
  ///
  /// - Parameter deletesData: whether all that the cluster has kept goes too.
  /// - Throws: ``ClusterError`` where there is no such cluster, or a machine cannot be reached;
  ///   the state then stays, so that it can be tried again.
  public func down(deletesData: Bool = false) async throws {
    let lock = try await folder.lock()
    defer { withExtendedLifetime(lock) {} }
    var state = try folder.presentState()
    state.phase = .stopping
    try folder.save(state)
    try await takeDown(state)
    if deletesData {
      for host in state.description.hosts {
        try await host.machine.removeFolder(state.layout.place(host.name).folder)
      }
    }
  }

  /// Ends every process of a run, and forgets the run.
  ///
  /// A machine that cannot be reached keeps the others from nothing; it is told in the end.
  func takeDown(_ state: ClusterState) async throws {
    let failures: [ClusterError] = await withTaskGroup(of: ClusterError?.self) { group in
      for host in state.description.hosts {
        group.addTask {
          do {
            try await end(state, on: host)
            return nil
          } catch {
            return error as? ClusterError ?? ClusterError(.failed, "\(error)")
          }
        }
      }
      return await group.reduce(into: []) { if let failure = $1 { $0.append(failure) } }
    }
    guard let first = failures.first else { return try folder.removeState() }
    throw ClusterError(
      first.kind, failures.map(\.message).joined(separator: "; "),
      hint: "the rest is down; switch it on and try again, or remove \(folder.stateURL.path) "
        + "to forget it",
      log: first.log)
  }

  private func end(_ state: ClusterState, on host: ClusterHost) async throws {
    let processes = state.daemons.filter { $0.host == host.name }.map(\.process)
    try await host.machine.end(processes, grace: .seconds(10))
    try await host.machine.endMarked(run: state.run)
    try await host.machine.removeFolder(state.layout.place(host.name).work)
  }
}

extension ClusterState {
  /// The daemons whose processes run.
  func runningDaemons() async throws -> [DaemonRecord] {
    try await withThrowingTaskGroup(of: [DaemonRecord].self) { group in
      for host in description.hosts {
        let daemons = daemons.filter { $0.host == host.name }
        group.addTask {
          let running = try await host.machine.running(daemons.map(\.process))
          return daemons.filter { running.contains($0.process) }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }
}
