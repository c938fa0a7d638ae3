import Testing

@testable import StoaCluster

/// The suites that start real daemons: one after the other, for each takes all of a small machine.
@Suite(.serialized) struct DaemonTests {}

extension PortProbe {
  /// Whether nobody listens at a port any more, or soon: the system closes it in its own time.
  static func isClosed(port: Int) async throws -> Bool {
    for _ in 0..<50 {
      if !answers(host: "127.0.0.1", port: port) { return true }
      try await Task.sleep(for: .milliseconds(100))
    }
    return false
  }
}
