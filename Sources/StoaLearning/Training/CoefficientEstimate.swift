/// A coefficient and how sure it is.
public struct CoefficientEstimate: Hashable, Sendable {
  /// The column of the design, as `year` or `fuel[gas]`; `(intercept)` for the constant.
  public var term: String
  /// Nil where the column is a combination of others.
  public var value: Double?
  /// Nil where the model does not give it: with a penalty, or as many coefficients as rows.
  public var standardError: Double?

  public init(term: String, value: Double?, standardError: Double? = nil) {
    self.term = term
    self.value = value
    self.standardError = standardError
  }

  /// The estimate over its standard error: t in a linear model, z in a logistic one.
  public var statistic: Double? {
    guard let value, let standardError else { return nil }
    return value / standardError
  }

  static let intercept = "(intercept)"
}
