/// A tree of splits: node 0 is the root, and a node's children come after it.
public struct DecisionTree: Hashable, Sendable {
  public struct Node: Hashable, Sendable {
    /// Where a row goes to the left.
    public enum Split: Hashable, Sendable {
      /// The feature is at most this.
      case threshold(Double)
      /// The position of the feature's level is among these.
      case levels(Set<Int>)
    }

    /// Nil for a leaf.
    public var split: Split?
    /// Position of the feature that is looked at; 0 for a leaf.
    public var feature: Int
    public var left: Int
    public var right: Int
    /// A number, or the position of a class.
    public var prediction: Double
    /// Rows of the training that came here.
    public var rows: Int64
    /// The weights of the classes in a leaf of a classifier; empty elsewhere.
    public var counts: [Double]

    public init(
      split: Split?, feature: Int, left: Int, right: Int, prediction: Double, rows: Int64,
      counts: [Double]
    ) {
      self.split = split
      self.feature = feature
      self.left = left
      self.right = right
      self.prediction = prediction
      self.rows = rows
      self.counts = counts
    }
  }

  public let nodes: [Node]

  /// Makes a tree of its nodes; nil where they are none: a child must come after its parent, be
  /// there, and be one node's alone.
  public init?(nodes: [Node]) {
    var parents = [Int](repeating: 0, count: nodes.count)
    for (position, node) in nodes.enumerated() where node.split != nil {
      for child in [node.left, node.right] {
        guard child > position, child < nodes.count else { return nil }
        parents[child] += 1
      }
    }
    guard !nodes.isEmpty, parents.dropFirst().allSatisfy({ $0 == 1 }) else { return nil }
    self.nodes = nodes
  }

  /// The leaf that a row with these features comes to.
  func leaf(_ features: [Double]) -> Node {
    var node = nodes[0]
    while let split = node.split {
      let value = features[node.feature]
      let goesLeft =
        switch split {
        case .threshold(let most): value <= most
        case .levels(let positions): positions.contains(Int(value))
        }
      node = nodes[goesLeft ? node.left : node.right]
    }
    return node
  }

  /// The number of splits on the longest way to a leaf.
  public var depth: Int {
    var depths = [Int](repeating: 0, count: nodes.count)
    for (position, node) in nodes.enumerated() where node.split != nil {
      depths[node.left] = depths[position] + 1
      depths[node.right] = depths[position] + 1
    }
    return depths.max() ?? 0
  }
}
