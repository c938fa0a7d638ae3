import Foundation
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

  var features: [StoredFeature]
  var weights: [Double]
  var importances: [Double]
  /// Whether a row with a missing feature is scored.
  var takesNulls: Bool
  /// The nodes in the form of `TreeArrays`; nil where they are a file of their own, and where the
  /// content is compared alone.
  var nodes: Data?
  /// Of the nodes, as that of the model.
  var nodesChecksum: String

  init(_ content: TreeModel.Content) throws {
    features = try content.features.map {
      try StoredFeature(
        name: $0.name, expression: StoredExpression($0.value),
        levels: $0.levels?.map(StoredValue.init))
    }
    weights = content.weights
    importances = content.importances
    takesNulls = content.takesNulls
    let bytes = TreeArrays.data(content.trees)
    nodes = bytes
    nodesChecksum = ModelDocument.checksum(ofBytes: bytes)
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
    guard let nodes else { throw ModelDamage("it lacks its nodes") }
    guard ModelDocument.checksum(ofBytes: nodes) == nodesChecksum else {
      throw ModelDamage("its nodes do not fit their checksum")
    }
    // Boosted trees predict numbers, whatever their sum stands for.
    let width = task == .classification && kind != .boosted ? classes.count : 0
    let grown = try TreeArrays.trees(
      nodes, levels: features.map { $0.levels?.count }, classes: width)
    guard !grown.isEmpty, weights.count == grown.count, importances.count == features.count,
      weights.allSatisfy(\.isFinite), importances.allSatisfy(\.isFinite),
      kind != .boosted || task == .regression || classes.count == 2
        || grown.count.isMultiple(of: classes.count)
    else { throw ModelDamage("its trees and their weights do not fit each other") }
    return TreeModel.Content(
      kind: kind, task: task, features: features, classes: classes, trees: grown,
      weights: weights, importances: importances, treeCount: grown.count,
      nodeCount: grown.reduce(0) { $0 + $1.count }, notes: notes, takesNulls: takesNulls)
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
