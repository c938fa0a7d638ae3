import ArgumentParser
import StoaEngine
import StoaLanguage
import StoaSession

/// `stoa check`: parses and binds session files without running them.
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find mistakes in session files without running them.")

  @Argument(help: "The session files.")
  var files: [String]

  @OptionGroup var session: SessionOptions

  func run() async throws {
    let count = try await Complaint.orExit {
      let engine = try await session.openEngine()
      var count = 0
      for path in files {
        let file = try SessionFile(contentsOf: path)
        for finding in await SessionChecker(engine: engine).check(file) {
          count += finding.failure.diagnostics.count
          let renderer = DiagnosticRenderer(
            text: finding.failure.source, file: path, firstLine: finding.line,
            usesColor: Console.complainsInColor)
          Console.complain(renderer.render(finding.failure.diagnostics))
        }
      }
      await engine.close()
      return count
    }
    if count > 0 { throw ExitCode.failure }
  }
}
