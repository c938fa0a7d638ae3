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
  func takeDown(_ state: ClusterState) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for host in state.description.hosts {
        group.addTask {
          let processes = state.daemons.filter { $0.host == host.name }.map(\.process)
          try await host.machine.end(processes, grace: .seconds(10))
          try await host.machine.endMarked(run: state.run)
          try await host.machine.removeFolder(state.layout.place(host.name).work)
        }
      }
      try await group.waitForAll()
    }
    try folder.removeState()
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
