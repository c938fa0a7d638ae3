import Foundation
import Testing

/// The program without a terminal: `-c`, standard input, formats and exit statuses.
@Suite struct CommandLineTests {
  @Test func aProgramOnTheCommandLine() throws {
    let run = try Program().run("-c", "range 1..4 | summarize s = sum(n)", "--format", "csv")
    #expect(run.status == 0)
    #expect(run.output == "s\n10\n")
  }

  @Test func aProgramOnStandardInput() throws {
    let run = try Program().run(
      "--format", "json", input: "row a = 1, b = \"x\", c = null, d = @2024-01-31\n")
    #expect(run.status == 0)
    let rows = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]]
    let row = try #require(rows?.first)
    #expect(row["a"] as? Int == 1)
    #expect(row["b"] as? String == "x")
    #expect(row["c"] is NSNull)
    #expect(row["d"] as? String == "2024-01-31")
  }

  @Test(arguments: [
    ("tsv", "n\ts\n1\ta\\tb\n2\t\\N\n"),
    ("jsonl", "{\"n\":1,\"s\":\"a\\tb\"}\n{\"n\":2,\"s\":null}\n"),
    ("markdown", "| n | s |\n| ---: | --- |\n| 1 | a\\tb |\n| 2 | null |\n"),
  ])
  func answersInOtherForms(_ format: String, _ text: String) throws {
    let program = "table (n int, s string) [(1, \"a\\tb\"), (2, null)]"
    let run = try Program().run("-c", program, "--format", format)
    #expect(run.status == 0 && run.output == text)
    // A program may choose for itself.
    let set = try Program().run("-c", ":set format \(format)\n\(program)")
    #expect(set.output == text)
  }

  /// A form for other programs has every row, whatever a person wants to see.
  @Test func noRowIsLeftOut() throws {
    let run = try Program().run("-c", ":set format csv\n:set rows 3\nrange 1..50")
    #expect(run.output.split(separator: "\n").count == 51)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func aShellCompletesItsWords(_ shell: String) throws {
    let program = try Program()
    let script = try program.run("--generate-completion-script", shell)
    #expect(script.status == 0 && script.output.contains("cluster"))
    guard shell == "bash" else { return }
    let bash = try program.process(["-n"], of: "/bin/bash", input: script.output)
    try bash.run()
    bash.waitUntilExit()
    #expect(bash.terminationStatus == 0)
  }

  @Test func withoutATerminalThereAreNoEscapeCodes() throws {
    let program = try Program()
    for arguments in ["range 1..3", "range 1..3 | where x > 1", "cars | take 1"] {
      let run = try program.run("-c", arguments)
      #expect(!(run.output + run.errors).contains("\u{1b}"))
    }
  }

  @Test func hostileTextIsShownAndNotObeyed() throws {
    let run = try Program().run("-c", "row a = \"\\u{1b}[2Jx\\u{202e}y\"")
    #expect(run.status == 0)
    #expect(!run.output.contains("\u{1b}"))
    #expect(!run.output.unicodeScalars.contains("\u{202e}"))
  }

  @Test func aMistakeHasItsPlaceAndTheStatusOne() throws {
    let run = try Program().run("-c", "range 1..3 | filter n > 1")
    #expect(run.status == 1)
    #expect(run.errors.contains("^^^^^^"), "\(run.errors)")
    #expect(run.errors.contains("where"), "\(run.errors)")
  }

  @Test func whatIsWrongWithAClusterIsToldAsInAnyCell() throws {
    let program = try Program()
    let absent = try program.run("-c", ":cluster status")
    #expect(absent.status == 1)
    #expect(absent.errors.contains("error: there is no cluster `default`\n"), "\(absent.errors)")
    #expect(absent.errors.contains("= hint: `stoa cluster up` starts one"), "\(absent.errors)")
    let unknown = try program.run("-c", ":cluster nothing")
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("error: Unexpected argument 'nothing'\n"), "\(unknown.errors)")
  }

  @Test func aWrongOptionHasTheStatusOfUsage() throws {
    let run = try Program().run("run", "--no-such-option", "x.stoa")
    #expect(run.status != 0 && run.status != 1)
  }

  @Test func whatIsAlikeIsAnsweredFromTheCache() throws {
    let program = try Program()
    let text = "load \"samples/cars.csv\" | summarize n = count() by fuel | sort n desc, fuel"
    let first = try program.run("-c", text)
    let second = try program.run("-c", text)
    #expect(first.status == 0 && second.status == 0)
    #expect(!first.output.contains("cached"))
    #expect(second.output.contains("cached"), "\(second.output)")
    let third = try program.run("--no-cache", "-c", text)
    #expect(!third.output.contains("cached"))
  }

  @Test func generatedDataIsRead() throws {
    let program = try Program()
    let path = program.home.path("cars.csv")
    #expect(
      try program.run("generate", "cars", "--rows", "500", "--seed", "7", "--to", path).status == 0)
    let run = try program.run("-c", "load \"\(path)\" | count", "--format", "csv")
    #expect(run.output == "count\n500\n", "\(run.errors)")
  }
}
