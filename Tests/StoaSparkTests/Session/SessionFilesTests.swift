import Foundation
import SparkConnect
import Testing

extension SparkTests {
  /// The sessions, run by the built program on Spark with files in HDFS: those of the embedded
  /// engine say what they say there.
  @Suite struct SessionFiles {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Puts a sample into HDFS, as it is, at a place of its own if none is named.
    @discardableResult
    private func put(_ name: String, at place: String? = nil) async throws -> String {
      let path = try place ?? SparkServer.hdfs(name)
      let session = try await SparkSession(SparkServer.remote())
      let text = Relation.read(
        "text", "file://\(SparkServer.samples)/\(name)", schema: nil,
        options: ["wholetext": "true"])
      // The writer ends the file with a line break of its own.
      let trimmed = Relation.sql(
        "SELECT trim(TRAILING '\\n' FROM value) AS value FROM sample", over: ["sample": text])
      try await session.write(trimmed, to: .files(format: "text", path: path), mode: .overwrite)
      await session.close()
      return path
    }

    private func check(
      _ session: String, _ params: [String: String] = [:]
    ) throws -> (status: Int32, said: String) {
      try run(session, params, "--check")
    }

    private func run(
      _ session: String, _ params: [String: String], _ options: String...
    ) throws -> (status: Int32, said: String) {
      var arguments = ["run", "--engine", "spark", "sessions/\(session)"] + options
      for (param, value) in params { arguments += ["--set", "\(param)=\(value)"] }
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
      let file = try await put("cars.csv")
      let (status, said) = try check("cars.stoa.md", ["file": file])
      #expect(status == 0 && said.contains("12 cells agree"), "\(said)")
    }

    /// What a report for a machine says of the time.
    private struct Report: Decodable {
      struct Cell: Decodable {
        var source: String
        var duration_ms: Double
        var cached: Bool
        var steps: [Step]
      }

      struct Step: Decodable {
        var step: String
        var duration_ms: Double?
      }

      var cells: [Cell]
    }

    @Test(.timeLimit(.minutes(5))) func theTenStepsAreTimed() async throws {
      let file = try await put("cars.csv")
      let (status, said) = try run("cars.stoa.md", ["file": file], "--steps", "--json")
      try #require(status == 0, "\(said)")
      let cells = try JSONDecoder().decode(Report.self, from: Data(said.utf8)).cells
      #expect(cells.count == 12)
      for cell in cells { #expect(!cell.cached && cell.duration_ms > 0, "\(cell.source)") }
      // From loading to scoring the test rows, each step has run on the cluster.
      for cell in cells[1...6] {
        let stages = cell.steps.filter { $0.step.hasPrefix("stage ") }
        #expect(stages.contains { $0.duration_ms ?? 0 > 0 }, "\(cell.source)")
      }
    }

    @Test(.timeLimit(.minutes(5))) func tourism() async throws {
      let files = [
        "checkins_file": try await put("checkins.tsv"),
        "venues_file": try await put("venues.tsv"),
        "weather_file": try await put("weather.csv"),
      ]
      let (status, said) = try check("tourism.stoa.md", files)
      #expect(status == 0 && said.contains("8 cells agree"), "\(said)")
    }

    /// Nothing is set: the files are where the session looks for them, below the user's folder.
    @Test(.timeLimit(.minutes(5))) func tour() async throws {
      for name in ["used-cars-2005.csv", "seattle-weather.csv"] {
        try await put(name, at: "samples/\(name)")
      }
      let (status, said) = try check("tour.stoa.md")
      #expect(status == 0 && said.contains("21 cells agree"), "\(said)")
    }

    @Test(.timeLimit(.minutes(5))) func recreation() async throws {
      try await put("recreation-demand.csv", at: "samples/recreation-demand.csv")
      let (status, said) = try check("recreation.stoa.md")
      #expect(status == 0 && said.contains("7 cells agree"), "\(said)")
    }

    /// The lesson, which brings no file: it writes its own.
    @Test(.timeLimit(.minutes(5))) func cluster() async throws {
      let (status, said) = try check(
        "cluster.stoa.md", ["visits_file": try SparkServer.hdfs("visits.parquet")])
      #expect(status == 0 && said.contains("19 cells agree"), "\(said)")
    }
  }
}
