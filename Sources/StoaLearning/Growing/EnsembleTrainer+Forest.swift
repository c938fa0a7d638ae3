import Foundation
import Synchronization

/// Trees that are grown independently of each other.
extension EnsembleTrainer {
  private var treeCount: Int { request.kind == .tree ? 1 : parameters[int: "num_trees"] }

  func forest<Bin>(
    _ matrix: BinnedMatrix<Bin>, classes labels: [Int32], _ count: Int, _ stop: StopSign
  ) -> Ensemble {
    let impurity: ClassSplitter<Bin>.Impurity =
      parameters[word: "impurity"] == "entropy" ? .entropy : .gini
    let order: ClassSplitter<Bin>.LevelOrder =
      isMLlib ? .mllib(maxBins: parameters[int: "max_bins"]) : .share
    // A drawn row counts up to 255 times, and all together as often as there are rows, about.
    let table = ClassSplitter<Bin>.table(impurity, largest: 2 * matrix.rows + 1000)
    return grow(matrix, stop) { weights in
      ClassSplitter(
        matrix, labels: labels, classes: count, weights: weights, impurity: impurity,
        levelOrder: order, table: table)
    }
  }

  func forest<Bin>(
    _ matrix: BinnedMatrix<Bin>, numbers targets: [Double], _ stop: StopSign
  ) -> Ensemble {
    let isWhole = subset(matrix.width) == nil
    return grow(matrix, stop) { weights in
      NumberSplitter(matrix, targets: targets, weights: weights, keepsHistograms: isWhole)
    }
  }

  /// How many features a split looks at; nil for all.
  func subset(_ features: Int) -> Int? {
    let word = parameters[word: "feature_subset"]
    let auto = treeCount == 1 ? "all" : isClassifier ? "sqrt" : "onethird"
    let count =
      switch word == "auto" ? auto : word {
      case "sqrt": Int(Double(features).squareRoot().rounded(.up))
      case "log2": max(1, Int(log2(Double(features)).rounded(.up)))
      case "onethird": Int((Double(features) / 3).rounded(.up))
      default: features
      }
    return count < features ? count : nil
  }

  private func grow<Splitter: NodeSplitter>(
    _ matrix: BinnedMatrix<Splitter.Bin>, _ stop: StopSign,
    _ splitter: @Sendable (_ weights: [UInt8]?) -> Splitter
  ) -> Ensemble {
    let count = treeCount
    let done = Atomic(0)
    // One tree has all threads; of several each has one.
    let grown = Parallel.map(count) { index -> (tree: DecisionTree, importances: [Double])? in
      guard !stop.isUp else { return nil }
      let own = SplitMix.mixed(seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15)
      var limits = GrowthLimits(parameters, seed: own)
      limits.featuresPerNode = request.kind == .tree ? nil : subset(matrix.width)
      limits.looksFurther = !isMLlib
      let weights = request.kind == .tree ? nil : drawn(matrix.rows, own)
      let rows = (0..<UInt32(matrix.rows)).filter { weights?[Int($0)] != 0 }
      guard !rows.isEmpty else { return nil }
      var grower = TreeGrower(
        splitter: splitter(weights), limits: limits, order: RowOrder(rows), stop: stop)
      if count > 1 { grower.workers = 1 }
      let tree = grower.grow()
      guard !stop.isUp else { return nil }
      tell(done.add(1, ordering: .relaxed).newValue, of: count, "trees")
      return (
        tree.tree(matrix.layout, mergesLeaves: isMLlib && isClassifier),
        tree.importances(matrix.width)
      )
    }
    var ensemble = Ensemble()
    for case .some(let one) in grown { ensemble.append(one.tree, weight: 1, one.importances) }
    if stop.isUp, !ensemble.trees.isEmpty {
      ensemble.notes.append(
        "the training was stopped after \(ensemble.trees.count) of \(count) trees")
    }
    return ensemble
  }

  /// How often each row is drawn, with replacement; nil where each counts once.
  private func drawn(_ rows: Int, _ seed: UInt64) -> [UInt8]? {
    guard treeCount > 1 else { return nil }
    let rate = parameters[float: "subsample_rate"]
    var generator = SplitMix(seed: ~seed)
    return (0..<rows).map { _ in UInt8(clamping: generator.poisson(mean: rate)) }
  }
}
