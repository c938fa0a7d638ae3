/// What the ResourceManager says of a NodeManager on `/ws/v1/cluster/nodes`.
public struct YARNNode: Codable, Hashable, Sendable {
  /// `HOST:PORT`.
  public var id: String
  public var nodeHostName: String
  /// `RUNNING`, `LOST`, …
  public var state: String
  public var usedMemoryMB: Int
  public var availMemoryMB: Int
  public var usedVirtualCores: Int
  public var availableVirtualCores: Int
}

/// The form in which the ResourceManager lists them; it says null for none.
struct YARNNodesPage: Decodable, Sendable {
  struct List: Decodable, Sendable {
    var node: [YARNNode]
  }

  var nodes: List?
}

extension StatusPage {
  func yarnNodes() async throws -> [YARNNode] {
    try await read(YARNNodesPage.self, "/ws/v1/cluster/nodes").nodes?.node ?? []
  }
}
