/// The splits of a model's trees, packed for the ways of many rows: a node takes 16 bytes, and the
/// children of one lie side by side.
struct PackedTrees {
  private struct Node {
    /// Of a leaf one that zero is not above.
    var threshold: Double
    /// Where the values of the feature begin in a block; for a leaf where the zeros do.
    var offset: Int32
    /// The left child, before the right one; of a leaf itself.
    var left: Int32
  }

  private var nodes: [Node] = []
  private var features: [Int32] = []
  private var nullsGoLeft: [Bool] = []
  /// By node the position of the levels that go left; -1 for a number.
  private var levels: [Int32] = []
  private var levelSets: [LevelSet] = []
  private var roots: [Int32] = []
  /// The steps from each root to its deepest leaf
  private var depths: [Int] = []
  /// Whether each step is a comparison and nothing more, so that blocks of rows can be taken.
  private(set) var areComparisons = true

  /// The rows that go down a tree together
  private static let lanes = 16
  /// The rows of a block that are taken at once: few enough for the nearest cache
  private static let rowsAtOnce = 512
  /// What the values of a feature take, with room for as many as go together; were it a power of
  /// two, the features of a row would contend for the same place in the cache.
  private static let stride = rowsAtOnce + lanes

  /// The number of trees.
  var count: Int { roots.count }

  /// Adds a tree.
  ///
  /// - Parameter takesNulls: whether rows come without a value.
  /// - Returns: the numbers that its nodes have in it, in the order in which they are packed.
  mutating func append(_ tree: DecisionTree, takesNulls: Bool) -> [Int] {
    let first = nodes.count
    roots.append(Int32(first))
    // Level by level, so that the nodes that most rows pass lie together.
    var order = [0]
    var next = 0
    while next < order.count {
      let node = order[next]
      let isLeaf = tree.feature[node] < 0
      nodes.append(
        Node(
          threshold: isLeaf ? .infinity : tree.threshold[node],
          // The zeros are at -1, as a leaf's feature is.
          offset: Int32(truncatingIfNeeded: (Int(tree.feature[node]) &+ 1) &* Self.stride),
          left: Int32(first + (isLeaf ? next : order.count))))
      features.append(tree.feature[node])
      nullsGoLeft.append(tree.nullsGoLeft[node])
      levels.append(
        tree.levelSet[node] < 0 ? -1 : tree.levelSet[node] + Int32(levelSets.count))
      if !isLeaf { order += [Int(tree.left[node]), Int(tree.right[node])] }
      next += 1
    }
    levelSets += tree.levelSets
    depths.append(tree.depth)
    let isAddressable = Int(tree.feature.max() ?? 0) < Int(Int32.max) / Self.stride - 1
    areComparisons = areComparisons && !takesNulls && tree.levelSets.isEmpty && isAddressable
    return order
  }

  /// The leaf that a row comes to.
  @inline(__always)
  func leaf(_ tree: Int, _ features: UnsafePointer<Double>) -> Int {
    nodes.withUnsafeBufferPointer { nodes in
      var place = Int(roots[tree])
      while self.features[place] >= 0 {
        let node = nodes[place]
        let value = features[Int(self.features[place])]
        let goesLeft: Bool
        if value <= node.threshold {
          goesLeft = true
        } else if value.isNaN {
          goesLeft = nullsGoLeft[place]
        } else {
          goesLeft = levels[place] >= 0 && levelSets[Int(levels[place])].contains(value)
        }
        place = Int(node.left) + (goesLeft ? 0 : 1)
      }
      return place
    }
  }

  /// Calls a body with the values of a block's rows, some at a time and laid out as the nodes have
  /// it, and with the first of those rows and their number.
  func forEachPart(
    of block: FeatureBlock,
    _ body: (_ values: UnsafePointer<Double>, _ first: Int, _ rows: Int) -> Void
  ) {
    let width = block.columns.count
    withUnsafeTemporaryAllocation(of: Double.self, capacity: (width &+ 1) &* Self.stride) {
      // The last rows are not always as many as go together; what is beside them is zero.
      $0.initialize(repeating: 0)
      guard let values = $0.baseAddress else { return }
      for first in Swift.stride(from: 0, to: block.rows, by: Self.rowsAtOnce) {
        let rows = min(Self.rowsAtOnce, block.rows &- first)
        for column in 0..<width {
          (values + (column &+ 1) &* Self.stride).update(
            from: block.columns[column] + first, count: rows)
        }
        body(UnsafePointer(values), first, rows)
      }
    }
  }

  /// The leaves of rows, sixteen rows at a time and step by step.
  ///
  /// One row's way is a chain in which each step waits for the one before, and half of them go
  /// where the processor does not expect it; of sixteen rows, enough to fill the wait, the steps
  /// do not wait for each other, and none is guessed. Who has reached a leaf stays there. NaN is
  /// at most no threshold.
  @inline(__always)
  func leaves(
    _ tree: Int, _ values: UnsafePointer<Double>, rows: Int,
    _ body: (_ row: Int, _ leaf: Int) -> Void
  ) {
    let (root, depth, lanes) = (roots[tree], depths[tree], Self.lanes)
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: lanes) { places in
      nodes.withUnsafeBufferPointer { nodes in
        var first = 0
        while first < rows {
          let own = values + first
          for lane in 0..<lanes { places[lane] = root }
          for _ in 0..<depth {
            for lane in 0..<lanes {
              let node = nodes[Int(places[lane])]
              let isAbove = !(own[Int(node.offset) &+ lane] <= node.threshold)
              places[lane] = node.left &+ (isAbove ? 1 : 0)
            }
          }
          for lane in 0..<min(lanes, rows &- first) { body(first &+ lane, Int(places[lane])) }
          first &+= lanes
        }
      }
    }
  }
}
