import StoaEngine
import StoaPlan

/// A tree model in the form of the model file.
struct StoredTrees: Hashable, Codable {
  struct StoredFeature: Hashable, Codable {
    var name: String
    var expression: StoredExpression
    /// Null for a number
    var levels: [StoredValue]?
  }

  /// The nodes of a tree, an array for each of their parts.
  struct StoredTree: Hashable, Codable {
    /// -1 for a leaf
    var feature: [Int]
    /// Null where the feature is a category, and for a leaf
    var threshold: [Double?]
    /// Levels that go to the left; null where the feature is a number, and for a leaf
    var levels: [[Int]?]
    var left: [Int]
    var right: [Int]
    var prediction: [Double]
    var rows: [Int64]
    /// Empty but for the leaves of a classifier
    var counts: [[Double]]
  }

  var features: [StoredFeature]
  var trees: [StoredTree]
  var weights: [Double]
  var importances: [Double]

  init(_ content: TreeModel.Content) throws {
    features = try content.features.map {
      try StoredFeature(
        name: $0.name, expression: StoredExpression($0.value),
        levels: $0.levels?.map(StoredValue.init))
    }
    trees = content.trees.map { StoredTree($0) }
    weights = content.weights
    importances = content.importances
  }

  /// The content, checked.
  func content(
    _ kind: ModelKind, _ task: LearningTask, classes: [Value], notes: [String]
  ) throws -> TreeModel.Content {
    let features = try features.map { stored in
      let value = try stored.expression.expression()
      let levels = try stored.levels?.map { try $0.checked(against: value.type) }
      if let levels {
        guard !levels.isEmpty, zip(levels, levels.dropFirst()).allSatisfy({ $0.precedes($1) })
        else { throw ModelDamage("the levels of `\(stored.name)` are not in ascending order") }
      } else if !value.type.isNumeric {
        throw ModelDamage("`\(stored.name)` is neither a number nor a category")
      }
      return Feature(name: stored.name, value: value, levels: levels)
    }
    guard !trees.isEmpty, weights.count == trees.count, importances.count == features.count,
      weights.allSatisfy(\.isFinite), importances.allSatisfy(\.isFinite),
      kind != .boosted || task == .regression || classes.count == 2
    else { throw ModelDamage("its trees and their weights do not fit each other") }
    // Boosted trees predict numbers, whatever their sum stands for.
    let width = task == .classification && kind != .boosted ? classes.count : 0
    let grown = try trees.map { try $0.tree(features, classes: width) }
    return TreeModel.Content(
      kind: kind, task: task, features: features, classes: classes, trees: grown,
      weights: weights, importances: importances, treeCount: grown.count,
      nodeCount: grown.reduce(0) { $0 + $1.nodes.count }, notes: notes)
  }
}

extension StoredTrees.StoredTree {
  init(_ tree: DecisionTree) {
    let nodes = tree.nodes
    feature = nodes.map { $0.split == nil ? -1 : $0.feature }
    threshold = nodes.map { if case .threshold(let most)? = $0.split { most } else { nil } }
    levels = nodes.map { if case .levels(let some)? = $0.split { some.sorted() } else { nil } }
    left = nodes.map(\.left)
    right = nodes.map(\.right)
    prediction = nodes.map(\.prediction)
    rows = nodes.map(\.rows)
    counts = nodes.map(\.counts)
  }

  func tree(_ features: [Feature], classes: Int) throws -> DecisionTree {
    let count = feature.count
    let sizes = [
      threshold.count, levels.count, left.count, right.count, prediction.count, rows.count,
      counts.count,
    ]
    guard sizes.allSatisfy({ $0 == count }) else {
      throw ModelDamage("the parts of a tree are not of one length")
    }
    let nodes = try (0..<count).map { position -> DecisionTree.Node in
      var split: DecisionTree.Node.Split?
      if feature[position] >= 0 {
        guard feature[position] < features.count else {
          throw ModelDamage("a split looks at a feature that is not there")
        }
        let known = features[feature[position]].levels
        switch (threshold[position], levels[position]) {
        case (.some(let most), nil) where known == nil && !most.isNaN: split = .threshold(most)
        case (nil, .some(let some)) where some.allSatisfy((known ?? []).indices.contains):
          split = .levels(Set(some))
        default: throw ModelDamage("a split does not fit its feature")
        }
      } else if counts[position].count != classes
        || counts[position].contains(where: { !$0.isFinite || $0 < 0 })
      {
        throw ModelDamage("a leaf's counts are not those of the classes")
      }
      return DecisionTree.Node(
        split: split, feature: max(feature[position], 0), left: left[position],
        right: right[position], prediction: prediction[position], rows: rows[position],
        counts: counts[position])
    }
    guard let tree = DecisionTree(nodes: nodes) else {
      throw ModelDamage("the nodes of a tree are not connected as a tree")
    }
    return tree
  }
}

/// A network in the form of the model file.
struct StoredNetwork: Hashable, Codable {
  var layers: [Int]
  var weights: [Double]
  var iterations: Int?
  var accuracy: Double?

  init(_ content: NetworkModel.Content) {
    layers = content.layers
    weights = content.weights
    iterations = content.iterations
    accuracy = content.accuracy
  }

  func content(
    _ design: Design, classes: [Value], notes: [String]
  ) throws -> NetworkModel.Content {
    guard layers.count >= 2, layers.allSatisfy({ (1...1_000_000).contains($0) }),
      layers.first == design.width, layers.last == classes.count,
      weights.count == NetworkModel.weightCount(layers), weights.allSatisfy(\.isFinite)
    else { throw ModelDamage("its layers, weights and classes do not fit each other") }
    return NetworkModel.Content(
      design: design, layers: layers, weights: weights, classes: classes, iterations: iterations,
      accuracy: accuracy, notes: notes)
  }
}
