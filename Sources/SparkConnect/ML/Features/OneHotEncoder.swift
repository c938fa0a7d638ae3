/// Vectors with a one in the place of a number's category.
public struct OneHotEncoder: MLEstimator {
  public typealias Fitted = OneHotEncoderModel

  public let className = "org.apache.spark.ml.feature.OneHotEncoder"
  public let uid: String
  public var inputCols: [String]
  public var outputCols: [String]
  /// `error` or `keep`
  public var handleInvalid: InvalidValues
  /// Whether the last category is all zeros
  public var dropLast: Bool

  public init(
    inputCols: [String], outputCols: [String], handleInvalid: InvalidValues = .error,
    dropLast: Bool = true
  ) {
    uid = Self.newUID(className)
    self.inputCols = inputCols
    self.outputCols = outputCols
    self.handleInvalid = handleInvalid
    self.dropLast = dropLast
  }

  public var parameters: [String: Literal] {
    [
      "inputCols": .strings(inputCols), "outputCols": .strings(outputCols),
      "handleInvalid": .string(handleInvalid.rawValue), "dropLast": .boolean(dropLast),
    ]
  }
}

/// The number of categories of columns.
public struct OneHotEncoderModel: MLModel {
  public static let className: String? = "org.apache.spark.ml.feature.OneHotEncoderModel"
  public let reference: ModelReference

  public init(_ reference: ModelReference) {
    self.reference = reference
  }

  /// How many categories each column has.
  public func categorySizes() async throws -> [Int] {
    try await fetch("categorySizes").expect(\.ints, "sizes")
  }
}
