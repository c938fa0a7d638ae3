import Foundation
import StoaEngine
import StoaPlan

/// A trained decision tree, forest or boosted ensemble, which scores as Spark's MLlib does.
///
/// A boosted ensemble of more than two classes, which MLlib has not, has one tree of each class in
/// turn, and the softmax of their sums.
public struct TreeModel: Model, FeatureScoredModel {
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
    /// Whether a row with a missing feature, or a level that training did not see, is scored.
    public var takesNulls: Bool

    public init(
      kind: ModelKind, task: LearningTask, features: [Feature], classes: [Value],
      trees: [DecisionTree], weights: [Double], importances: [Double], treeCount: Int,
      nodeCount: Int, notes: [String], takesNulls: Bool = false
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
      self.takesNulls = takesNulls
    }
  }

  public let content: Content
  public let formula: Formula
  public let facts: TrainingFacts
  public let identity: String
  /// What the engine that trained it holds.
  public let handle: (any EngineHandle)?
  /// Nil where the trees are not known here.
  public let scorer: (any FeatureScorer)?

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
    scorer = content.trees.isEmpty ? nil : TreeScorer(content)
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
  public func predict(row: NamedRow) throws -> Prediction {
    guard let (scorer, numbers) = try encode(row) else { return Prediction(value: .null) }
    return scorer.prediction(numbers, classes)
  }

  public func best(row: NamedRow) throws -> (value: Value, probability: Double?) {
    guard let (scorer, numbers) = try encode(row) else { return (.null, nil) }
    return scorer.best(numbers, classes)
  }

  /// The features of a row with what scores them; nil where one is null and has to be known.
  private func encode(_ row: NamedRow) throws -> (any FeatureScorer, [Double])? {
    guard let scorer else {
      throw EngineError(
        .unsupported, "a model of \(content.nodeCount) nodes stays with \(facts.engine)")
    }
    let evaluator = ScalarEvaluator(row: row)
    var numbers: [Double] = []
    numbers.reserveCapacity(content.features.count)
    for feature in content.features {
      if let number = try feature.number(of: evaluator) {
        numbers.append(number)
      } else if content.takesNulls {
        numbers.append(.nan)
      } else {
        return nil
      }
    }
    return (scorer, numbers)
  }
}

extension FeatureScorer {
  /// What is predicted for a row of features.
  func prediction(_ features: [Double], _ classes: [Value]) -> Prediction {
    features.withUnsafeBufferPointer { features in
      // A model has features, so there is memory for them.
      guard let base = features.baseAddress else { return Prediction(value: .null) }
      guard classCount > 0 else { return Prediction(value: .float(number(base))) }
      let shares = [Double](unsafeUninitializedCapacity: classCount) { buffer, count in
        if let target = buffer.baseAddress { probabilities(base, into: target) }
        count = classCount
      }
      var best = 0
      for place in shares.indices where shares[place] > shares[best] { best = place }
      return Prediction(value: classes[best], probabilities: shares)
    }
  }

  /// The same without the probabilities of the other classes.
  func best(_ features: [Double], _ classes: [Value]) -> (value: Value, probability: Double?) {
    features.withUnsafeBufferPointer { features in
      guard let base = features.baseAddress else { return (.null, nil) }
      guard classCount > 0 else { return (.float(number(base)), nil) }
      return withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { scratch in
        guard let room = scratch.baseAddress else { return (.null, nil) }
        let best = best(base, room)
        return (classes[best.place], best.probability)
      }
    }
  }
}
