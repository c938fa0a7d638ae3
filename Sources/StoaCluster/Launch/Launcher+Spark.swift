import Foundation

extension Launcher {
  func startSpark() async throws {
    switch description.spark.manager {
    case .process: try await startConnect()
    case .standalone: try await startStandalone()
    case .yarn: try await startYARN()
    }
  }

  private func startStandalone() async throws {
    let master = try await launch(.master, on: head, layout.masterCommand())
    let page = StatusPage(host: head.address, port: layout.ports.masterWeb)
    try await waitUntilReady([master]) { try await page.master().status == "ALIVE" }
    // A worker that finds no master tries again only seconds later, so they come after it; the
    // server needs some seconds before it asks for executors, and need not wait for them.
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await startWorkers(page) }
      group.addTask { try await startConnect() }
      try await group.waitForAll()
    }
  }

  private func startWorkers(_ page: StatusPage) async throws {
    var workers: [LaunchedDaemon] = []
    for (index, worker) in description.workers.enumerated() {
      workers.append(
        try await launch(
          .worker, index + 1, on: description.host(worker.host), layout.workerCommand(index)))
    }
    let wanted = Set(layout.ports.workers)
    try await waitUntilReady(workers) {
      wanted.isSubset(of: try await page.master().aliveWorkers.map(\.port))
    }
  }

  /// Starts the Connect server, and waits for it and for its executors.
  func startConnect() async throws {
    let connect = try await launch(.connect, on: head, layout.connectCommand())
    let address = head.address
    let port = layout.ports.connect
    try await waitUntilReady([connect]) { PortProbe.answers(host: address, port: port) }
    let serverSeconds = (ContinuousClock.now - connect.begin).inSeconds
    let shape = description.spark.executors
    let wanted = description.spark.manager == .process ? 0 : shape.count
    let page = StatusPage(host: address, port: layout.ports.application)
    try await wait(for: [connect], limit: .seconds(180)) {
      let executors = try await page.executors()
      return !executors.isEmpty && executors.count { $0.isActive && !$0.isDriver } >= wanted
    }
    let executorSeconds = (ContinuousClock.now - connect.begin).inSeconds - serverSeconds
    if wanted > 0 { report("\(shape.inWords) ready \(secondsText(executorSeconds)) later") }
    try await keeper.change {
      $0.applications.append(
        ApplicationStart(
          executors: shape, serverSeconds: serverSeconds, executorSeconds: executorSeconds))
    }
  }
}
