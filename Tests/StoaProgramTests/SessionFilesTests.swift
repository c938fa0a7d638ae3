import Foundation
import Testing

/// The sessions of the project, replayed by the built program.
@Suite struct SessionFilesTests {
  @Test(arguments: ["cars", "tour", "tourism", "recreation", "checkins"])
  func aSessionPrintsWhatStandsInIt(_ name: String) throws {
    let run = try Program().run("run", "--check", "sessions/\(name).stoa.md")
    #expect(run.status == 0, "\(run.output)\n\(run.errors)")
  }

  /// With as many check-ins as the paper had, which are generated first.
  @Test func theTradeoffsAreThoseThatStandInTheSession() throws {
    let program = try Program()
    var settings: [String] = []
    for (name, rows, file) in [
      ("checkins", "87908", "checkins.tsv"), ("venues", "12000", "venues.tsv"),
      ("weather", "731", "weather.csv"),
    ] {
      let path = program.home.path(file)
      let made = try program.run("generate", name, "--rows", rows, "--to", path)
      #expect(made.status == 0, "\(made.errors)")
      settings.append("--set=\(name)_file=\(path)")
    }
    let run = try program.run(
      "run", "--check", "sessions/tradeoffs.stoa.md", settings[0], settings[1], settings[2])
    #expect(run.status == 0, "\(run.output)\n\(run.errors)")
  }

  @Test(arguments: ["cars", "tour", "tourism", "recreation", "checkins", "tradeoffs"])
  func aSessionIsInTheOneStyle(_ name: String) throws {
    let run = try Program().run("format", "--check", "sessions/\(name).stoa.md")
    #expect(run.status == 0, "\(run.output)\n\(run.errors)")
  }

  @Test func theTenStepsAreTimed() throws {
    let run = try Program().run("run", "--steps", "sessions/cars.stoa.md")
    #expect(run.status == 0, "\(run.errors)")
    for step in ["start-up", "cars", "chosen", "clean", "train, test", "lm", "scored", "again"] {
      #expect(run.output.contains(" \(step) "), "there is no step \(step)")
    }
  }

  @Test func anAnswerThatHasChangedIsShown() throws {
    let program = try Program()
    let path = program.home.path("wrong.stoa.md")
    try """
    # A sum

    ```stoa
    range 1..4 | summarize total = sum(n)
    ```

    ```output
     total
       int
    ───────
        11
    1 row × 1 column
    ```
    """.write(toFile: path, atomically: true, encoding: .utf8)
    let checked = try program.run("run", "--check", path)
    #expect(checked.status == 1)
    let words = checked.output + checked.errors
    #expect(words.contains("11") && words.contains("10"), "\(words)")

    #expect(try program.run("run", "--accept", path).status == 0)
    #expect(try program.run("run", "--check", path).status == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("    10\n"))
  }

  @Test func aParamIsSetFromOutside() throws {
    let program = try Program()
    let path = program.home.path("param.stoa")
    try "param n = 3\nrange 1..n | count\n"
      .write(toFile: path, atomically: true, encoding: .utf8)
    let run = try program.run("run", "--format", "csv", "--set", "n=7", path)
    #expect(run.status == 0)
    #expect(run.output.contains("7"))
    let unknown = try program.run("run", "--set", "m=7", path)
    #expect(unknown.status != 0)
    #expect(unknown.errors.contains("`m`"), "\(unknown.errors)")
  }

  @Test func theFirstErrorStopsASession() throws {
    let program = try Program()
    let path = program.home.path("broken.stoa")
    let written = program.home.path("never.csv")
    try "range 1..3 | where x > 1\nrange 1..3 | save \"\(written)\"\n"
      .write(toFile: path, atomically: true, encoding: .utf8)
    let run = try program.run("run", path)
    #expect(run.status == 1)
    #expect((run.output + run.errors).contains("broken.stoa:1:20"), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: written))
  }

  @Test func aReportForAMachineIsJSON() throws {
    let run = try Program().run("run", "--json", "sessions/recreation.stoa.md")
    #expect(run.status == 0, "\(run.errors)")
    let report = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    #expect(report is [String: Any])
  }
}
