/// The mean of trees, each grown on a sample of the rows.
public struct RandomForestRegressor: MLEstimator {
  public typealias Fitted = RandomForestRegressionModel

  public let className = "org.apache.spark.ml.regression.RandomForestRegressor"
  public let uid: String
  public var featuresCol: String
  public var labelCol: String
  public var predictionCol = "prediction"
  public var tree: TreeParameters
  public var forest: ForestParameters
  /// Other parameters, by their names
  public var others: [String: Literal] = [:]

  public init(
    featuresCol: String = "features", labelCol: String = "label",
    tree: TreeParameters = TreeParameters(), forest: ForestParameters = ForestParameters()
  ) {
    uid = Self.newUID(className)
    self.featuresCol = featuresCol
    self.labelCol = labelCol
    self.tree = tree
    self.forest = forest
  }

  public var parameters: [String: Literal] {
    let parameters: [String: Literal] = [
      "featuresCol": .string(featuresCol), "labelCol": .string(labelCol),
      "predictionCol": .string(predictionCol),
    ]
    return parameters.merging(tree.parameters) { $1 }.merging(forest.parameters) { $1 }
      .merging(others) { $1 }
  }
}

/// The vote of trees, each grown on a sample of the rows.
public struct RandomForestClassifier: MLEstimator {
  public typealias Fitted = RandomForestClassificationModel

  public let className = "org.apache.spark.ml.classification.RandomForestClassifier"
  public let uid: String
  public var featuresCol: String
  /// Classes as whole numbers from 0
  public var labelCol: String
  public var outputs = ClassifierColumns()
  public var tree: TreeParameters
  public var forest: ForestParameters
  public var impurity = ClassifierImpurity.gini
  /// Other parameters, by their names
  public var others: [String: Literal] = [:]

  public init(
    featuresCol: String = "features", labelCol: String = "label",
    tree: TreeParameters = TreeParameters(), forest: ForestParameters = ForestParameters()
  ) {
    uid = Self.newUID(className)
    self.featuresCol = featuresCol
    self.labelCol = labelCol
    self.tree = tree
    self.forest = forest
  }

  public var parameters: [String: Literal] {
    let parameters: [String: Literal] = [
      "featuresCol": .string(featuresCol), "labelCol": .string(labelCol),
      "impurity": .string(impurity.rawValue),
    ]
    return parameters.merging(outputs.parameters) { $1 }.merging(tree.parameters) { $1 }
      .merging(forest.parameters) { $1 }
      .merging(others) { $1 }
  }
}
