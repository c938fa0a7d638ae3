import ArgumentParser
import Foundation
import StoaSession

/// The program: the shell where a person types, else a program from `-c` or standard input.
@main
struct Stoa: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stoa", abstract: "A notebook-style shell for data frames on one board or many.",
    discussion: """
      Without a subcommand: the prompt, or, where standard input is no terminal, the program \
      that comes in there.
      """,
    version: StoaVersion.current,
    subcommands: [Run.self, Check.self, Format.self, Generate.self, Cluster.self, Doctor.self])

  @Option(
    name: .customShort("c"), help: ArgumentHelp("Run this program.", valueName: "program"))
  var program: String?

  @Option(help: "The form of the answers.")
  var format = OutputFormat.table

  @OptionGroup var session: SessionOptions

  /// When the process began, as far as it can tell.
  static let launched = ContinuousClock.now

  static func main() async {
    _ = launched
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      leave(with: error)
    }
  }

  /// Ends the process: 0 for help, 1 for what failed, 2 for arguments that are wrong.
  private static func leave(with error: any Error) -> Never {
    let code = exitCode(for: error)
    guard code == .validationFailure else { exit(withError: error) }
    Console.complain(fullMessage(for: error))
    Foundation.exit(2)
  }

  func run() async throws {
    if let program {
      try await runProgram(program, path: "-c")
    } else if isatty(STDIN_FILENO) == 1 {
      try await Prompt.run(session)
    } else {
      let data = FileHandle.standardInput.readDataToEndOfFile()
      guard let text = String(data: data, encoding: .utf8) else {
        throw Complaint("standard input is not UTF-8 text")
      }
      try await runProgram(text, path: "standard input")
    }
  }

  private func runProgram(_ text: String, path: String) async throws {
    let file = try SessionFile(text: text, path: path)
    let console = Console(format: format, showsCells: false)
    try await Replay(file: file, session: session, console: console).run()
  }
}

extension OutputFormat: ExpressibleByArgument {}
