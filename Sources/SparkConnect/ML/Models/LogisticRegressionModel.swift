/// The probabilities of classes from linear forms of the features.
public struct LogisticRegressionModel: MLModel {
  public static let className: String? =
    "org.apache.spark.ml.classification.LogisticRegressionModel"
  public let reference: ModelReference

  public init(_ reference: ModelReference) {
    self.reference = reference
  }

  /// A row for each class, or one row where there are two.
  public func coefficientMatrix() async throws -> MLMatrix {
    try await fetch("coefficientMatrix").expect(\.matrix, "a matrix")
  }

  public func interceptVector() async throws -> [Double] {
    try await fetch("interceptVector").expect(\.vector, "a vector").values
  }

  /// Of two classes only
  public func coefficients() async throws -> [Double] {
    try await fetch("coefficients").expect(\.vector, "a vector").values
  }

  /// Of two classes only
  public func intercept() async throws -> Double {
    try await fetch("intercept").expect(\.double, "a number")
  }

  public func numClasses() async throws -> Int {
    try await fetch("numClasses").expect(\.int, "a count")
  }

  public func numFeatures() async throws -> Int {
    try await fetch("numFeatures").expect(\.int, "a count")
  }

  /// What the fit tells of itself; on a model that was loaded there is none.
  public var summary: ClassificationSummary {
    ClassificationSummary(source: SummarySource(ofModel: reference))
  }

  /// What the model tells of other rows.
  public func evaluate(on relation: Relation) async throws -> ClassificationSummary {
    ClassificationSummary(source: try await summary(over: relation))
  }
}
