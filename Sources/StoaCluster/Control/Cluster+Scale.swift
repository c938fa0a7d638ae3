import Foundation

extension Cluster {
  /// Ends the application and starts a new one with other executors, at the same address.
  ///
  /// Executors are fixed when a Connect server starts, so this is what a change of them costs.
  /// Sessions of the old application end with it.
  ///
  /// - Parameter memory: heap of each executor; nil leaves it as it is.
  /// - Returns: how long the start took.
  public func scale(
    executors: Int, cores: Int, memory: MemorySize? = nil
  ) async throws -> ApplicationStart {
    let lock = try await folder.lock()
    defer { withExtendedLifetime(lock) {} }
    var state = try folder.presentState()
    guard state.phase == .up, let connect = state.daemon(.connect) else {
      throw ClusterError(
        .state, "the cluster `\(name)` is not up", hint: "take it down, and start it again")
    }
    state.description.spark.executors.count = executors
    state.description.spark.executors.cores = cores
    if let memory { state.description.spark.executors.memory = memory }
    try await checkRoom(in: state)
    try await end(connect, of: state)
    let keeper = try StateKeeper(state, in: folder)
    let launcher = Launcher(layout: state.layout, keeper: keeper, report: report)
    try await launcher.prepare()
    do {
      try await launcher.startConnect()
    } catch {
      // The cluster stays; its application can be started again with other numbers.
      let head = state.description.head.machine
      if let fresh = await keeper.state.daemon(.connect) {
        try await Task { try await head.end([fresh.process], grace: .seconds(5)) }.value
      }
      throw error
    }
    guard let start = await keeper.state.applications.last else {
      throw ClusterError(.failed, "the start was not measured")
    }
    return start
  }

  /// Refuses what would not fit the workers that are alive, before anything is ended.
  private func checkRoom(in state: ClusterState) async throws {
    var description = state.description
    if description.spark.manager == .standalone {
      let page = StatusPage(host: description.head.address, port: state.ports.masterWeb)
      let nodes = ClusterStatus.nodes(of: state, try await page.master())
      description.workers = zip(description.workers, nodes).filter { $1.isAlive }.map { $0.0 }
    }
    try description.check()
  }

  /// Ends the application, and waits until its cores and memory are free again.
  private func end(_ connect: DaemonRecord, of state: ClusterState) async throws {
    try await state.description.host(connect.host).machine
      .end([connect.process], grace: .seconds(20))
    guard state.description.spark.manager == .standalone else { return }
    let page = StatusPage(host: state.description.head.address, port: state.ports.masterWeb)
    let deadline = ContinuousClock.now + .seconds(60)
    while true {
      let master = try await page.master()
      if master.activeapps.isEmpty, master.aliveWorkers.allSatisfy({ $0.coresused == 0 }) { return }
      guard ContinuousClock.now < deadline else {
        throw ClusterError(
          .failed, "the old application still holds cores after a minute",
          hint: "stoa cluster down --name \(name)")
      }
      try await Task.sleep(for: .milliseconds(150))
    }
  }
}
