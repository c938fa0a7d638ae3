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

  /// On a file system of a megabyte, mounted where no other process sees it.
  @Test(.enabled(if: SmallDisk.isPossible, "no right to mount a file system of its own"))
  func aFullDiskCostsNoAnswer() throws {
    let disk = try SmallDisk(bytes: 1 << 20)
    let run = try disk.run(
      """
      "$STOA" -c 'row a = 1' > /dev/null
      dd if=/dev/zero of="$STOA_HOME/filler" bs=4k 2> /dev/null
      "$STOA" --format csv -c 'range 1..3 | count'; echo "status $?"
      rm "$STOA_HOME/filler"
      "$STOA" -c 'row b = 2' > /dev/null
      "$STOA" --format csv -c '$history | where source in ["row a = 1", "row b = 2"] | count'
      """)
    #expect(run.output == "count\n3\nstatus 0\ncount\n2\n", "\(run.errors)")
    #expect(run.errors.contains("full"), "\(run.errors)")
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
