import Foundation
import StoaEngine
import StoaPlan

/// The trees of a model, packed for scoring many rows.
final class TreeScorer: FeatureScorer {
  private struct Node {
    var threshold: Double
    /// -1 for a leaf, whose ways lead to itself
    var feature: Int32
    var left: Int32
    var right: Int32
    /// Position of the levels that go left; -1 for a number.
    var levels: Int32
    var nullsGoLeft: Bool
  }

  let width: Int
  let classCount: Int
  let takesNulls: Bool
  private let kind: ModelKind
  private let weights: [Double]
  private let nodes: [Node]
  private let roots: [Int32]
  /// The steps from each root to its deepest leaf; nil where a step is more than a comparison.
  private let depths: [Int?]
  private let levelSets: [LevelSet]
  /// By node: a number, or of a leaf of classes the likeliest one's share.
  private let values: [Double]
  private let places: [Int32]
  /// The shares of the classes in the leaves.
  private let firstShare: [Int32]
  private let shareClass: [Int32]
  private let shares: [Double]

  init(_ content: TreeModel.Content) {
    width = content.features.count
    classCount = content.classes.count
    takesNulls = content.takesNulls
    kind = content.kind
    weights = content.weights
    let isVoted = content.task == .classification && content.kind != .boosted
    var nodes: [Node] = []
    var roots: [Int32] = []
    var levelSets: [LevelSet] = []
    var values: [Double] = []
    var places: [Int32] = []
    var firstShare: [Int32] = [0]
    var shareClass: [Int32] = []
    var shares: [Double] = []
    for tree in content.trees {
      let first = Int32(nodes.count)
      let firstSet = Int32(levelSets.count)
      roots.append(first)
      levelSets += tree.levelSets
      for node in 0..<tree.count {
        let isLeaf = tree.feature[node] < 0
        nodes.append(
          Node(
            threshold: tree.threshold[node], feature: tree.feature[node],
            left: isLeaf ? Int32(node) &+ first : tree.left[node] &+ first,
            right: isLeaf ? Int32(node) &+ first : tree.right[node] &+ first,
            levels: tree.levelSet[node] < 0 ? -1 : tree.levelSet[node] + firstSet,
            nullsGoLeft: tree.nullsGoLeft[node]))
        let weights = tree.weights(node)
        let total = weights.reduce(0) { $0 + $1.1 }
        var best: (place: Int32, share: Double) = (0, isVoted ? 0 : tree.prediction[node])
        if isVoted, total > 0 {
          for (place, weight) in weights {
            let share = weight / total
            shareClass.append(place)
            shares.append(share)
            if share > best.share { best = (place, share) }
          }
        }
        firstShare.append(Int32(shares.count))
        values.append(best.share)
        places.append(best.place)
      }
    }
    self.nodes = nodes
    self.roots = roots
    depths = content.trees.map { tree in
      content.takesNulls || !tree.levelSets.isEmpty ? nil : tree.depth
    }
    self.levelSets = levelSets
    self.values = values
    self.places = places
    self.firstShare = firstShare
    self.shareClass = shareClass
    self.shares = shares
  }

  @inline(__always)
  private func leaf(_ tree: Int, _ features: UnsafePointer<Double>) -> Int {
    nodes.withUnsafeBufferPointer { nodes in
      var place = Int(roots[tree])
      while nodes[place].feature >= 0 {
        let value = features[Int(nodes[place].feature)]
        let goesLeft: Bool
        if value <= nodes[place].threshold {
          goesLeft = true
        } else if value.isNaN {
          goesLeft = nodes[place].nullsGoLeft
        } else {
          goesLeft =
            nodes[place].levels >= 0
            && levelSets[Int(nodes[place].levels)].contains(value)
        }
        place = Int(goesLeft ? nodes[place].left : nodes[place].right)
      }
      return place
    }
  }

