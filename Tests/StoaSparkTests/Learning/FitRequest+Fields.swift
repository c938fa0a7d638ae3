import StoaEngine
import StoaPlan

extension NamedExpression {
  init(_ field: Field) { self.init(field.name, .column(field.name, field.type)) }
}

extension FitRequest {
  /// A label, and a term for each column; a float is predicted as a number, all else as a class.
  init(
    _ kind: ModelKind, _ label: Field, _ terms: [Field],
    _ parameters: [String: ParameterValue] = [:], of input: Plan
  ) {
    self.init(
      kind: kind, task: label.type == .float ? .regression : .classification,
      formula: Formula(
        label: NamedExpression(label),
        terms: terms.map { Formula.Term(factors: [NamedExpression($0)]) },
        text: "\(label.name) ~ \(terms.map(\.name).joined(separator: " + "))"),
      parameters: parameters, input: input)
  }
}

extension Plan {
  /// The rows as a model scores them by its features.
  func scored(by model: any Model, _ scoring: Scoring) -> Plan {
    let features = model.features.enumerated().map {
      NamedExpression("f\($0.offset)", $0.element)
    }
    return .scored(
      .project(self, schema.fields.map(NamedExpression.init) + features), ModelReference(model),
      features: features.map(\.name), scoring)
  }
}

extension Value {
  var float: Double? { if case .float(let value) = self { value } else { nil } }
}
