import Foundation
import StoaEngine
import StoaPlan

/// A trained decision tree, forest or boosted ensemble, which scores as Spark's MLlib does.
public struct TreeModel: Model {
  /// What an ensemble is; where a large one stays with the engine that trained it, its trees are
  /// not known here.
  public struct Content: Hashable, Sendable {
    public var kind: ModelKind
    public var task: LearningTask
    public var features: [Feature]
    /// In ascending order; empty for a regression.
    public var classes: [Value]
    public var trees: [DecisionTree]
    /// How much each tree counts.
    public var weights: [Double]
    /// One a feature, together 1
    public var importances: [Double]
    public var treeCount: Int
    public var nodeCount: Int
    public var notes: [String]

    public init(
      kind: ModelKind, task: LearningTask, features: [Feature], classes: [Value],
      trees: [DecisionTree], weights: [Double], importances: [Double], treeCount: Int,
      nodeCount: Int, notes: [String]
    ) {
      self.kind = kind
      self.task = task
      self.features = features
      self.classes = classes
      self.trees = trees
      self.weights = weights
      self.importances = importances
      self.treeCount = treeCount
      self.nodeCount = nodeCount
      self.notes = notes
    }
  }

  public let content: Content
  public let formula: Formula
  public let facts: TrainingFacts
  public let identity: String
  /// What the engine that trained it holds.
  public let handle: (any EngineHandle)?

  public var kind: ModelKind { content.kind }
  public var task: LearningTask { content.task }
  public var classes: [Value] { content.classes }
  public var inputs: [Field] { formula.inputs }
  public var labelType: DataType { task == .regression ? .float : formula.label.value.type }
  public var labelName: String { formula.label.name }
  public var features: [StoaPlan.Expression] { content.features.map(\.expression) }
  /// Whether its trees are known here, so that it can be used without the engine that trained it.
  public var isPortable: Bool { !content.trees.isEmpty }

  public init(
    _ content: Content, formula: Formula, facts: TrainingFacts, handle: (any EngineHandle)? = nil
  ) throws {
    self.content = content
    self.formula = formula
    self.facts = facts
    self.handle = handle
    identity =
      content.trees.isEmpty
      ? "\(content.kind.rawValue)-\(UUID().uuidString)"
      : try ModelDocument.identity(.trees(formula, content), facts)
  }

  /// The same with what an engine holds for it.
  public func held(by handle: any EngineHandle) throws -> TreeModel {
    try TreeModel(content, formula: formula, facts: facts, handle: handle)
  }

  /// The prediction for one row, computed in this process.
  ///
  /// - Throws: `EngineError` where a value is missing or of another type, `unsupported` where the
  ///   trees are not known here.
  public func predict(row: [String: Value]) throws -> Prediction {
    guard isPortable else {
      throw EngineError(
        .unsupported, "a model of \(content.nodeCount) nodes stays with \(facts.engine)")
    }
    let evaluator = ScalarEvaluator(row: row)
    var numbers: [Double] = []
    for feature in content.features {
      guard let number = try feature.number(of: evaluator) else { return Prediction(value: .null) }
      numbers.append(number)
    }
    return predict(features: numbers)
  }

  func predict(features: [Double]) -> Prediction {
    guard task == .classification else { return Prediction(value: .float(number(features))) }
    let probabilities = kind == .boosted ? boosted(features) : votes(features)
    var best = 0
    for (position, share) in probabilities.enumerated() where share > probabilities[best] {
      best = position
    }
    return Prediction(value: classes[best], probabilities: probabilities)
  }

  private func number(_ features: [Double]) -> Double {
    let predictions = content.trees.map { $0.leaf(features).prediction }
    if kind == .boosted { return zip(content.weights, predictions).reduce(0) { $0 + $1.0 * $1.1 } }
    return predictions.reduce(0, +) / Double(predictions.count)
  }

  /// Each tree gives its leaf's shares of the classes; the sum is made to add up to 1.
  private func votes(_ features: [Double]) -> [Double] {
    var votes = [Double](repeating: 0, count: classes.count)
    for tree in content.trees {
      let counts = tree.leaf(features).counts
      let total = counts.reduce(0, +)
      guard total > 0 else { continue }
      for position in votes.indices { votes[position] += counts[position] / total }
    }
    let sum = votes.reduce(0, +)
    return votes.map { sum > 0 ? $0 / sum : 1 / Double(votes.count) }
  }

  /// The probabilities of two classes from the margin m: the second's is 1/(1 + exp(-2m)).
  private func boosted(_ features: [Double]) -> [Double] {
    let margin = zip(content.weights, content.trees).reduce(0) {
      $0 + $1.0 * $1.1.leaf(features).prediction
    }
    let second = 1 / (1 + exp(-2 * margin))
    return [1 - second, second]
  }
}
