import Foundation

/// What the NameNode says of its file system.
public struct NameSystemPage: Codable, Hashable, Sendable {
  /// Bytes.
  public var capacityTotal: Int
  public var capacityUsed: Int
  public var capacityRemaining: Int
  public var liveDataNodes: Int
  public var deadDataNodes: Int
  public var blocks: Int
  public var underReplicatedBlocks: Int
  /// `Operational` or `safeMode`.
  public var state: String

  private enum CodingKeys: String, CodingKey {
    case capacityTotal = "CapacityTotal"
    case capacityUsed = "CapacityUsed"
    case capacityRemaining = "CapacityRemaining"
    case liveDataNodes = "NumLiveDataNodes"
    case deadDataNodes = "NumDeadDataNodes"
    case blocks = "BlocksTotal"
    case underReplicatedBlocks = "UnderReplicatedBlocks"
    case state = "FSState"
  }
}

/// What the NameNode says of each DataNode.
struct DataNodesPage: Hashable, Sendable {
  struct Node: Decodable, Hashable, Sendable {
    var xferaddr: String
  }

  /// The addresses at which DataNodes give and take data.
  var live: Set<String>
  var dead: Set<String>
}

extension DataNodesPage: Decodable {
  private enum CodingKeys: String, CodingKey {
    case live = "LiveNodes"
    case dead = "DeadNodes"
  }

  /// The lists are JSON in a string inside the JSON.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func addresses(_ key: CodingKeys) throws -> Set<String> {
      let text = try container.decode(String.self, forKey: key)
      let nodes = try JSONDecoder().decode([String: Node].self, from: Data(text.utf8))
      return Set(nodes.values.map(\.xferaddr))
    }
    live = try addresses(.live)
    dead = try addresses(.dead)
  }
}

/// The form in which Hadoop's daemons answer.
struct Beans<Bean: Decodable & Sendable>: Decodable, Sendable {
  var beans: [Bean]
}

extension StatusPage {
  func nameSystem() async throws -> NameSystemPage {
    try await bean(NameSystemPage.self, "FSNamesystemState")
  }

  func dataNodes() async throws -> DataNodesPage {
    try await bean(DataNodesPage.self, "NameNodeInfo")
  }

  private func bean<Bean: Decodable & Sendable>(
    _ type: Bean.Type, _ name: String
  ) async throws -> Bean {
    let page = try await read(
      Beans<Bean>.self, "/jmx?qry=Hadoop:service=NameNode,name=\(name)")
    guard let bean = page.beans.first else {
      throw ClusterError(.unreachable, "the NameNode is not yet ready to answer")
    }
    return bean
  }
}
