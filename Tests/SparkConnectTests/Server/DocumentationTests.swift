import Foundation
import Testing

@testable import SparkConnect

extension OnServer {
  struct DocumentationTests {
    private let here = URL(filePath: #filePath).deletingLastPathComponent()

    /// The code between `// example:` and `// end`, without its indentation, by name.
    private func examples() throws -> [String: String] {
      let source = try String(contentsOf: here.appending(path: "Examples.swift"), encoding: .utf8)
      var examples: [String: String] = [:]
      var name: String?
      var lines: [String] = []
      for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
        let text = line.drop { $0 == " " }
        if text.hasPrefix("// example: ") {
          name = String(text.dropFirst("// example: ".count))
          lines = []
        } else if text == "// end", let ended = name {
          examples[ended] = lines.joined(separator: "\n")
          name = nil
        } else {
          lines.append(String(line.dropFirst(4)))
        }
      }
      return examples
    }

    @Test func thePageShowsTheExamplesThatAreRun() throws {
      let page = try String(
        contentsOf: here.appending(path: "../../../docs/spark-connect.md"), encoding: .utf8)
      let shown = page.split(separator: "```swift\n").dropFirst().map { block in
        String(block.prefix(upTo: block.firstRange(of: "\n```")?.lowerBound ?? block.endIndex))
      }
      let examples = try examples()
      #expect(Set(examples.keys) == Set(Examples.all.map(\.name)))
      #expect(Set(shown) == Set(examples.values))
    }

    @Test(arguments: Examples.all.map(\.name))
    func theExamplesRun(name: String) async throws {
      let server = try #require(ProcessInfo.processInfo.environment["SPARK_REMOTE"])
      let example = try #require(Examples.all.first { $0.name == name })
      try await Samples.withFolder { folder in try await example.run(server, folder) }
    }
  }
}
