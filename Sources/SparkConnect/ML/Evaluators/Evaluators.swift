/// How far predicted numbers are from the true ones.
public struct RegressionEvaluator: MLEvaluator {
  public enum Metric: String, Sendable, CaseIterable { case rmse, mse, r2, mae, `var` }

  public let className = "org.apache.spark.ml.evaluation.RegressionEvaluator"
  public let uid: String
  public var metric: Metric
  public var labelCol: String
  public var predictionCol: String
  public var weightCol: String?

  public init(
    _ metric: Metric, labelCol: String = "label", predictionCol: String = "prediction",
    weightCol: String? = nil
  ) {
    uid = Self.newUID(className)
    self.metric = metric
    self.labelCol = labelCol
    self.predictionCol = predictionCol
    self.weightCol = weightCol
  }

  public var parameters: [String: Literal] {
    var parameters: [String: Literal] = [
      "metricName": .string(metric.rawValue), "labelCol": .string(labelCol),
      "predictionCol": .string(predictionCol),
    ]
    parameters["weightCol"] = weightCol.map(Literal.string)
    return parameters
  }
}

/// How well two classes are told apart, whatever the threshold.
public struct BinaryClassificationEvaluator: MLEvaluator {
  public enum Metric: String, Sendable, CaseIterable { case areaUnderROC, areaUnderPR }

  public let className = "org.apache.spark.ml.evaluation.BinaryClassificationEvaluator"
  public let uid: String
  public var metric: Metric
  public var labelCol: String
  public var rawPredictionCol: String
  public var weightCol: String?

  public init(
    _ metric: Metric = .areaUnderROC, labelCol: String = "label",
    rawPredictionCol: String = "rawPrediction", weightCol: String? = nil
  ) {
    uid = Self.newUID(className)
    self.metric = metric
    self.labelCol = labelCol
    self.rawPredictionCol = rawPredictionCol
    self.weightCol = weightCol
  }

  public var parameters: [String: Literal] {
    var parameters: [String: Literal] = [
      "metricName": .string(metric.rawValue), "labelCol": .string(labelCol),
      "rawPredictionCol": .string(rawPredictionCol),
    ]
    parameters["weightCol"] = weightCol.map(Literal.string)
    return parameters
  }
}

/// How often predicted classes are the true ones.
public struct MulticlassClassificationEvaluator: MLEvaluator {
  public enum Metric: String, Sendable, CaseIterable {
    case f1, accuracy, weightedPrecision, weightedRecall, weightedTruePositiveRate,
      weightedFalsePositiveRate, weightedFMeasure, truePositiveRateByLabel,
      falsePositiveRateByLabel, precisionByLabel, recallByLabel, fMeasureByLabel, logLoss,
      hammingLoss
  }

  public let className = "org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator"
  public let uid: String
  public var metric: Metric
  public var labelCol: String
  public var predictionCol: String
  /// For `logLoss`
  public var probabilityCol: String
  /// The class of the metrics by label
  public var metricLabel: Double
  public var weightCol: String?

  public init(
    _ metric: Metric, labelCol: String = "label", predictionCol: String = "prediction",
    probabilityCol: String = "probability", metricLabel: Double = 0, weightCol: String? = nil
  ) {
    uid = Self.newUID(className)
    self.metric = metric
    self.labelCol = labelCol
    self.predictionCol = predictionCol
    self.probabilityCol = probabilityCol
    self.metricLabel = metricLabel
    self.weightCol = weightCol
  }

  public var parameters: [String: Literal] {
    var parameters: [String: Literal] = [
      "metricName": .string(metric.rawValue), "labelCol": .string(labelCol),
      "predictionCol": .string(predictionCol), "probabilityCol": .string(probabilityCol),
      "metricLabel": .double(metricLabel),
    ]
    parameters["weightCol"] = weightCol.map(Literal.string)
    return parameters
  }
}
