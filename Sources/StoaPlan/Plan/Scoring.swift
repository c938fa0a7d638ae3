/// What is asked of a model that scores rows outside of expressions.
public enum Scoring: Hashable, Sendable {
  /// The prediction under a name, and `probability` where it is a class.
  case best(String)
  /// The likeliest classes under a name, a row each with its `probability`, the likeliest first.
  case top(String, count: Int64)
  /// For a column of true classes: the probability of a row's own (`Scoring.own`), and how many
  /// classes stand before it (`Scoring.better`): those that are likelier, and of those that are as
  /// likely the ones before it.
  case truth(String)

  public static let probability = "probability"
  public static let own = "__own"
  public static let better = "__better"

  /// The columns that it adds to a row.
  public func columns(_ model: any PredictingModel) -> [Field] {
    switch self {
    case .best(let name):
      [Field(name, model.labelType)]
        + (model.classes.isEmpty ? [] : [Field(Self.probability, .float)])
    case .top(let name, _): [Field(name, model.labelType), Field(Self.probability, .float)]
    case .truth: [Field(Self.own, .float), Field(Self.better, .int)]
    }
  }
}

extension Plan {
  /// This plan with the features of a model beside its columns, scored.
  func scored(by model: any PredictingModel, _ scoring: Scoring) -> Plan {
    let inputs = Binder.inputs(of: model, in: self)
    let features = model.features.enumerated().map {
      NamedExpression("__feature_\($0.offset)", $0.element.substituting(inputs))
    }
    return .scored(
      deriving(features), ModelReference(model), features: features.map(\.name), scoring)
  }

  /// Whether its rows are written in the program.
  var isWritten: Bool {
    switch self {
    case .literal: true
    case .named(_, let input), .project(let input, _), .predicted(let input, _): input.isWritten
    default: false
    }
  }
}
