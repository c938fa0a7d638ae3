import ArgumentParser
import Foundation
import StoaCluster

/// `stoa cluster scale`: a new application with other executors, and what its start took.
struct ClusterScale: ClusterAction {
  static let configuration = CommandConfiguration(
    commandName: "scale", abstract: "Start a new application with other executors, and time it.",
    discussion: """
      Executors are fixed when an application starts. The old one ends, and its sessions with it; \
      the new one answers at the same address.
      """)

  @OptionGroup var target: ClusterName

  @Option(help: "How many executors.")
  var executors: Int

  @Option(help: "Cores of each executor.")
  var cores: Int

  @Option(help: "Heap of each executor: 640m, 1536m.")
  var memory: MemorySize?

  @Flag(help: "Print the measurement as JSON.")
  var json = false

  func perform(_ tell: @escaping @Sendable (String) -> Void) async throws -> ClusterOutcome {
    let start = try await target.cluster(tell).scale(
      executors: executors, cores: cores, memory: memory)
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      return ClusterOutcome(text: String(decoding: try encoder.encode(start), as: UTF8.self))
    }
    return ClusterOutcome(
      text: """
        start-up overhead: \(secondsText(start.seconds)) for \(start.executors.inWords)
          server     \(secondsText(start.serverSeconds))
          executors  \(secondsText(start.executorSeconds))
        """)
  }
}
