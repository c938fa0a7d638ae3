import Foundation
import StoaEngine
import StoaPlan

/// The trees of a model, packed for scoring many rows.
final class TreeScorer: FeatureScorer {
  let width: Int
  let classCount: Int
  let takesNulls: Bool
  private let kind: ModelKind
  private let weights: [Double]
  private let trees: PackedTrees
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
    var trees = PackedTrees()
    var values: [Double] = []
    var places: [Int32] = []
    var firstShare: [Int32] = [0]
    var shareClass: [Int32] = []
    var shares: [Double] = []
    for tree in content.trees {
      for node in trees.append(tree, takesNulls: content.takesNulls) {
        let weights = tree.weights(node)
        let total = weights.reduce(0) { $0 + $1.1 }
        var best: (place: Int32, share: Double) = (0, tree.prediction[node])
        // A leaf of no rows takes all classes for as likely.
        if isVoted { best.share = total > 0 ? 0 : 1 / Double(classCount) }
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
    self.trees = trees
    self.values = values
    self.places = places
    self.firstShare = firstShare
    self.shareClass = shareClass
    self.shares = shares
  }

  func number(_ features: UnsafePointer<Double>) -> Double {
    var sum = 0.0
    for tree in 0..<trees.count {
      let value = values[trees.leaf(tree, features)]
      sum += kind == .boosted ? weights[tree] * value : value
    }
    return kind == .boosted ? sum : sum / Double(trees.count)
  }

  /// Tree by tree, so that the nodes of one are at hand for all rows.
  func numbers(_ block: FeatureBlock, into target: UnsafeMutablePointer<Double>) {
    guard trees.areComparisons else { return numbersByRow(block, into: target) }
    trees.forEachPart(of: block) { features, first, rows in
      let own = target + first
      for row in 0..<rows { own[row] = 0 }
      for tree in 0..<trees.count {
        let weight = kind == .boosted ? weights[tree] : 1
        trees.leaves(tree, features, rows: rows) { own[$0] += weight * values[$1] }
      }
      guard kind != .boosted else { return }
      for row in 0..<rows { own[row] /= Double(trees.count) }
    }
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
    for tree in 0..<trees.count {
      let leaf = trees.leaf(tree, features)
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
    for tree in 0..<trees.count {
      target[tree % classCount] += weights[tree] * values[trees.leaf(tree, features)]
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
    guard kind == .tree else { return likeliest(features, scratch) }
    let leaf = trees.leaf(0, features)
    return (Int(places[leaf]), values[leaf])
  }

  func best(
    _ block: FeatureBlock, _ scratch: UnsafeMutablePointer<Double>,
    places: UnsafeMutablePointer<Int32>, shares: UnsafeMutablePointer<Double>
  ) {
    guard kind == .tree, trees.areComparisons else {
      return bestByRow(block, scratch, places: places, shares: shares)
    }
    trees.forEachPart(of: block) { features, first, rows in
      trees.leaves(0, features, rows: rows) { row, leaf in
        places[first &+ row] = self.places[leaf]
        shares[first &+ row] = values[leaf]
      }
    }
  }
}
