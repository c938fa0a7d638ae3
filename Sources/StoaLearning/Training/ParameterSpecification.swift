import StoaEngine
import StoaPlan

/// A training parameter: its name, what it may be, and its value where the program gives none.
public struct ParameterSpecification: Hashable, Sendable {
  public enum Domain: Hashable, Sendable {
    case bool
    case int(ClosedRange<Int64>)
    case float(ClosedRange<Double>)
  }

  public let name: String
  public let domain: Domain
  public let standard: ParameterValue
  /// One line
  public let help: String

  /// The parameters of a kind of model that this library trains; empty for the rest.
  ///
  /// Names, meanings and defaults are MLlib's.
  public static func all(for kind: ModelKind) -> [ParameterSpecification] {
    switch kind {
    case .linear, .logistic: regression
    case .tree, .forest, .boosted, .network: []
    }
  }

  private static let regression = [
    ParameterSpecification(
      name: "reg_param", domain: .float(0...Double.greatestFiniteMagnitude),
      standard: .float(0), help: "the weight of the penalty on the coefficients"),
    ParameterSpecification(
      name: "elastic_net_param", domain: .float(0...1), standard: .float(0),
      help: "the share of the penalty that is lasso (1) rather than ridge (0)"),
    ParameterSpecification(
      name: "fit_intercept", domain: .bool, standard: .bool(true),
      help: "whether there is a constant"),
    ParameterSpecification(
      name: "standardization", domain: .bool, standard: .bool(true),
      help: "whether the penalty is on the coefficients of columns scaled to unit deviation"),
    ParameterSpecification(
      name: "max_iter", domain: .int(1...1_000_000), standard: .int(100),
      help: "the most iterations"),
    ParameterSpecification(
      name: "tol", domain: .float(0...1), standard: .float(1e-6),
      help: "how small an improvement ends the iterations"),
  ]
}

/// The parameters of one training: those given, and the defaults of the rest.
struct TrainingParameters: Sendable {
  let values: [String: ParameterValue]

  /// - Throws: `EngineError` where one is not known or not in its range.
  init(_ given: [String: ParameterValue], for kind: ModelKind) throws {
    let known = ParameterSpecification.all(for: kind)
    var values = Dictionary(uniqueKeysWithValues: known.map { ($0.name, $0.standard) })
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      guard let specification = known.first(where: { $0.name == name }) else {
        throw EngineError(
          .input, "`fit \(kind.rawValue)` has no parameter `\(name)`",
          hint: "it has \(known.map(\.name).joined(separator: ", "))")
      }
      values[name] = try specification.accepting(value)
    }
    self.values = values
  }

  subscript(float name: String) -> Double {
    if case .float(let value)? = values[name] { value } else { 0 }
  }

  subscript(bool name: String) -> Bool { values[name] == .bool(true) }

  subscript(int name: String) -> Int {
    if case .int(let value)? = values[name] { Int(value) } else { 0 }
  }
}

extension ParameterSpecification {
  /// The value in the parameter's own type; an int is taken for a float as well.
  func accepting(_ value: ParameterValue) throws -> ParameterValue {
    switch (domain, value) {
    case (.bool, .bool): return value
    case (.int(let range), .int(let number)) where range.contains(number): return value
    case (.float(let range), .float(let number)) where range.contains(number): return value
    case (.float(let range), .int(let number)) where range.contains(Double(number)):
      return .float(Double(number))
    default: throw EngineError(.input, "`\(name)` must be \(domain.description)")
    }
  }
}

extension ParameterSpecification.Domain: CustomStringConvertible {
  public var description: String {
    switch self {
    case .bool: "true or false"
    case .int(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .float(let range) where range.upperBound == .greatestFiniteMagnitude:
      "a number not below \(range.lowerBound)"
    case .float(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}
