import Foundation

extension Launcher {
  func startHDFS() async throws {
    try await formatOnce()
    let nameNode = try await launch(.namenode, on: head, layout.nameNodeCommand())
    var dataNodes: [LaunchedDaemon] = []
    for (index, host) in description.dataNodes.enumerated() {
      dataNodes.append(
        try await launch(
          .datanode, index + 1, on: description.host(host), layout.dataNodeCommand(index)))
    }
    let page = StatusPage(host: head.address, port: layout.ports.nameNodeWeb)
    try await waitUntilReady([nameNode]) { try await page.nameSystem().capacityTotal >= 0 }
    let wanted = dataNodes.count
    try await waitUntilReady(dataNodes) {
      let system = try await page.nameSystem()
      return system.liveDataNodes >= wanted && system.state == "Operational"
    }
  }

  /// Makes the file system, where there is none from an earlier run.
  private func formatOnce() async throws {
    let place = layout.place(head.name)
    let machine = head.machine
    guard try await !machine.fileExists(place.data + "/namenode/current/VERSION") else { return }
    // What DataNodes hold of another file system would keep them out of the new one.
    for (index, host) in description.dataNodes.enumerated() {
      let folder = "\(layout.place(host).data)/datanode-\(index + 1)"
      guard try await !description.host(host).machine.fileExists(folder) else {
        throw ClusterError(
          .state, "\(folder) on \(host) holds blocks of a file system whose NameNode is gone",
          hint: "move it away, if it matters; else remove it")
      }
    }
    let output = try await machine.run(
      "log=$1; shift; env -i \"$@\" >>\"$log\" 2>&1",
      arguments: ["\(place.logs)/namenode.log"] + layout.nameNodeFormatCommand().words,
      input: Data(), timeout: .seconds(120))
    guard output.status == 0 else {
      let lines = try await machine.tail(of: "\(place.logs)/namenode.log", lines: 400)
      throw ClusterError(
        .failed, "HDFS could not be formatted on \(machine.name)",
        hint: "the whole log is \(place.logs)/namenode.log", log: LogLines.telling(lines))
    }
  }
}
