import Foundation
import Testing

@testable import StoaCluster

extension DaemonTests {
  /// `stoa cluster` as a person or a script runs it.
  @Suite(.serialized, .timeLimit(.minutes(10))) struct ClusterProgramTests {
    private let home = TemporaryFolder()

    private func process(_ arguments: [String], output: Pipe, errors: Pipe) throws -> Process {
      let folder = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        .deletingLastPathComponent()
      let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      let process = Process()
      process.executableURL = try #require(
        [folder, beside].compactMap { $0?.appending(path: "stoa") }
          .first { FileManager.default.isExecutableFile(atPath: $0.path) }, "it is not built")
      process.arguments = ["cluster"] + arguments
      var environment = ProcessInfo.processInfo.environment
      environment["STOA_HOME"] = home.url.path
      // What a person has exported must not reach the daemons.
      environment["SPARK_DAEMON_MEMORY"] = "3m"
      environment["SPARK_HOME"] = "/nonexistent"
      process.environment = environment
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = output
      process.standardError = errors
      return process
    }

    /// Runs it to its end; a daemon that held its output would keep this from returning.
    private func run(_ arguments: String...) throws -> (
      status: Int32, output: String, errors: String
    ) {
      let (output, errors) = (Pipe(), Pipe())
      let process = try process(arguments, output: output, errors: errors)
      try process.run()
      let said = output.fileHandleForReading.readDataToEndOfFile()
      let complained = errors.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return (
        process.terminationStatus, String(decoding: said, as: UTF8.self),
        String(decoding: complained, as: UTF8.self)
      )
    }

    @Test func aScriptStartsUsesAndStopsACluster() async throws {
      let up = try run("up", "--workers", "0", "--cores", "1", "--memory", "1g", "--json")
      #expect(up.status == 0, "\(up.errors)")
      let endpoints = try JSONSerialization.jsonObject(with: Data(up.output.utf8)) as? [String: Any]
      let endpoint = try #require(endpoints?["endpoint"] as? String)
      let port = try #require(endpoint.split(separator: ":").last.flatMap { Int($0) })
      #expect(endpoint == "sc://127.0.0.1:\(port)")
      #expect(PortProbe.answers(host: "127.0.0.1", port: port))

      let status = try run("status", "--json")
      #expect(status.status == 0, "\(status.output)")
      let again = try run("up", "--workers", "0")
      #expect(again.status == 1)
      #expect(again.errors.contains("is up at \(endpoint)"), "\(again.errors)")
      #expect(try run("kill", "connect").status == 0)
      #expect(try run("status").status == 1)
      let scaled = try run("scale", "--executors", "1", "--cores", "2", "--json")
      #expect(scaled.status == 0, "\(scaled.errors)")
      let start = try JSONSerialization.jsonObject(with: Data(scaled.output.utf8))
      #expect((start as? [String: Any])?["serverSeconds"] as? Double ?? 0 > 0)
      #expect(try run("status").status == 0)
      #expect(PortProbe.answers(host: "127.0.0.1", port: port))
      #expect(try run("scale", "--executors", "2", "--cores", "1").status == 1)

      let down = try run("down")
      #expect(down.status == 0, "\(down.errors)")
      #expect(try await PortProbe.isClosed(port: port))
      #expect(try run("status").errors.contains("there is no cluster `default`"))
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func aSignalTakesDownWhatWasStarted(_ signal: Int32) async throws {
      let (output, errors) = (Pipe(), Pipe())
      let process = try process(["up"], output: output, errors: errors)
      try process.run()
      let cluster = try Cluster(name: "default", home: home.url)
      var found: ClusterState?
      while found?.daemons.isEmpty ?? true {
        found = try cluster.state()
        try await Task.sleep(for: .milliseconds(20))
      }
      kill(process.processIdentifier, signal)
      let complained = errors.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 130)
      #expect(String(decoding: complained, as: UTF8.self).contains("interrupted"))
      #expect(try cluster.state() == nil)
      let run = try #require(found).run
      #expect(try await LocalMachine().marked(run: run).isEmpty)
    }

    @Test(arguments: [
      ["up", "--replication", "2"], ["up", "--master", "yarn"],
      ["up", "--config", "x", "--cores", "2"],
      ["logs", "nobody"], ["scale"],
    ])
    func aWrongOptionHasTheStatusOfUsage(_ arguments: [String]) throws {
      let (output, errors) = (Pipe(), Pipe())
      let process = try process(arguments, output: output, errors: errors)
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 2)
    }

    @Test func aFileThatIsWrongIsNamedWithItsLine() throws {
      let path = home.path("cluster.toml")
      try "head = \"a\"\n[spark\n".write(toFile: path, atomically: true, encoding: .utf8)
      for command in ["up", "doctor"] {
        let run = try run(command, "--config", path)
        #expect(run.status == 1)
        #expect(run.errors.contains("\(path):2"), "\(run.errors)")
      }
    }
  }
}
