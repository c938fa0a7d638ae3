import Foundation

/// A cluster of a name, and what can be done with it.
public struct Cluster: Sendable {
  public let folder: ClusterFolder
  /// Hears what is being done, a line at a time.
  let report: @Sendable (String) -> Void

  /// - Parameters:
  ///   - home: the folder where Stoa keeps things.
  ///   - report: hears what is being done, a line at a time.
  public init(
    name: String, home: URL, report: @escaping @Sendable (String) -> Void = { _ in }
  ) throws(ClusterError) {
    folder = try ClusterFolder(name: name, home: home)
    self.report = report
  }

  public var name: String { folder.name }

  /// What was started; nil where the cluster is down.
  public func state() throws -> ClusterState? {
    try folder.state()
  }
}
