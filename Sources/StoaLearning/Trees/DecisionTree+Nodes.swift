extension DecisionTree {
  /// A node by itself.
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
    /// The weights of the classes in a leaf of a classifier, as far as the last that is not zero.
    public var counts: [Double]
    /// Whether a row without a value goes left.
    public var nullsGoLeft = false

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

  /// Makes a tree of its nodes; nil where they are none: a child must come after its parent, be
  /// there, and be one node's alone.
  public init?(nodes: [Node]) {
    for node in nodes { append(node) }
    guard isConnected else { return nil }
  }

  /// A tree that predicts one number.
  static func constant(_ value: Double, rows: Int64) -> DecisionTree {
    var tree = DecisionTree()
    tree.append(
      Node(
        split: nil, feature: 0, left: -1, right: -1, prediction: value, rows: rows, counts: []))
    return tree
  }

  /// Adds a node; the children may come later.
  mutating func append(_ node: Node) {
    feature.append(node.split == nil ? -1 : Int32(clamping: node.feature))
    left.append(Int32(clamping: node.left))
    right.append(Int32(clamping: node.right))
    prediction.append(node.prediction)
    rows.append(node.rows)
    nullsGoLeft.append(node.nullsGoLeft)
    switch node.split {
    case .threshold(let most):
      threshold.append(most)
      levelSet.append(-1)
    case .levels(let levels):
      threshold.append(-.infinity)
      levelSet.append(Int32(clamping: levelSets.count))
      levelSets.append(LevelSet(levels))
    case nil:
      threshold.append(-.infinity)
      levelSet.append(-1)
    }
    for (position, count) in node.counts.enumerated() where count != 0 {
      weightClass.append(Int32(clamping: position))
      weight.append(count)
    }
    firstWeight.append(Int32(clamping: weight.count))
  }

  /// Whether every node but the root is the child of one node that comes before it.
  var isConnected: Bool {
    var parents = [Int](repeating: 0, count: count)
    for node in 0..<count where feature[node] >= 0 {
      for child in [Int(left[node]), Int(right[node])] {
        guard child > node, child < count else { return false }
        parents[child] += 1
      }
    }
    return count > 0 && parents.dropFirst().allSatisfy { $0 == 1 }
  }

  public subscript(position: Int) -> Node {
    var counts: [Double] = []
    for (place, weight) in weights(position) {
      while counts.count <= Int(place) { counts.append(0) }
      counts[Int(place)] = weight
    }
    var node = Node(
      split: split(position), feature: max(0, Int(feature[position])),
      left: Int(left[position]), right: Int(right[position]), prediction: prediction[position],
      rows: rows[position], counts: counts)
    node.nullsGoLeft = nullsGoLeft[position]
    return node
  }

  private func split(_ position: Int) -> Node.Split? {
    guard feature[position] >= 0 else { return nil }
    if threshold[position] != -.infinity { return .threshold(threshold[position]) }
    return .levels(Set(levelSets[Int(levelSet[position])].positions))
  }

  /// The weights of the classes in the leaves below a node.
  func countsBelow(_ node: Int, classes: Int) -> [Double] {
    var counts = [Double](repeating: 0, count: classes)
    var open = [node]
    while let next = open.popLast() {
      if feature[next] >= 0 {
        open.append(Int(left[next]))
        open.append(Int(right[next]))
      }
      for (place, weight) in weights(next) where Int(place) < classes {
        counts[Int(place)] += weight
      }
    }
    return counts
  }
}
