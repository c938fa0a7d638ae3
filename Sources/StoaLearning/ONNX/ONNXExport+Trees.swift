import Foundation
import StoaEngine
import StoaPlan

extension ONNXGraph {
  /// One `TreeEnsembleRegressor` with a target for each class, and what makes its sums shares.
  mutating func trees(_ model: TreeModel) throws -> Data {
    let content = model.content
    let ensemble = TreeEnsembleAttributes(content)
    let inputs = indicators(ensemble, width: content.features.count)
    let sums = add(
      "TreeEnsembleRegressor", [inputs], ensemble.attributes(), domain: "ai.onnx.ml")
    let features = content.features.map(\.name)
    let levels = content.features.map(\.levels)
    guard model.task == .classification else {
      _ = add("Reshape", [sums, constant(.ints([-1]))], output: "prediction")
      return written(model, features, levels: levels, [], numberType: 1)
    }
    let shares: String
    if content.kind != .boosted {
      let total = add("ReduceSum", [sums, constant(.ints([1]))], [("keepdims", .int(1))])
      shares = add("Div", [sums, total])
    } else if content.classes.count == 2 {
      // 1/(1 + exp(-2m)) of the margin is the share of the second class.
      let second = add("Sigmoid", [add("Add", [sums, sums])])
      let first = add("Sigmoid", [add("Neg", [add("Add", [sums, sums])])])
      shares = add("Concat", [first, second], [("axis", .int(1))])
    } else {
      shares = add("Softmax", [sums], [("axis", .int(1))])
    }
    return try classifier(shares, model, features, levels: levels, floats: true)
  }

  /// The features, and beside them for each set of levels that a split asks for whether the row's
  /// level is in it: 1 or 0.
  private mutating func indicators(_ ensemble: TreeEnsembleAttributes, width: Int) -> String {
    var parts = ["features"]
    for (feature, sets) in ensemble.sets.sorted(by: { $0.key < $1.key }) {
      let place = constant(.ints([Int64(feature)]))
      let column = add("Gather", ["features", place], [("axis", .int(1))])
      let position = add("Cast", [column], [("to", .int(7))])
      let flat = add("Reshape", [position, constant(.ints([-1]))])
      let rows = (0..<sets.levels).flatMap { level in
        sets.sets.map { $0.contains(level) ? 1.0 : 0.0 }
      }
      let table = constant(.doubles(rows, dims: [sets.levels, sets.sets.count]))
      parts.append(add("Gather", [table, flat], [("axis", .int(0))]))
    }
    return parts.count == 1 ? parts[0] : add("Concat", parts, [("axis", .int(1))])
  }
}

/// The nodes of an ensemble in the form of ONNX's `TreeEnsembleRegressor`.
private struct TreeEnsembleAttributes {
  /// The sets of levels that splits of a feature ask for, and where their indicators begin.
  struct Sets {
    var levels: Int
    var sets: [LevelSet] = []
    var first = 0
  }

  private(set) var sets: [Int: Sets] = [:]
  private let content: TreeModel.Content

  init(_ content: TreeModel.Content) {
    self.content = content
    for tree in content.trees {
      for node in 0..<tree.count where tree.levelSet[node] >= 0 {
        let feature = Int(tree.feature[node])
        let set = tree.levelSets[Int(tree.levelSet[node])]
        var known = sets[feature] ?? Sets(levels: content.features[feature].levels?.count ?? 1)
        if !known.sets.contains(set) { known.sets.append(set) }
        sets[feature] = known
      }
    }
    var next = content.features.count
    for feature in sets.keys.sorted() {
      sets[feature]?.first = next
      next += sets[feature]?.sets.count ?? 0
    }
  }

  func attributes() -> [(String, ONNXGraph.Attribute)] {
    var treeIDs: [Int64] = []
    var nodeIDs: [Int64] = []
    var features: [Int64] = []
    var values: [Double] = []
    var modes: [String] = []
    var trues: [Int64] = []
    var falses: [Int64] = []
    var missing: [Int64] = []
    var targets = Targets()
    let isVoted = content.task == .classification && content.kind != .boosted
    for (number, tree) in content.trees.enumerated() {
      for node in 0..<tree.count {
        treeIDs.append(Int64(number))
        nodeIDs.append(Int64(node))
        let isLeaf = tree.feature[node] < 0
        modes.append(isLeaf ? "LEAF" : "BRANCH_LEQ")
        guard !isLeaf else {
          features.append(0)
          values.append(0)
          trues.append(0)
          falses.append(0)
          missing.append(0)
          targets.add(tree, number, node, content, isVoted: isVoted)
          continue
        }
        let feature = Int(tree.feature[node])
        let (left, right) = (Int64(tree.left[node]), Int64(tree.right[node]))
        if tree.levelSet[node] >= 0, let known = sets[feature] {
          // An indicator of at most a half is outside of the set, and goes right.
          let set = tree.levelSets[Int(tree.levelSet[node])]
          features.append(Int64(known.first + (known.sets.firstIndex(of: set) ?? 0)))
          values.append(0.5)
          trues.append(right)
          falses.append(left)
          missing.append(0)
        } else {
          features.append(Int64(feature))
          values.append(tree.threshold[node])
          trues.append(left)
          falses.append(right)
          missing.append(tree.nullsGoLeft[node] ? 1 : 0)
        }
      }
    }
    let isMargin = content.kind == .boosted && content.classes.count == 2
    let count = content.task == .regression || isMargin ? 1 : content.classes.count
    return [
      ("n_targets", .int(Int64(count))), ("aggregate_function", .string("SUM")),
      ("post_transform", .string("NONE")), ("nodes_treeids", .ints(treeIDs)),
      ("nodes_nodeids", .ints(nodeIDs)), ("nodes_featureids", .ints(features)),
      ("nodes_values_as_tensor", .tensor(.doubles(values, dims: [values.count]))),
      ("nodes_modes", .strings(modes)), ("nodes_truenodeids", .ints(trues)),
      ("nodes_falsenodeids", .ints(falses)),
      ("nodes_missing_value_tracks_true", .ints(missing)),
      ("target_treeids", .ints(targets.trees)), ("target_nodeids", .ints(targets.nodes)),
      ("target_ids", .ints(targets.targets)),
      (
        "target_weights_as_tensor",
        .tensor(.doubles(targets.weights, dims: [targets.weights.count]))
      ),
    ]
  }

  /// What the leaves add to which target.
  private struct Targets {
    var trees: [Int64] = []
    var nodes: [Int64] = []
    var targets: [Int64] = []
    var weights: [Double] = []

    mutating func add(
      _ tree: DecisionTree, _ number: Int, _ node: Int, _ content: TreeModel.Content,
      isVoted: Bool
    ) {
      func append(_ target: Int, _ weight: Double) {
        trees.append(Int64(number))
        nodes.append(Int64(node))
        targets.append(Int64(target))
        weights.append(weight)
      }
      if isVoted {
        let total = tree.weights(node).reduce(0) { $0 + $1.1 }
        for (place, weight) in tree.weights(node) where total > 0 {
          append(Int(place), weight / total)
        }
      } else {
        let factor =
          content.kind == .boosted ? content.weights[number] : 1 / Double(content.trees.count)
        let isMany = content.task == .classification && content.classes.count > 2
        append(isMany ? number % content.classes.count : 0, factor * tree.prediction[node])
      }
    }
  }
}
