import ArgumentParser
import StoaLanguage
import StoaSession

/// `stoa format`: writes session files in the one style of the language.
struct Format: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write session files in the one style of the language.")

  @Argument(help: "The session files.")
  var files: [String]

  @Flag(help: "Change nothing; exit with status 1 where a file is in another style.")
  var check = false

  func run() async throws {
    let others = try await Complaint.orExit {
      var others = 0
      for path in files {
        let file = try SessionFile(contentsOf: path)
        let sources = try file.blocks.map { try Self.formatted($0, path) }
        guard sources != file.blocks.map(\.source) else { continue }
        others += 1
        if check {
          Console.complain("\(path) is in another style; `stoa format \(path)` rewrites it")
        } else {
          try file.write(file.replacing(sources: sources))
        }
      }
      return others
    }
    if check, others > 0 { throw ExitCode.failure }
  }

  /// A block in the style of the language; one that is there for its error stays as it is.
  private static func formatted(_ block: SessionFile.Block, _ path: String) throws -> String {
    do {
      let text = try Formatter.format(block.source)
      // A block of Markdown does not end with a line break, as a file does.
      return block.isFenced && text.hasSuffix("\n") ? String(text.dropLast()) : text
    } catch {
      guard !block.attributes.fails else { return block.source }
      let renderer = DiagnosticRenderer(text: block.source, file: path, firstLine: block.line)
      Console.complain(renderer.render(error.diagnostics))
      throw ExitCode.failure
    }
  }
}
