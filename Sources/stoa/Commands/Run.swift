import ArgumentParser
import StoaSession

/// `stoa run`: replays a session file from the top in a fresh session.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a session file (.stoa or .stoa.md) from the top.",
    discussion: """
      The first error ends it, with exit status 1. Paths in the file are relative to the \
      current folder, as in any shell.
      """)

  @Argument(help: "The session file.")
  var file: String

  @Flag(help: "Compare what is printed with the output blocks of the file.")
  var check = false

  @Flag(help: "Write what is printed into the output blocks of the file.")
  var accept = false

  @Flag(help: "Compute every named frame when it is bound, and show the time of each step.")
  var steps = false

  @Flag(help: "Print a report for a machine, as JSON, instead of the answers.")
  var json = false

  @Option(help: "The form of the answers.")
  var format = OutputFormat.table

  @OptionGroup var session: SessionOptions

  func validate() throws {
    if check && accept { throw ValidationError("--check and --accept exclude each other") }
  }

  func run() async throws {
    let begin = ContinuousClock.now
    let read = try await Complaint.orExit { try SessionFile(contentsOf: file) }
    try await Replay(
      file: read, readDuration: ContinuousClock.now - begin, session: session,
      console: Console(format: json ? .json : format, showsCells: !json && format == .table),
      mode: check ? .check : accept ? .accept : .run, measuresSteps: steps, isMachine: json
    ).run()
  }
}
