/// Trees added one after the other, each to what the ones before it left over.
public struct GBTRegressor: MLEstimator {
  public typealias Fitted = GBTRegressionModel

  public let className = "org.apache.spark.ml.regression.GBTRegressor"
  public let uid: String
  public var featuresCol: String
  public var labelCol: String
  public var predictionCol = "prediction"
  public var tree: TreeParameters
  public var boosting: BoostingParameters
  /// `squared` or `absolute`
  public var lossType = "squared"
  /// Other parameters, by their names
  public var others: [String: Literal] = [:]

  public init(
    featuresCol: String = "features", labelCol: String = "label",
    tree: TreeParameters = TreeParameters(), boosting: BoostingParameters = BoostingParameters()
  ) {
    uid = Self.newUID(className)
    self.featuresCol = featuresCol
    self.labelCol = labelCol
    self.tree = tree
    self.boosting = boosting
  }

  public var parameters: [String: Literal] {
    let parameters: [String: Literal] = [
      "featuresCol": .string(featuresCol), "labelCol": .string(labelCol),
      "predictionCol": .string(predictionCol),
      "lossType": .string(lossType),
    ]
    return parameters.merging(tree.parameters) { $1 }.merging(boosting.parameters) { $1 }
      .merging(others) { $1 }
  }
}

/// Trees added one after the other, for two classes.
public struct GBTClassifier: MLEstimator {
  public typealias Fitted = GBTClassificationModel

  public let className = "org.apache.spark.ml.classification.GBTClassifier"
  public let uid: String
  public var featuresCol: String
  /// Classes as whole numbers from 0
  public var labelCol: String
  public var outputs = ClassifierColumns()
  public var tree: TreeParameters
  public var boosting: BoostingParameters
  /// Other parameters, by their names
  public var others: [String: Literal] = [:]

  public init(
    featuresCol: String = "features", labelCol: String = "label",
    tree: TreeParameters = TreeParameters(), boosting: BoostingParameters = BoostingParameters()
  ) {
    uid = Self.newUID(className)
    self.featuresCol = featuresCol
    self.labelCol = labelCol
    self.tree = tree
    self.boosting = boosting
  }

  public var parameters: [String: Literal] {
    let parameters: [String: Literal] = [
      "featuresCol": .string(featuresCol), "labelCol": .string(labelCol),
    ]
    return parameters.merging(outputs.parameters) { $1 }.merging(tree.parameters) { $1 }
      .merging(boosting.parameters) { $1 }
      .merging(others) { $1 }
  }
}
