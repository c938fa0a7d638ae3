import Foundation
import Testing

/// What becomes of the history when things go wrong, by the built program.
@Suite struct StoreFaultTests {
  /// The cells in the history whose text holds these words.
  private func cells(_ words: String, _ program: Program) throws -> Int {
    let run = try program.run(
      "-c", "$history | where source == \"\(words)\" | count", "--format", "csv")
    return try #require(Int(run.output.split(separator: "\n").last ?? ""), "\(run.errors)")
  }

  @Test func manyProgramsWriteOneHistory() throws {
    let program = try Program()
    let processes = try (0..<8).map { _ in
      let process = try program.process(["-c", "row a = 1"])
      process.standardOutput = FileHandle.nullDevice
      return process
    }
    for process in processes { try process.run() }
    for process in processes { process.waitUntilExit() }
    #expect(processes.allSatisfy { $0.terminationStatus == 0 })
    #expect(try cells("row a = 1", program) == 8)
  }

  /// The program is killed while one cell runs, after another was recorded.
  @Test(.timeLimit(.minutes(2))) func aProgramThatIsKilledLosesNothingThatWasWritten() throws {
    let program = try Program()
    #expect(try program.run("-c", "row a = 1").status == 0)
    let process = try program.process(
      [], input: "row b = 2\nrange 1..1000000000000 | summarize s = sum(n % 7)\n")
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    // The first answer is there, so the endless statement is about to run.
    var seen = Data()
    while !String(decoding: seen, as: UTF8.self).contains("1 row") {
      let more = pipe.fileHandleForReading.availableData
      if more.isEmpty { break }
      seen.append(more)
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    #expect(try cells("row a = 1", program) == 1)
    #expect(try program.run("-c", "row c = 3").status == 0)
    #expect(try cells("row c = 3", program) == 1)
  }

  @Test func aDamagedHistoryIsLeftAloneAndSaid() throws {
    let program = try Program()
    let path = program.home.url.appending(path: "history.sqlite")
    let damage = Data("this is not a database, and it is precious".utf8)
    try damage.write(to: path)
    let run = try program.run("-c", "range 1..3 | count")
    #expect(run.status == 0)
    #expect(run.output.contains("3"))
    #expect(run.errors.contains("history"), "\(run.errors)")
    #expect(try Data(contentsOf: path) == damage)
  }

  @Test func aDamagedCacheIsMadeAnew() throws {
    let program = try Program()
    try Data("no database".utf8).write(to: program.home.url.appending(path: "cache.sqlite"))
    #expect(try program.run("-c", "load \"samples/cars.csv\" | count").status == 0)
    let again = try program.run("-c", "load \"samples/cars.csv\" | count")
    #expect(again.output.contains("cached"), "\(again.output)\(again.errors)")
  }
}
