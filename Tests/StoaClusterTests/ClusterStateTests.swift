import Foundation
import Testing

@testable import StoaCluster

@Suite struct ClusterStateTests {
  private let home = TemporaryFolder()

  private func state(_ name: String = "x", token: String? = nil) throws -> ClusterState {
    let description = try ClusterDescription.local(
      workers: 2, cores: 1, memory: MemorySize(mebibytes: 1024), sparkHome: "/spark", dataNodes: 2,
      token: token)
    var choice = PortChoice(taken: []) { _ in true }
    let ports = try ClusterPorts(for: description, choice: &choice)
    let place = HostPlace(folder: "/f", home: "/h", javaHome: "/j")
    return ClusterState(
      ClusterLayout(
        name: name, run: "r", description: description, ports: ports, places: ["local": place]),
      created: Date(timeIntervalSince1970: 1_763_847_000))
  }

  @Test func isReadAsItWasWritten() throws {
    let folder = try ClusterFolder(name: "x", home: home.url)
    #expect(try folder.state() == nil)
    var state = try state(token: "secret")
    state.daemons.append(
      DaemonRecord(
        role: .worker, index: 2, host: "local",
        process: ProcessIdentity(pid: 1, startTicks: 2, boot: "b"), log: "/l", wasKilled: false))
    try folder.save(state)
    let read = try #require(try folder.state())
    #expect(read.daemons == state.daemons && read.description == state.description)
    #expect(read.ports == state.ports && read.created == state.created && read.run == "r")
    #expect(read.endpoint == "sc://127.0.0.1:15002")
    let rights = try FileManager.default.attributesOfItem(
      atPath: folder.url.appending(path: "state.json").path)[.posixPermissions]
    #expect(rights as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["state.json"])
    try folder.removeState()
    #expect(try folder.state() == nil)
  }

  @Test func aDamagedStateIsSaidAndLeftAlone() throws {
    let folder = try ClusterFolder(name: "x", home: home.url)
    try folder.save(state())
    let url = folder.url.appending(path: "state.json")
    let damage = Data("{\"name\": 3}".utf8)
    try damage.write(to: url)
    #expect {
      try folder.state()
    } throws: {
      ($0 as? ClusterError)?.message.contains("damaged") == true
    }
    #expect(try Data(contentsOf: url) == damage)
  }

  /// What is read is used to find places and ports by number, so it must hold together.
  @Test func aStateThatContradictsItselfIsDamaged() throws {
    let folder = try ClusterFolder(name: "x", home: home.url)
    let good = try state()
    var withoutHosts = good
    withoutHosts.description.hosts = []
    var withoutPorts = good
    withoutPorts.ports.dataNodes.removeLast()
    var elsewhere = good
    elsewhere.description.workers[0].host = "nowhere"
    for bad in [withoutHosts, withoutPorts, elsewhere] {
      try folder.save(bad)
      #expect {
        try folder.state()
      } throws: {
        ($0 as? ClusterError)?.message.contains("do not agree") == true
      }
    }
    try folder.save(good)
    #expect(try folder.state() != nil)
  }

  @Test func whereThereIsNoneTheOthersAreNamed() throws {
    try ClusterFolder(name: "class", home: home.url).save(state("class"))
    #expect {
      try ClusterFolder(name: "x", home: home.url).presentState()
    } throws: {
      ($0 as? ClusterError)?.hint == "--name class"
    }
  }

  @Test func portsOfOthersAreTheirs() throws {
    let other = try state("class")
    try ClusterFolder(name: "class", home: home.url).save(other)
    let folder = try ClusterFolder(name: "x", home: home.url)
    #expect(try folder.portsOfOthers() == Set(other.ports.all))
    try folder.save(other)
    #expect(
      try ClusterFolder(name: "class", home: home.url).portsOfOthers() == Set(other.ports.all))
  }

  @Test func twoCommandsDoNotWorkOnOneCluster() async throws {
    let folder = try ClusterFolder(name: "x", home: home.url)
    let lock = try await folder.lock()
    await #expect(throws: ClusterError.self) { try await folder.lock() }
    withExtendedLifetime(lock) {}
  }
}
