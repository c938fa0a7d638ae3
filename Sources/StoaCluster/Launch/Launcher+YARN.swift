extension Launcher {
  func startYARN() async throws {
    let manager = try await launch(.resourcemanager, on: head, layout.resourceManagerCommand())
    let page = StatusPage(host: head.address, port: ClusterPorts.resourceManagerWeb)
    try await waitUntilReady([manager]) { try await page.yarnNodes().count >= 0 }
    var nodes: [LaunchedDaemon] = []
    for (index, worker) in description.workers.enumerated() {
      nodes.append(
        try await launch(
          .nodemanager, index + 1, on: description.host(worker.host),
          layout.nodeManagerCommand(index)))
    }
    let wanted = nodes.count
    try await waitUntilReady(nodes) {
      try await page.yarnNodes().count { $0.state == "RUNNING" } >= wanted
    }
    try await startConnect()
  }
}
