import Foundation

/// Starts the daemons of a cluster, and waits until they are ready.
struct Launcher: Sendable {
  var layout: ClusterLayout
  var keeper: StateKeeper
  var report: @Sendable (String) -> Void

  private let clock = ContinuousClock()

  init(
    layout: ClusterLayout, keeper: StateKeeper, report: @escaping @Sendable (String) -> Void
  ) {
    self.layout = layout
    self.keeper = keeper
    self.report = report
  }

  var description: ClusterDescription { layout.description }
  var head: ClusterHost { layout.head }

  /// Makes the folders and writes the configuration on every host.
  func prepare() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for host in description.hosts {
        group.addTask { try await prepare(host) }
      }
      try await group.waitForAll()
    }
  }

  private func prepare(_ host: ClusterHost) async throws {
    let place = layout.place(host.name)
    let machine = host.machine
    try await machine.makeFolders(
      [place.logs, place.work + "/scratch", place.data] + layout.webFolders(on: host.name))
    let files = layout.hadoopFiles(on: host.name).merging(layout.yarnFiles(on: host.name)) { $1 }
    for (name, text) in files {
      try await machine.write(text, to: "\(place.configuration)/\(name)")
    }
    if host.name == head.name {
      try await machine.write(layout.connectProperties(), to: layout.connectPropertiesPath)
    }
  }

  /// Starts everything, HDFS and Spark beside each other.
  func start() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      if description.hdfs != nil { group.addTask { try await startHDFS() } }
      group.addTask { try await startSpark() }
      try await group.waitForAll()
    }
  }

  /// Launches one daemon and writes it down.
  func launch(
    _ role: DaemonRole, _ index: Int = 1, on host: ClusterHost, _ command: DaemonCommand
  ) async throws -> LaunchedDaemon {
    try Task.checkCancellation()
    let place = layout.place(host.name)
    let name = role.isNumbered ? "\(role.rawValue)-\(index)" : role.rawValue
    let log = "\(place.logs)/\(name).log"
    let begin = clock.now
    let process = try await host.machine.launch(
      command, folder: "\(place.work)/\(name)", log: log)
    let record = DaemonRecord(
      role: role, index: index, host: host.name, process: process, log: log, wasKilled: false)
    try await keeper.change { state in
      state.daemons.removeAll { $0.role == role && $0.index == index }
      state.daemons.append(record)
    }
    return LaunchedDaemon(record: record, host: host, begin: begin)
  }

  /// Waits until the condition holds, and writes down how long it took.
  ///
  /// - Throws: ``ClusterError`` where the daemon ends before, or the limit passes.
  func waitUntilReady(
    _ daemons: [LaunchedDaemon], limit: Duration = .seconds(180),
    _ isReady: @Sendable () async throws -> Bool
  ) async throws {
    try await wait(for: daemons, limit: limit, isReady)
    for daemon in daemons {
      let seconds = (clock.now - daemon.begin).inSeconds
      try await keeper.change { state in
        for index in state.daemons.indices
        where state.daemons[index].process == daemon.record.process {
          state.daemons[index].readySeconds = seconds
        }
      }
    }
    guard let first = daemons.first else { return }
    let seconds = secondsText((clock.now - first.begin).inSeconds)
    let title =
      daemons.count == 1
      ? first.record.title : "\(daemons.count) \(first.record.role.rawValue)s"
    report("\(title) ready after \(seconds)")
  }

  /// Waits until the condition holds while all the daemons run.
  func wait(
    for daemons: [LaunchedDaemon], limit: Duration,
    _ isReady: @Sendable () async throws -> Bool
  ) async throws {
    let deadline = clock.now + limit
    var nextLook = clock.now
    var obstacle = ""
    while true {
      do {
        if try await isReady() { return }
        obstacle = ""
      } catch let error as ClusterError {
        // Its page does not answer yet, or not yet as it will.
        obstacle = "; " + error.message
      }
      if clock.now >= nextLook {
        for daemon in daemons { try await daemon.checkRuns() }
        nextLook = clock.now + .seconds(1)
      }
      guard clock.now < deadline else {
        throw try await daemons[0].failure(
          "is not ready after \(secondsText(limit.inSeconds))\(obstacle)")
      }
      try await Task.sleep(for: .milliseconds(150))
    }
  }
}

/// A daemon that was just launched.
struct LaunchedDaemon: Sendable {
  var record: DaemonRecord
  var host: ClusterHost
  var begin: ContinuousClock.Instant

  /// - Throws: ``ClusterError`` where it has ended.
  func checkRuns() async throws {
    guard try await host.machine.running([record.process]).isEmpty else { return }
    throw try await failure("ended while it was starting")
  }

  /// What happened, with the log's telling lines.
  func failure(_ what: String) async throws -> ClusterError {
    let lines = try await host.machine.tail(of: record.log, lines: 400)
    return ClusterError(
      .failed, "\(record.title) on \(host.machine.name) \(what)",
      hint: "the whole log is \(record.log)", log: LogLines.telling(lines))
  }
}
