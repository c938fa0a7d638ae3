/// A tree of splits in flat arrays, an element a node: node 0 is the root, and a node's children
/// come after it.
public struct DecisionTree: Hashable, Sendable {
  /// The feature that is looked at; -1 for a leaf.
  var feature: [Int32] = []
  /// A row goes left where the feature is at most this; -∞ for a category, and for a leaf.
  var threshold: [Double] = []
  /// Position in `levelSets` of the levels that go left; -1 where there are none.
  var levelSet: [Int32] = []
  var levelSets: [LevelSet] = []
  /// Whether a row without a value goes left.
  var nullsGoLeft: [Bool] = []
  var left: [Int32] = []
  var right: [Int32] = []
  /// A number, or the position of a class.
  var prediction: [Double] = []
  /// Rows of the training that came here.
  var rows: [Int64] = []
  /// What a leaf of a classifier holds of each class, those with a weight above zero: of node n
  /// the elements from `firstWeight[n]` up to `firstWeight[n + 1]`.
  var firstWeight: [Int32] = [0]
  var weightClass: [Int32] = []
  var weight: [Double] = []

  /// The number of nodes.
  public var count: Int { feature.count }

  /// The weights of the classes in a node, with their positions.
  func weights(_ node: Int) -> Zip2Sequence<ArraySlice<Int32>, ArraySlice<Double>> {
    let range = Int(firstWeight[node])..<Int(firstWeight[node + 1])
    return zip(weightClass[range], weight[range])
  }

  /// The number of splits on the longest way to a leaf.
  public var depth: Int {
    var depths = [Int](repeating: 0, count: count)
    for node in 0..<count where feature[node] >= 0 {
      depths[Int(left[node])] = depths[node] + 1
      depths[Int(right[node])] = depths[node] + 1
    }
    return depths.max() ?? 0
  }
}

/// A set of positions of levels, a bit each.
public struct LevelSet: Hashable, Sendable {
  private(set) var words: [UInt64]

  init(words: [UInt64]) { self.words = words }

  init(_ positions: some Sequence<Int>) {
    words = []
    for position in positions {
      while words.count <= position / 64 { words.append(0) }
      words[position / 64] |= 1 << UInt64(position % 64)
    }
  }

  func contains(_ position: Int) -> Bool {
    position >= 0 && position / 64 < words.count
      && words[position / 64] & (1 << UInt64(position % 64)) != 0
  }

  /// A feature may be any number where a row is scored that counts for nothing.
  func contains(_ feature: Double) -> Bool {
    feature >= 0 && feature < 1e9 && contains(Int(feature))
  }

  /// In ascending order.
  var positions: [Int] { (0..<words.count * 64).filter(contains) }
}
