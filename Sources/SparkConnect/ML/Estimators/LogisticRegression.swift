/// The probability of two classes or more from a linear form of the features.
public struct LogisticRegression: MLEstimator {
  public typealias Fitted = LogisticRegressionModel

  public enum Family: String, Sendable { case auto, binomial, multinomial }

  public let className = "org.apache.spark.ml.classification.LogisticRegression"
  public let uid: String
  public var featuresCol: String
  /// Classes as whole numbers from 0
  public var labelCol: String
  public var outputs = ClassifierColumns()
  public var weightCol: String?
  public var maxIter: Int
  public var regParam: Double
  /// From 0, a penalty on squares, to 1, one on magnitudes
  public var elasticNetParam: Double
  public var tol = 1e-6
  public var fitIntercept = true
  /// Whether the penalty is on coefficients of features scaled to one standard deviation
  public var standardization = true
  /// Of two classes, the probability from which on the second is predicted
  public var threshold = 0.5
  public var family = Family.auto
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
      "maxIter": .count(maxIter), "regParam": .double(regParam),
      "elasticNetParam": .double(elasticNetParam), "tol": .double(tol),
      "fitIntercept": .boolean(fitIntercept), "standardization": .boolean(standardization),
      "threshold": .double(threshold), "family": .string(family.rawValue),
    ]
    parameters["weightCol"] = weightCol.map(Literal.string)
    return parameters.merging(outputs.parameters) { $1 }.merging(others) { $1 }
  }
}

/// The columns that a classifier adds.
public struct ClassifierColumns: Hashable, Sendable {
  public var predictionCol: String
  /// A vector with an entry for each class
  public var probabilityCol: String
  /// The same before it is made a probability
  public var rawPredictionCol: String

  public init(
    predictionCol: String = "prediction", probabilityCol: String = "probability",
    rawPredictionCol: String = "rawPrediction"
  ) {
    self.predictionCol = predictionCol
    self.probabilityCol = probabilityCol
    self.rawPredictionCol = rawPredictionCol
  }

  var parameters: [String: Literal] {
    [
      "predictionCol": .string(predictionCol), "probabilityCol": .string(probabilityCol),
      "rawPredictionCol": .string(rawPredictionCol),
    ]
  }
}

extension Literal {
  /// A parameter of 32 bits.
  static func count(_ value: Int) -> Literal { .integer(Int32(clamping: value)) }
}
