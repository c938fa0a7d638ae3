/// One vector out of columns of numbers and vectors.
public struct VectorAssembler: MLTransformer {
  public let className = "org.apache.spark.ml.feature.VectorAssembler"
  public let uid: String
  public var inputCols: [String]
  public var outputCol: String
  public var handleInvalid: InvalidValues

  public init(
    inputCols: [String], outputCol: String = "features", handleInvalid: InvalidValues = .error
  ) {
    uid = Self.newUID(className)
    self.inputCols = inputCols
    self.outputCol = outputCol
    self.handleInvalid = handleInvalid
  }

  public var parameters: [String: Literal] {
    [
      "inputCols": .strings(inputCols), "outputCol": .string(outputCol),
      "handleInvalid": .string(handleInvalid.rawValue),
    ]
  }
}
