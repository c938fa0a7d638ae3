/// A tree of splits, each leaf with the mean of its rows.
public struct DecisionTreeRegressor: MLEstimator {
  public typealias Fitted = DecisionTreeRegressionModel

  public let className = "org.apache.spark.ml.regression.DecisionTreeRegressor"
  public let uid: String
  public var featuresCol: String
  public var labelCol: String
  public var predictionCol = "prediction"
  public var tree: TreeParameters
  /// Other parameters, by their names
  public var others: [String: Literal] = [:]

  public init(
    featuresCol: String = "features", labelCol: String = "label",
    tree: TreeParameters = TreeParameters()
  ) {
    uid = Self.newUID(className)
    self.featuresCol = featuresCol
    self.labelCol = labelCol
    self.tree = tree
  }

  public var parameters: [String: Literal] {
    let parameters: [String: Literal] = [
      "featuresCol": .string(featuresCol), "labelCol": .string(labelCol),
      "predictionCol": .string(predictionCol),
    ]
    return parameters.merging(tree.parameters) { $1 }.merging(others) { $1 }
  }
}

/// A tree of splits, each leaf with the classes of its rows.
public struct DecisionTreeClassifier: MLEstimator {
  public typealias Fitted = DecisionTreeClassificationModel

  public let className = "org.apache.spark.ml.classification.DecisionTreeClassifier"
  public let uid: String
  public var featuresCol: String
  /// Classes as whole numbers from 0
  public var labelCol: String
  public var outputs = ClassifierColumns()
  public var tree: TreeParameters
  public var impurity = ClassifierImpurity.gini
  /// Other parameters, by their names
  public var others: [String: Literal] = [:]

  public init(
    featuresCol: String = "features", labelCol: String = "label",
    tree: TreeParameters = TreeParameters()
  ) {
    uid = Self.newUID(className)
    self.featuresCol = featuresCol
    self.labelCol = labelCol
    self.tree = tree
  }

  public var parameters: [String: Literal] {
    let parameters: [String: Literal] = [
      "featuresCol": .string(featuresCol), "labelCol": .string(labelCol),
      "impurity": .string(impurity.rawValue),
    ]
    return parameters.merging(outputs.parameters) { $1 }.merging(tree.parameters) { $1 }
      .merging(others) { $1 }
  }
}
