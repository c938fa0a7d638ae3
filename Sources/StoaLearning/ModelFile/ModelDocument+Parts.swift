import StoaEngine
import StoaPlan

/// A formula in the form of the model file.
struct StoredFormula: Hashable, Codable {
  struct Factor: Hashable, Codable {
    var name: String
    var expression: StoredExpression
  }

  var text: String
  var label: Factor
  /// Each term a list of factors.
  var terms: [[Factor]]

  init(_ formula: Formula) throws {
    func factor(_ named: NamedExpression) throws -> Factor {
      try Factor(name: named.name, expression: StoredExpression(named.value))
    }
    text = formula.text
    label = try factor(formula.label)
    terms = try formula.terms.map { try $0.factors.map(factor) }
  }

  func formula() throws -> Formula {
    func named(_ factor: Factor) throws -> NamedExpression {
      try NamedExpression(factor.name, factor.expression.expression())
    }
    guard terms.allSatisfy({ !$0.isEmpty }) else { throw ModelDamage("a term has no factor") }
    return try Formula(
      label: named(label), terms: terms.map { try Formula.Term(factors: $0.map(named)) },
      text: text)
  }
}

struct StoredField: Hashable, Codable {
  var name: String
  var type: String
}

/// A coefficient in the form of the model file; null where the column has none.
struct StoredEstimate: Hashable, Codable {
  var value: Double?
  var standardError: Double?

  init(_ estimate: CoefficientEstimate) {
    value = estimate.value
    standardError = estimate.standardError
  }

  func estimate(_ term: String) throws -> CoefficientEstimate {
    guard value?.isFinite ?? true else { throw ModelDamage("a coefficient is not finite") }
    return CoefficientEstimate(term: term, value: value, standardError: standardError)
  }
}

/// An intercept and the coefficients of the columns of the design, in their order.
struct StoredEquation: Hashable, Codable {
  /// Position in the classes; 0 for a regression.
  var classIndex: Int
  var intercept: StoredEstimate?
  var coefficients: [StoredEstimate]
}

/// How a model came to be, in the form of the model file.
struct StoredFacts: Hashable, Codable {
  enum Parameter: Hashable, Codable {
    case bool(value: Bool)
    case int(value: Int64)
    case float(value: Double)
    case word(value: String)
    case list(values: [Parameter])

    init(_ value: ParameterValue) {
      switch value {
      case .bool(let value): self = .bool(value: value)
      case .int(let value): self = .int(value: value)
      case .float(let value): self = .float(value: value)
      case .word(let value): self = .word(value: value)
      case .list(let values): self = .list(values: values.map(Parameter.init))
      }
    }

    var value: ParameterValue {
      switch self {
      case .bool(let value): .bool(value)
      case .int(let value): .int(value)
      case .float(let value): .float(value)
      case .word(let value): .word(value)
      case .list(let values): .list(values.map(\.value))
      }
    }
  }

  var engine: String
  var engineVersion: String
  var rows: Int64
  var dropped: Int64
  var parameters: [String: Parameter]

  init(_ facts: TrainingFacts) {
    engine = facts.engine
    engineVersion = facts.engineVersion
    rows = facts.rows
    dropped = facts.dropped
    parameters = facts.parameters.mapValues(Parameter.init)
  }

  var facts: TrainingFacts {
    TrainingFacts(
      engine: engine, engineVersion: engineVersion, rows: rows, dropped: dropped,
      parameters: parameters.mapValues(\.value))
  }
}
