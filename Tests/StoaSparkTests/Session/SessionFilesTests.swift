import Foundation
import SparkConnect
import Testing

extension SparkTests {
  /// The sessions, run by the built program on Spark with files in HDFS: they say what they say on
  /// the embedded engine.
  @Suite struct SessionFiles {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Puts a sample into HDFS, as it is.
    private func put(_ name: String) async throws -> String {
      let path = try SparkServer.hdfs(name)
      let session = try await SparkSession(SparkServer.remote())
      let text = Relation.read(
        "text", "file://\(SparkServer.samples)/\(name)", schema: nil,
        options: ["wholetext": "true"])
      // The writer ends the file with a line break of its own.
      let trimmed = Relation.sql(
        "SELECT trim(TRAILING '\\n' FROM value) AS value FROM sample", over: ["sample": text])
      try await session.write(trimmed, to: .files(format: "text", path: path))
      await session.close()
      return path
    }

    private func check(
      _ session: String, _ files: [String: String]
    ) async throws -> (status: Int32, said: String) {
      var arguments = ["run", "--check", "--engine", "spark", "sessions/\(session)"]
      for (param, name) in files { arguments += ["--set", "\(param)=\(try await put(name))"] }
      let home = FileManager.default.temporaryDirectory.appending(path: "stoa-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: home) }
      let process = Process()
      process.executableURL = Self.root.appending(path: ".build/debug/stoa")
      process.arguments = arguments
      process.currentDirectoryURL = Self.root
      process.environment = ProcessInfo.processInfo.environment.merging(
        ["STOA_HOME": home.path]) { $1 }
      let output = Pipe()
      process.standardOutput = output
      process.standardError = output
      try process.run()
      let said = String(
        decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return (process.terminationStatus, said)
    }

    @Test(.timeLimit(.minutes(5))) func cars() async throws {
      let (status, said) = try await check("cars.stoa.md", ["file": "cars.csv"])
      #expect(status == 0 && said.contains("12 cells agree"), "\(said)")
    }

    @Test(.timeLimit(.minutes(5))) func tourism() async throws {
      let (status, said) = try await check(
        "tourism.stoa.md",
        [
          "checkins_file": "checkins.tsv", "venues_file": "venues.tsv",
          "weather_file": "weather.csv",
        ])
      // One cell shows a logistic regression, for which MLlib has no standard errors and counts
      // iterations of another method.
      #expect(status == 1 && said.contains("1 of 8 cells differ"), "\(said)")
      #expect(said.contains("spark gives no standard errors here"), "\(said)")
    }
  }
}
