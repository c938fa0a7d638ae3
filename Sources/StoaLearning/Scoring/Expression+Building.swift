import StoaPlan

/// Expressions over floats, by the names that operators have in the function catalogue.
extension Expression {
  static func number(_ value: Double) -> Expression { .literal(.float(value), .float) }

  static func + (left: Expression, right: Expression) -> Expression {
    .call("+", [left, right], .float)
  }

  static func * (left: Expression, right: Expression) -> Expression {
    .call("*", [left, right], .float)
  }

  static func / (left: Expression, right: Expression) -> Expression {
    .call("/", [left, right], .float)
  }

  static func exponential(_ value: Expression) -> Expression { .call("exp", [value], .float) }

  static func equal(_ left: Expression, _ right: Expression) -> Expression {
    .call("==", [left, right], .bool)
  }

  /// True where all are true; there must be at least one.
  static func all(_ conditions: [Expression]) -> Expression {
    let rest = conditions.dropFirst()
    return rest.reduce(conditions[0]) { .call("and", [$0, $1], .bool) }
  }

  var isNotNull: Expression { .call("not", [.isNull(self)], .bool) }

  /// The expression as a float.
  var asFloat: Expression { type == .float ? self : .cast(self, .float) }

  /// The product of expressions as a float; there must be at least one.
  static func product(_ factors: [Expression]) -> Expression {
    let rest = factors.dropFirst()
    return rest.reduce(factors[0].asFloat) { $0 * $1.asFloat }
  }
}
