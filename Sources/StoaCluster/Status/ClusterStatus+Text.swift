import Foundation

extension ClusterStatus {
  /// The status for a person: tables of plain text.
  public func text() -> String {
    var paragraphs = [heading(), Self.table(daemonRows())]
    if !nodes.isEmpty { paragraphs.append(Self.table(nodeRows())) }
    if !executors.isEmpty { paragraphs.append(Self.table(executorRows())) }
    if let hdfs { paragraphs.append(Self.hdfsLine(hdfs)) }
    if !problems.isEmpty { paragraphs.append(problems.joined(separator: "\n")) }
    return paragraphs.joined(separator: "\n\n")
  }

  private func heading() -> String {
    let condition =
      switch phase {
      case .starting: "half started"
      case .up: isWell ? "up" : "up, but not all of it"
      case .stopping: "half taken down"
      }
    let lines = ["\(name): \(condition)", "  \(endpoint)"] + (hdfsURL.map { ["  \($0)"] } ?? [])
    return lines.joined(separator: "\n")
  }

  private func daemonRows() -> [[String]] {
    [["daemon", "host", "pid", "process", "ready after"]]
      + daemons.map { daemon in
        let condition = daemon.isRunning ? "runs" : daemon.wasKilled ? "killed" : "ended"
        return [
          daemon.title, daemon.host, String(daemon.pid), condition,
          daemon.readySeconds.map(secondsText) ?? "",
        ]
      }
  }

  private func nodeRows() -> [[String]] {
    [["node", "state", "cores", "memory"]]
      + nodes.map { node in
        [
          node.title, node.isAlive ? "alive" : "dead",
          Self.share(node.coresUsed, of: node.cores, unit: ""),
          Self.share(node.memoryUsed, of: node.memory, unit: " MiB"),
        ]
      }
  }

  private func executorRows() -> [[String]] {
    [["executor", "at", "cores", "tasks now", "done", "failed"]]
      + executors.map {
        [
          $0.id, $0.hostPort, String($0.totalCores), String($0.activeTasks),
          String($0.completedTasks), String($0.failedTasks),
        ]
      }
  }

  private static func hdfsLine(_ system: NameSystemPage) -> String {
    let gigabytes = { (bytes: Int) in String(format: "%.1f GB", Double(bytes) / 1e9) }
    let mode = system.state == "Operational" ? "" : "; \(system.state): nothing can be written"
    return """
      HDFS: \(system.liveDataNodes) DataNodes live, \(system.deadDataNodes) dead\(mode)
        \(gigabytes(system.capacityRemaining)) free of \(gigabytes(system.capacityTotal))
        \(system.blocks) blocks, \(system.underReplicatedBlocks) under-replicated
      """
  }

  private static func share(_ used: Int?, of all: Int?, unit: String) -> String {
    guard let used, let all else { return "" }
    return "\(used) of \(all)\(unit) used"
  }

  /// Rows in columns that are as wide as they must be.
  static func table(_ rows: [[String]]) -> String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    let lines = rows.map { row in
      let cells = zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    return lines.joined(separator: "\n")
  }
}
