/// Least squares, with a penalty where one is asked for, or Huber's loss.
public struct LinearRegression: MLEstimator {
  public typealias Fitted = LinearRegressionModel

  public enum Solver: String, Sendable { case auto, normal, lbfgs = "l-bfgs" }
  public enum Loss: String, Sendable { case squaredError, huber }

  public let className = "org.apache.spark.ml.regression.LinearRegression"
  public let uid: String
  public var featuresCol: String
  public var labelCol: String
  public var predictionCol = "prediction"
  public var weightCol: String?
  public var maxIter: Int
  public var regParam: Double
  /// From 0, a penalty on squares, to 1, one on magnitudes
  public var elasticNetParam: Double
  public var tol = 1e-6
  public var fitIntercept = true
  /// Whether the penalty is on coefficients of features scaled to one standard deviation
  public var standardization = true
  public var solver = Solver.auto
  public var loss = Loss.squaredError
  /// Other parameters, by their names
  public var others: [String: Literal] = [:]

  public init(
    featuresCol: String = "features", labelCol: String = "label", maxIter: Int = 100,
    regParam: Double = 0, elasticNetParam: Double = 0
  ) {
    uid = Self.newUID(className)
    self.featuresCol = featuresCol
    self.labelCol = labelCol
    self.maxIter = maxIter
    self.regParam = regParam
    self.elasticNetParam = elasticNetParam
  }

  public var parameters: [String: Literal] {
    var parameters: [String: Literal] = [
      "featuresCol": .string(featuresCol), "labelCol": .string(labelCol),
      "predictionCol": .string(predictionCol), "maxIter": .count(maxIter),
      "regParam": .double(regParam), "elasticNetParam": .double(elasticNetParam),
      "tol": .double(tol), "fitIntercept": .boolean(fitIntercept),
      "standardization": .boolean(standardization), "solver": .string(solver.rawValue),
      "loss": .string(loss.rawValue),
    ]
    parameters["weightCol"] = weightCol.map(Literal.string)
    return parameters.merging(others) { $1 }
  }
}
