import Foundation

extension Cluster {
  /// Starts the cluster, and returns when it is ready.
  ///
  /// What was started is taken down again where something fails or the task is cancelled.
  ///
  /// - Parameter cache: where Spark and HDFS's parts for this machine are, or are fetched to.
  /// - Throws: ``ClusterError`` with the last telling lines of the log.
  public func up(
    _ description: ClusterDescription, cache: URL = CacheFolder.url()
  ) async throws -> ClusterState {
    let lock = try await folder.lock()
    defer { withExtendedLifetime(lock) {} }
    let clock = ContinuousClock()
    try description.check()
    try await clearRemains()
    let places = try await places(for: description)
    let jars = try await fetch(description, cache: cache)
    let begin = clock.now
    let keeper = try await reserve(description, places: places, jars: jars)
    let launcher = Launcher(layout: await keeper.state.layout, keeper: keeper, report: report)
    do {
      try await launcher.prepare()
      try await launcher.start()
      let seconds = (clock.now - begin).inSeconds
      try await keeper.change {
        $0.readySeconds = seconds
        $0.phase = .up
      }
    } catch {
      try await giveUp(keeper, because: error)
    }
    return await keeper.state
  }

  /// Takes down what was started, whether or not the task was cancelled meanwhile.
  private func giveUp(_ keeper: StateKeeper, because error: any Error) async throws -> Never {
    report("taking down what was started")
    // A task of its own: in a cancelled one, nothing could be waited for.
    let state = await keeper.state
    let ending = Task { try await self.takeDown(state) }
    do {
      try await ending.value
    } catch let second {
      throw ClusterError(
        .failed, "\(error); and what was started could not be taken down: \(second)",
        hint: "stoa cluster down --name \(name)")
    }
    throw error
  }

  /// Sees to what an earlier run has left: refuses while it runs, ends strays where it does not.
  private func clearRemains() async throws {
    guard let state = try folder.state() else { return }
    let alive = try await state.runningDaemons()
    guard alive.isEmpty || state.phase != .up else {
      throw ClusterError(
        .state, "the cluster `\(name)` is up at \(state.endpoint)",
        hint: "`stoa cluster down --name \(name)` takes it down; another --name is another cluster")
    }
    report("taking down what an earlier run left")
    try await takeDown(state)
  }

  /// Where each host keeps things, and its Java.
  private func places(for description: ClusterDescription) async throws -> [String: HostPlace] {
    try await withThrowingTaskGroup(of: (String, HostPlace).self) { group in
      for host in description.hosts {
        group.addTask { (host.name, try await place(on: host)) }
      }
      var places: [String: HostPlace] = [:]
      for try await (name, place) in group { places[name] = place }
      return places
    }
  }

  private func place(on host: ClusterHost) async throws -> HostPlace {
    let machine = host.machine
    let home = try await machine.perform("printf %s \"$HOME\"", to: "find the home folder")
    let java = try await JavaRuntime.home(on: machine)
    guard host.ssh != nil else {
      return HostPlace(folder: folder.url.path, home: home, javaHome: java)
    }
    let below = host.folder ?? ".stoa/clusters/\(name)"
    let path = below.hasPrefix("/") ? below : "\(home)/\(below)"
    return HostPlace(folder: path, home: home, javaHome: java)
  }

  /// Fetches what this machine lacks, and sees that the other machines have theirs.
  ///
  /// - Returns: the class path of HDFS on this machine; empty where it is not run from parts.
  private func fetch(_ description: ClusterDescription, cache: URL) async throws -> [String] {
    let home = description.spark.home
    if home == SparkPackage.home(cache: cache).path,
      description.hosts.contains(where: { $0.ssh == nil })
    {
      _ = try await SparkPackage.fetched(cache: cache, report: report)
    }
    for host in description.hosts {
      try await require(
        home + "/bin/spark-class", on: host, what: "Spark",
        hint: "install Spark \(SparkPackage.version) in \(home)")
      if let hadoop = description.hdfs?.home {
        try await require(
          hadoop + "/bin/hdfs", on: host, what: "Hadoop", hint: "unpack Hadoop in \(hadoop)")
      }
    }
    guard let hdfs = description.hdfs, hdfs.home == nil else { return [] }
    return try await HDFSPackage.fetched(
      cache: cache, sparkHome: URL(fileURLWithPath: home, isDirectory: true), report: report)
  }

  private func require(
    _ path: String, on host: ClusterHost, what: String, hint: String
  ) async throws {
    guard try await host.machine.fileExists(path) else {
      throw ClusterError(
        .missing, "there is no \(what) on \(host.machine.name): \(path) is missing",
        hint: "\(hint); docs/cluster.md says how")
    }
  }

  /// Chooses ports, and writes down that they are taken.
  private func reserve(
    _ description: ClusterDescription, places: [String: HostPlace], jars: [String]
  ) async throws -> StateKeeper {
    let lock = try await folder.lockPorts()
    defer { withExtendedLifetime(lock) {} }
    // On boards the ports are the usual ones; a daemon that finds its port taken says so.
    let isHere = description.head.ssh == nil
    var choice = PortChoice(taken: try folder.portsOfOthers()) { port in
      !isHere || PortChoice.isFreeHere(port)
    }
    let ports = try ClusterPorts(for: description, choice: &choice)
    let layout = ClusterLayout(
      name: name, run: UUID().uuidString, description: description, ports: ports, places: places,
      hdfsJars: jars)
    return try StateKeeper(ClusterState(layout), in: folder)
  }
}
