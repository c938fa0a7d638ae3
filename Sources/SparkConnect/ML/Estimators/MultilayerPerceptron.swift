/// A network of layers, each connected with the next, for classes.
public struct MultilayerPerceptronClassifier: MLEstimator {
  public typealias Fitted = MultilayerPerceptronClassificationModel

  public enum Solver: String, Sendable { case lbfgs = "l-bfgs", gd }

  public let className = "org.apache.spark.ml.classification.MultilayerPerceptronClassifier"
  public let uid: String
  public var featuresCol: String
  /// Classes as whole numbers from 0
  public var labelCol: String
  public var outputs = ClassifierColumns()
  /// The sizes of the layers: the number of features first, that of classes last
  public var layers: [Int]
  public var maxIter: Int
  public var seed: Int64?
  public var tol = 1e-6
  public var blockSize = 128
  public var solver = Solver.lbfgs
  /// For the solver `gd`
  public var stepSize = 0.03
  /// Other parameters, by their names
  public var others: [String: Literal] = [:]

  public init(
    featuresCol: String = "features", labelCol: String = "label", layers: [Int],
    maxIter: Int = 100, seed: Int64? = nil
  ) {
    uid = Self.newUID(className)
    self.featuresCol = featuresCol
    self.labelCol = labelCol
    self.layers = layers
    self.maxIter = maxIter
    self.seed = seed
  }

  public var parameters: [String: Literal] {
    var parameters: [String: Literal] = [
      "featuresCol": .string(featuresCol), "labelCol": .string(labelCol),
      "layers": .integers(layers.map(Int32.init(clamping:))), "maxIter": .count(maxIter),
      "tol": .double(tol), "blockSize": .count(blockSize), "solver": .string(solver.rawValue),
      "stepSize": .double(stepSize),
    ]
    parameters["seed"] = seed.map(Literal.long)
    return parameters.merging(outputs.parameters) { $1 }.merging(others) { $1 }
  }
}
