import Foundation
import Testing

@testable import StoaCluster

@Suite struct ClusterFileTests {
  private static let boards = """
    head = "pi1"

    [ssh]
    user = "pi"
    identity = "/home/me/.ssh/class"

    [spark]
    home = "/opt/spark"

    [hdfs]
    home = "/opt/hadoop"

    [[host]]
    name = "pi1"
    address = "10.0.0.11"
    worker = false

    [[host]]
    name = "pi2"
    address = "10.0.0.12"

    [[host]]
    name = "pi3"
    address = "10.0.0.13"
    cores = 4
    memory = "3g"
    user = "other"

    [[host]]
    name = "pi4"
    [[host]]
    name = "pi5"
    [[host]]
    name = "pi6"
    """

  private func describe(_ text: String, master: String? = nil) throws -> ClusterDescription {
    try ClusterFile(text: text, path: "cluster.toml").description(
      path: "cluster.toml", master: master)
  }

  private func complaint(_ text: String) -> ClusterError? {
    do {
      _ = try describe(text)
      return nil
    } catch {
      return error as? ClusterError
    }
  }

  @Test func leavesThePapersSettings() throws {
    let description = try describe(Self.boards)
    #expect(description.head.name == "pi1")
    #expect(description.workers.map(\.host) == ["pi2", "pi3", "pi4", "pi5", "pi6"])
    let shape = description.spark.executors
    #expect(shape.count == 5 && shape.cores == 3)
    #expect(shape.memory == MemorySize("1.5g") && shape.overhead == MemorySize("384m"))
    #expect(description.hdfs?.replication == 4)
    #expect(
      description.workers[0]
        == WorkerNode(host: "pi2", cores: 3, memory: MemorySize(mebibytes: 1920)))
    #expect(
      description.workers[1]
        == WorkerNode(host: "pi3", cores: 4, memory: MemorySize(mebibytes: 3072)))
  }

  @Test func saysHowToReachEachHost() throws {
    let hosts = try describe(Self.boards).hosts
    #expect(
      hosts[2].ssh
        == SSHAddress(address: "10.0.0.13", user: "other", identity: "/home/me/.ssh/class"))
    #expect(hosts[3].address == "pi4")
    #expect(hosts[3].ssh?.shownCommand == "ssh -i /home/me/.ssh/class pi@pi4")
  }

  @Test func pathsForSSHMeanTheSameEverywhere() throws {
    let text = Self.boards.replacing("/home/me/.ssh/class", with: "~/.ssh/class")
      .replacing("user = \"pi\"", with: "config = \"ssh_config\"")
    let address = try describe(text).hosts[0].ssh
    #expect(address?.identity == NSHomeDirectory() + "/.ssh/class")
    #expect(
      address?.configuration == FileManager.default.currentDirectoryPath + "/ssh_config")
  }

  @Test func aMasterFromOutsideComesFirst() throws {
    #expect(try describe(Self.boards).spark.manager == .standalone)
    #expect(try describe(Self.boards, master: "yarn").spark.manager == .yarn)
    #expect(throws: ClusterError.self) { try describe(Self.boards, master: "mesos") }
  }

  @Test func yarnNeedsHadoop() throws {
    let text = Self.boards.replacing("[hdfs]\nhome = \"/opt/hadoop\"\n", with: "")
    #expect(try describe(text).hdfs == nil)
    #expect(throws: ClusterError.self) { try describe(text, master: "yarn") }
  }

  @Test(arguments: [
    ("head = \"pi1\"\nbroken", "cluster.toml:2"),
    (boards.replacing("user = \"pi\"", with: "usr = \"pi\""), "usr"),
    (boards.replacing("cores = 4", with: "cores = \"four\""), "cores"),
    (boards.replacing("memory = \"3g\"", with: "memory = \"lots\""), "lots"),
    (boards.replacing("head = \"pi1\"", with: "head = \"pi9\""), "pi9"),
    (boards.replacing("name = \"pi6\"", with: "name = \"pi5\""), "pi5"),
    (boards.replacing("10.0.0.12", with: "-oProxyCommand=x"), "-oProxyCommand"),
    (boards.replacing("home = \"/opt/spark\"", with: ""), "home"),
    (boards.replacing("home = \"/opt/hadoop\"", with: "home = \"/h\"\nreplication = 6"), "6"),
  ])
  func aMistakeIsNamed(_ text: String, _ word: String) {
    let complaint = complaint(text)
    #expect(complaint?.kind == .invalid)
    #expect(complaint?.message.contains(word) == true, "\(complaint?.message ?? "no complaint")")
  }

  @Test func aFileThatIsNotThereIsNamed() {
    #expect {
      try ClusterFile(contentsOf: "/nonexistent/cluster.toml")
    } throws: {
      ($0 as? ClusterError)?.message.contains("/nonexistent/cluster.toml") == true
    }
  }
}
