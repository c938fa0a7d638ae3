import Foundation
import StoaCluster

/// A cluster of a test's own, whose processes it may kill.
enum OwnCluster {
  /// Starts a cluster for as long as the body takes.
  static func with(
    _ description: ClusterDescription, _ body: (Cluster, ClusterState) async throws -> Void
  ) async throws {
    let home = FileManager.default.temporaryDirectory.appending(
      path: "stoa-faults-\(UUID().uuidString.lowercased())")
    defer { try? FileManager.default.removeItem(at: home) }
    let cluster = try Cluster(name: "faults", home: home)
    let state = try await cluster.up(description)
    do {
      try await body(cluster, state)
    } catch {
      try await cluster.down()
      throw error
    }
    try await cluster.down()
  }
}
