/// A tree whose leaves have numbers.
public struct DecisionTreeRegressionModel: SingleTreeModel {
  public static let className: String? =
    "org.apache.spark.ml.regression.DecisionTreeRegressionModel"
  public let reference: ModelReference

  public init(_ reference: ModelReference) {
    self.reference = reference
  }
}

/// A tree whose leaves have classes.
public struct DecisionTreeClassificationModel: SingleTreeModel, ClassificationModel {
  public static let className: String? =
    "org.apache.spark.ml.classification.DecisionTreeClassificationModel"
  public let reference: ModelReference

  public init(_ reference: ModelReference) {
    self.reference = reference
  }
}

/// The mean of trees.
public struct RandomForestRegressionModel: TreeEnsembleModel {
  public typealias Tree = DecisionTreeRegressionModel

  public static let className: String? =
    "org.apache.spark.ml.regression.RandomForestRegressionModel"
  public let reference: ModelReference

  public init(_ reference: ModelReference) {
    self.reference = reference
  }
}

/// The vote of trees.
public struct RandomForestClassificationModel: TreeEnsembleModel, ClassificationModel {
  public typealias Tree = DecisionTreeClassificationModel

  public static let className: String? =
    "org.apache.spark.ml.classification.RandomForestClassificationModel"
  public let reference: ModelReference

  public init(_ reference: ModelReference) {
    self.reference = reference
  }

  /// What the fit tells of itself; on a model that was loaded there is none.
  public var summary: ClassificationSummary {
    ClassificationSummary(source: SummarySource(ofModel: reference))
  }
}

/// The sum of trees.
public struct GBTRegressionModel: TreeEnsembleModel {
  public typealias Tree = DecisionTreeRegressionModel

  public static let className: String? = "org.apache.spark.ml.regression.GBTRegressionModel"
  public let reference: ModelReference

  public init(_ reference: ModelReference) {
    self.reference = reference
  }
}

/// The sum of trees, for two classes.
public struct GBTClassificationModel: TreeEnsembleModel, ClassificationModel {
  public typealias Tree = DecisionTreeRegressionModel

  public static let className: String? = "org.apache.spark.ml.classification.GBTClassificationModel"
  public let reference: ModelReference

  public init(_ reference: ModelReference) {
    self.reference = reference
  }
}
