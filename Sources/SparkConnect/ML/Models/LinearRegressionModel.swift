/// A linear form of the features.
public struct LinearRegressionModel: MLModel {
  public static let className: String? = "org.apache.spark.ml.regression.LinearRegressionModel"
  public let reference: ModelReference

  public init(_ reference: ModelReference) {
    self.reference = reference
  }

  public func coefficients() async throws -> [Double] {
    try await fetch("coefficients").expect(\.vector, "a vector").values
  }

  public func intercept() async throws -> Double {
    try await fetch("intercept").expect(\.double, "a number")
  }

  public func numFeatures() async throws -> Int {
    try await fetch("numFeatures").expect(\.int, "a count")
  }

  /// What the fit tells of itself; on a model that was loaded there is none.
  public var summary: LinearRegressionSummary {
    LinearRegressionSummary(source: SummarySource(ofModel: reference))
  }

  /// What the model tells of other rows.
  public func evaluate(on relation: Relation) async throws -> LinearRegressionSummary {
    LinearRegressionSummary(source: try await summary(over: relation))
  }
}
