/// The kinds of model that `fit` trains.
public enum ModelKind: String, Hashable, Sendable, CaseIterable {
  case linear, logistic, tree, forest, boosted, network
}

public enum LearningTask: String, Hashable, Sendable {
  case regression, classification
}

/// What `fit` is asked to train.
public struct FitRequest: Sendable {
  public var kind: ModelKind
  public var task: LearningTask
  public var formula: Formula
  /// The parameters that the program gives; the rest have MLlib's defaults.
  public var parameters: [String: ParameterValue]
  public var input: Plan

  public init(
    kind: ModelKind, task: LearningTask, formula: Formula,
    parameters: [String: ParameterValue] = [:], input: Plan
  ) {
    self.kind = kind
    self.task = task
    self.formula = formula
    self.parameters = parameters
    self.input = input
  }
}

public enum ParameterValue: Hashable, Sendable {
  case bool(Bool)
  case int(Int64)
  case float(Double)
  case word(String)
  case list([ParameterValue])
}