  /// The leaves of rows whose features follow each other, eight at a time, step by step.
  ///
  /// One row's way is a chain in which each step waits for the one before, and half of them go
  /// where the processor does not expect it; of eight rows the steps do not wait for each other,
  /// and none is guessed. Who has reached a leaf stays there.
  private func leaves(
    _ tree: Int, depth: Int, _ features: UnsafePointer<Double>, rows: Int,
    _ body: (_ row: Int, _ leaf: Int) -> Void
  ) {
    let (root, lanes, width) = (roots[tree], 8, width)
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: lanes) { places in
      nodes.withUnsafeBufferPointer { nodes in
        var first = 0
        while first &+ lanes <= rows {
          let own = features + first &* width
          for lane in 0..<lanes { places[lane] = root }
          for _ in 0..<depth {
            for lane in 0..<lanes {
              let node = nodes[Int(places[lane])]
              // A leaf has both ways to itself, so any feature will do.
              let value = own[lane &* width &+ Int(max(0, node.feature))]
              // The sign of the difference: 1 where the value is above.
              let isAbove = Int32(truncatingIfNeeded: (node.threshold - value).bitPattern >> 63)
              places[lane] = node.left &+ (node.right &- node.left) &* isAbove
            }
          }
          for lane in 0..<lanes { body(first &+ lane, Int(places[lane])) }
          first &+= lanes
        }
        for row in first..<rows { body(row, leaf(tree, features + row &* width)) }
      }
    }
  }

  func number(_ features: UnsafePointer<Double>) -> Double {
    var sum = 0.0
    for tree in roots.indices {
      let value = values[leaf(tree, features)]
      sum += kind == .boosted ? weights[tree] * value : value
    }
    return kind == .boosted ? sum : sum / Double(roots.count)
  }

  /// Tree by tree, so that the nodes of one are at hand for all rows.
  func numbers(
    _ features: UnsafePointer<Double>, rows: Int, into target: UnsafeMutablePointer<Double>
  ) {
    for row in 0..<rows { target[row] = 0 }
    for tree in roots.indices {
      let weight = kind == .boosted ? weights[tree] : 1
      if let depth = depths[tree] {
        leaves(tree, depth: depth, features, rows: rows) { target[$0] += weight * values[$1] }
      } else {
        for row in 0..<rows { target[row] += weight * values[leaf(tree, features + row &* width)] }
      }
    }
    guard kind != .boosted else { return }
    for row in 0..<rows { target[row] /= Double(roots.count) }
  }

  func probabilities(
    _ features: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>
  ) {
    for place in 0..<classCount { target[place] = 0 }
    if kind == .boosted { boosted(features, target) } else { votes(features, target) }
  }

  /// Each tree gives its leaf's shares of the classes; the sum is made to add up to 1.
  private func votes(
    _ features: UnsafePointer<Double>, _ target: UnsafeMutablePointer<Double>
  ) {
    for tree in roots.indices {
      let leaf = leaf(tree, features)
      for place in Int(firstShare[leaf])..<Int(firstShare[leaf + 1]) {
        target[Int(shareClass[place])] += shares[place]
      }
    }
    var sum = 0.0
    for place in 0..<classCount { sum += target[place] }
    for place in 0..<classCount {
      target[place] = sum > 0 ? target[place] / sum : 1 / Double(classCount)
    }
  }

  /// Of two classes the second's probability is 1/(1 + exp(-2m)) of the margin m; of more it is
  /// the softmax of their margins, to which the trees belong in turn.
  private func boosted(
    _ features: UnsafePointer<Double>, _ target: UnsafeMutablePointer<Double>
  ) {
    if classCount == 2 {
      let second = 1 / (1 + exp(-2 * number(features)))
      target[0] = 1 - second
      target[1] = second
      return
    }
    for tree in roots.indices {
      target[tree % classCount] += weights[tree] * values[leaf(tree, features)]
    }
    var most = target[0]
    for place in 1..<classCount { most = max(most, target[place]) }
    var sum = 0.0
    for place in 0..<classCount {
      target[place] = exp(target[place] - most)
      sum += target[place]
    }
    for place in 0..<classCount { target[place] /= sum }
  }

  /// A single tree's answer is known before the row is.
  func best(
    _ features: UnsafePointer<Double>, _ scratch: UnsafeMutablePointer<Double>
  ) -> (place: Int, probability: Double) {
    if kind == .tree, classCount > 0 {
      let leaf = leaf(0, features)
      if values[leaf] > 0 { return (Int(places[leaf]), values[leaf]) }
    }
    return likeliest(features, scratch)
  }

  func best(
    _ features: UnsafePointer<Double>, rows: Int, _ scratch: UnsafeMutablePointer<Double>,
    places: UnsafeMutablePointer<Int32>, shares: UnsafeMutablePointer<Double>
  ) {
    guard kind == .tree, classCount > 0, let depth = depths[0] else {
      for row in 0..<rows {
        let best = best(features + row &* width, scratch)
        (places[row], shares[row]) = (Int32(best.place), best.probability)
      }
      return
    }
    leaves(0, depth: depth, features, rows: rows) { row, leaf in
      if values[leaf] > 0 {
        (places[row], shares[row]) = (self.places[leaf], values[leaf])
      } else {
        let best = likeliest(features + row &* width, scratch)
        (places[row], shares[row]) = (Int32(best.place), best.probability)
      }
    }
  }
}
