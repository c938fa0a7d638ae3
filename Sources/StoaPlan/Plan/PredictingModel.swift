/// What the binder must know of a model to use it in a pipeline.
public protocol PredictingModel: Sendable {
  /// A stable identity for the plan's canonical form: equal models have equal text.
  var identity: String { get }
  /// What the pipeline before `predict` must have: the columns that the formula reads.
  var inputs: [Field] { get }
  /// The type of the label, and so of `prediction`.
  var labelType: DataType { get }
  /// The name of the label.
  var labelName: String { get }
  /// The classes, in the model's order, where it is a classifier; else empty.
  var classes: [Value] { get }
  /// The prediction as an expression over the inputs: a number for a regression; for a
  /// classifier, the probability of each class, in the order of `classes`. Null where an input
  /// is null or a category that training did not see. Nil where the model is too large for that:
  /// it is then scored by its features.
  var scores: [Expression]? { get }
  /// What the model looks at, as floats over the inputs; null where an input is null or a category
  /// that training did not see. Empty where it is scored by `scores` alone.
  var features: [Expression] { get }
  /// Whether an engine that scores by features should, though there are `scores`: they are long.
  var prefersFeatures: Bool { get }
}

extension PredictingModel {
  public var features: [Expression] { [] }
  public var prefersFeatures: Bool { false }
}
