/// A network of layers.
public struct MultilayerPerceptronClassificationModel: MLModel {
  public static let className: String? =
    "org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel"
  public let reference: ModelReference

  public init(_ reference: ModelReference) {
    self.reference = reference
  }

  /// All weights, layer by layer
  public func weights() async throws -> [Double] {
    try await fetch("weights").expect(\.vector, "a vector").values
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
