import Foundation
import Testing

@testable import StoaCluster

/// What becomes of a start that fails or is cut off. Nothing here needs a real Spark.
@Suite(.timeLimit(.minutes(2))) struct ClusterStartTests {
  private let home = TemporaryFolder()

  private func cluster() throws -> Cluster { try Cluster(name: "x", home: home.url) }

  private func description(_ spark: FakeSpark) throws -> ClusterDescription {
    try .local(workers: 2, cores: 1, memory: MemorySize(mebibytes: 1024), sparkHome: spark.home)
  }

  @Test func theLogsTellingLinesAreInTheError() async throws {
    let spark = try FakeSpark("echo INFO fine; echo 'java.net.BindException: boom' >&2; exit 3")
    let cluster = try cluster()
    let error = await #expect(throws: ClusterError.self) {
      try await cluster.up(description(spark))
    }
    #expect(error?.message == "master on this machine ended while it was starting")
    #expect(error?.log == ["java.net.BindException: boom"])
    let log = home.path("clusters/x/logs/master.log")
    #expect(error?.hint == "the whole log is \(log)")
    #expect(FileManager.default.fileExists(atPath: log))
    #expect(try cluster.state() == nil)
  }

  @Test func aStartThatIsCutOffLeavesNoProcess() async throws {
    let spark = try FakeSpark("sleep 300 & exec sleep 300")
    let cluster = try cluster()
    let start = Task { try await cluster.up(description(spark)) }
    var found: ClusterState?
    while found?.daemons.isEmpty ?? true {
      found = try cluster.state()
      try await Task.sleep(for: .milliseconds(20))
    }
    let state = try #require(found)
    while try await LocalMachine().marked(run: state.run).count < 2 {}
    start.cancel()
    await #expect(throws: CancellationError.self) { try await start.value }
    #expect(try await LocalMachine().marked(run: state.run).isEmpty)
    #expect(try cluster.state() == nil)
  }

  /// As after a crash of the command, or of the machine.
  @Test func whatAnEarlierStartLeftIsTakenDown() async throws {
    let spark = try FakeSpark("echo 'Exception: again'; exit 1")
    let cluster = try cluster()
    let layout = ClusterLayout(
      name: "x", run: UUID().uuidString, description: try description(spark),
      ports: try ports(description(spark)),
      places: ["local": HostPlace(folder: home.path("clusters/x"), home: "/", javaHome: "/")])
    let stray = try await LocalMachine().launch(
      DaemonCommand(
        executable: "/bin/sleep", arguments: ["300"], environment: [runVariable: layout.run]),
      folder: home.path("work"), log: home.path("log"))
    try cluster.folder.save(ClusterState(layout))
    await #expect(throws: ClusterError.self) { try await cluster.up(description(spark)) }
    #expect(try await LocalMachine().running([stray]).isEmpty)
  }

  /// A board that is off keeps nothing else from being taken down, and is not forgotten.
  @Test func whatCanBeReachedIsTakenDown() async throws {
    let cluster = try cluster()
    var description = try description(FakeSpark("exit 1"))
    description.hosts.append(
      ClusterHost(name: "off", ssh: SSHAddress(address: "127.0.0.1", port: 1)))
    let place = HostPlace(folder: home.path("clusters/x"), home: "/", javaHome: "/")
    let layout = ClusterLayout(
      name: "x", run: UUID().uuidString, description: description,
      ports: try ports(description), places: ["local": place, "off": place])
    let stray = try await LocalMachine().launch(
      DaemonCommand(
        executable: "/bin/sleep", arguments: ["300"], environment: [runVariable: layout.run]),
      folder: home.path("work"), log: home.path("log"))
    try cluster.folder.save(ClusterState(layout))
    let error = await #expect(throws: ClusterError.self) { try await cluster.down() }
    #expect(error?.kind == .unreachable)
    #expect(error?.message == "off cannot be reached over ssh")
    #expect(error?.hint?.contains(cluster.folder.stateURL.path) == true)
    #expect(try await LocalMachine().running([stray]).isEmpty)
    #expect(try cluster.state()?.phase == .stopping)
  }

  @Test func withoutSparkItIsSaidWhereItShouldBe() async throws {
    let cluster = try cluster()
    let description = try ClusterDescription.local(
      workers: 0, cores: 1, memory: MemorySize(mebibytes: 1024), sparkHome: "/nonexistent")
    let error = await #expect(throws: ClusterError.self) { try await cluster.up(description) }
    #expect(error?.kind == .missing)
    #expect(error?.message.contains("/nonexistent/bin/spark-class") == true)
  }

  @Test func whatIsDownCannotBeTakenDown() async throws {
    let cluster = try cluster()
    let error = await #expect(throws: ClusterError.self) { try await cluster.down() }
    #expect(error?.hint == "`stoa cluster up` starts one")
  }

  private func ports(_ description: ClusterDescription) throws -> ClusterPorts {
    var choice = PortChoice(taken: []) { _ in true }
    return try ClusterPorts(for: description, choice: &choice)
  }

  /// A machine on which every script says the same.
  private struct ParrotMachine: Machine {
    var name = "the parrot"
    var status: Int32
    var words = ""

    func run(
      _ script: String, arguments: [String], input: Data, timeout: Duration
    ) async throws -> Command.Output {
      Command.Output(status: status, output: words, errors: "")
    }
  }

  @Test(arguments: [
    (10, "", "there is no Java on the parrot"),
    (0, "    java.home = /j\nopenjdk version \"11.0.2\" 2019-01-15", "is version 11"),
    (1, "Error: no such class", "does not say its version"),
  ])
  func whereJavaIsMissingItsPackageIsNamed(
    _ status: Int32, _ words: String, _ message: String
  ) async throws {
    let error = await #expect(throws: ClusterError.self) {
      try await JavaRuntime.home(on: ParrotMachine(status: status, words: words))
    }
    #expect(error?.message.contains(message) == true)
    #expect(error?.kind == .missing)
    #expect(error?.hint?.contains("openjdk-17-jre-headless") == true)
  }

  @Test func javaSaysItsHome() async throws {
    let words = "    java.home = /usr/lib/jvm/j17\nopenjdk version \"17.0.15\" 2025-04-15"
    let home = try await JavaRuntime.home(on: ParrotMachine(status: 0, words: words))
    #expect(home == "/usr/lib/jvm/j17")
  }

  @Test(arguments: [
    (#"openjdk version "17.0.15" 2025-04-15"#, 17), (#"java version "1.8.0_401""#, 8),
    (#"openjdk version "21" 2023-09-19"#, 21), ("no java here", nil),
  ])
  func javaSaysItsVersion(_ text: String, _ version: Int?) {
    #expect(JavaRuntime.majorVersion(text) == version)
  }

  @Test(arguments: [
    (["STOA_CACHE": "/c", "XDG_CACHE_HOME": "/x", "HOME": "/h"], "/c"),
    (["XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/stoa"),
    (["XDG_CACHE_HOME": "relative", "HOME": "/h"], "/h/.cache/stoa"),
    (["HOME": "/h"], "/h/.cache/stoa"),
  ])
  func theCacheIsWhereTheSetUpPutsIt(_ environment: [String: String], _ path: String) {
    #expect(CacheFolder.url(environment: environment).path == path)
  }
}
