import Foundation
import StoaEngine
import StoaPlan

/// A trained multilayer perceptron, as Spark's MLlib has it: sigmoid layers, and a softmax over the
/// classes at the end.
public struct NetworkModel: Model, FeatureScoredModel {
  public struct Content: Hashable, Sendable {
    /// Of the design's columns, without an intercept: each layer has its own.
    var design: Design
    /// The sizes, from the columns to the classes.
    public var layers: [Int]
    /// For each layer after the first its matrix, column by column, then its intercepts.
    public var weights: [Double]
    public var classes: [Value]
    public var iterations: Int?
    public var accuracy: Double?
    public var notes: [String]
  }

  public let content: Content
  public let formula: Formula
  public let facts: TrainingFacts
  public let identity: String
  /// What the engine that trained it holds.
  public let handle: (any EngineHandle)?
  public let scorer: (any FeatureScorer)?

  public var kind: ModelKind { .network }
  public var task: LearningTask { .classification }
  public var classes: [Value] { content.classes }
  public var inputs: [Field] { formula.inputs }
  public var labelType: DataType { formula.label.value.type }
  public var labelName: String { formula.label.name }
  /// A network is no expression: each of its units reads all those before it.
  public var scores: [StoaPlan.Expression]? { nil }
  public var features: [StoaPlan.Expression] { content.design.columnExpressions }

  init(
    _ content: Content, formula: Formula, facts: TrainingFacts, handle: (any EngineHandle)? = nil
  ) throws {
    self.content = content
    self.formula = formula
    self.facts = facts
    self.handle = handle
    scorer = NetworkScorer(layers: content.layers, weights: content.weights)
    identity = try ModelDocument.identity(.network(formula, content), facts)
  }

  /// The same with what an engine holds for it.
  public func held(by handle: any EngineHandle) throws -> NetworkModel {
    try NetworkModel(content, formula: formula, facts: facts, handle: handle)
  }

  /// The prediction for one row, computed in this process.
  public func predict(row: NamedRow) throws -> Prediction {
    guard let encoded = try content.design.encode(row) else { return Prediction(value: .null) }
    var columns = [Double](repeating: 0, count: content.design.width)
    for term in content.design.terms {
      guard let column = term.column(encoded.levels) else { continue }
      columns[column] = term.product.map { encoded.products[$0] } ?? 1
    }
    return NetworkScorer(layers: content.layers, weights: content.weights)
      .prediction(columns, classes)
  }

  /// How many weights layers of these sizes have.
  static func weightCount(_ layers: [Int]) -> Int {
    zip(layers, layers.dropFirst()).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
  }

  public var summary: ModelSummary {
    let rows = content.layers.enumerated().map { number, size -> [Value] in
      let role =
        number == 0 ? "columns" : number == content.layers.count - 1 ? "classes" : "sigmoid units"
      return [.int(Int64(number)), .string(role), .int(Int64(size))]
    }
    let figures: [(String, Value)] = [
      ("rows", .int(facts.rows)), ("classes", .int(Int64(classes.count))),
      ("weights", .int(Int64(content.weights.count))), ("accuracy", Value(content.accuracy)),
      ("iterations", content.iterations.map { .int(Int64($0)) } ?? .null),
    ]
    return ModelSummary(
      title: "multilayer perceptron: \(formula.text)",
      tables: [
        Table(
          schema: Schema([
            Field("layer", .int), Field("of", .string), Field("size", .int),
          ]), rows: rows)
      ],
      figures: figures.filter { !$0.1.isNull }.map { ModelSummary.Figure($0.0, $0.1) },
      notes: content.notes)
  }
}
