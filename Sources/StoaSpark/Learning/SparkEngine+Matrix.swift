import SparkConnect
import StoaEngine
import StoaLearning
import StoaPlan

/// Kinds that are fitted to the columns of a design matrix.
extension SparkEngine {
  func linear(
    _ rows: TrainingRows, _ context: ExecutionContext
  ) async throws -> any StoaEngine.Model {
    let frame = rows.frame
    let columns = try frame.columns(levels: rows.levels)
    var estimator = LinearRegression(
      featuresCol: TrainingRows.features, labelCol: TrainingRows.label,
      maxIter: frame.parameters[int: "max_iter"],
      regParam: frame.parameters[float: "reg_param"],
      elasticNetParam: frame.parameters[float: "elastic_net_param"])
    estimator.tol = frame.parameters[float: "tol"]
    estimator.fitIntercept = frame.parameters[bool: "fit_intercept"]
    estimator.standardization = frame.parameters[bool: "standardization"]
    let most = estimator.maxIter
    let fitted = try await fit(estimator, rows, columns, context)
    let server = ServerModel(fitted, in: session)
    let isPenalized = estimator.regParam > 0
    let errors = isPenalized ? nil : try await standardErrors(fitted)
    let rmse = try await perform(context) { _ in
      try await fitted.summary.rootMeanSquaredError()
    }
    if !isPenalized {
      let count = columns.names.count + (estimator.fitIntercept ? 1 : 0)
      guard let errors, errors.count == count,
        try await areIndependent(columns, errors, rmse, rows, context)
      else {
        // Which columns depend on which, MLlib does not say.
        return try await Trainers.fit(rows.frame.request, engine: self, context)
      }
    }
    let total = try await squares(rows, fitted, rmse: rmse, context)
    let fit = try await perform(context) { _ in
      TrainingFrame.LinearFit(
        coefficients: try await fitted.coefficients(), intercept: try await fitted.intercept(),
        standardErrors: errors, rmse: rmse, total: total,
        hasConverged: isPenalized
          ? try await fitted.summary.totalIterations() < most : true)
    }
    return try frame.linearModel(fit, columns, rows.facts(self), handle: server)
  }

  /// Nil where the equations have no solution of their own, so that MLlib gives none.
  private func standardErrors(_ fitted: LinearRegressionModel) async throws -> [Double]? {
    do {
      return try await fitted.summary.coefficientStandardErrors()
    } catch let error as SparkError where error.kind == .execution || error.kind == .unsupported {
      return nil
    }
  }

  /// The sum of squares of the label, about its mean where there is an intercept.
  private func squares(
    _ rows: TrainingRows, _ fitted: LinearRegressionModel, rmse: Double,
    _ context: ExecutionContext
  ) async throws -> Double {
    let count = Double(rows.used)
    let r2 = try await perform(context) { _ in try await fitted.summary.r2() }
    if r2 < 1 { return rmse * rmse * count / (1 - r2) }
    // Of a fit that leaves nothing, R² is 1 as far as it can tell.
    func value(_ function: String, of argument: Expression) -> NamedExpression {
      NamedExpression(
        function,
        .aggregate(AggregateCall(function: function, arguments: [argument], type: .float)))
    }
    let hasIntercept = rows.frame.parameters[bool: "fit_intercept"]
    let label = rows.frame.label
    let sought =
      hasIntercept
      ? value("variance", of: label) : value("sum", of: .call("*", [label, label], .float))
    let table = try await answer(.aggregate(rows.plan, keys: [], values: [sought]), context)
    guard case .float(let found)? = table.columns.first?[0] else { return 0 }
    return hasIntercept ? found * (count - 1) : found
  }

  /// How much larger than alone the variance of a coefficient may be for the other columns' sake:
  /// above it they determine its column but for a share that rounding can make.
  private static let largestInflation = 1e9

  /// Whether no column is a combination of the others, by the inflation of the coefficients'
  /// variances (D. W. Marquardt, Technometrics 12, 1970): SE² (n - 1) var / s².
  private func areIndependent(
    _ columns: TrainingFrame.Columns, _ errors: [Double], _ rmse: Double, _ rows: TrainingRows,
    _ context: ExecutionContext
  ) async throws -> Bool {
    guard errors.allSatisfy(\.isFinite) else { return false }
    let spreads = columns.expressions.enumerated().map {
      NamedExpression(
        "v\($0.offset)",
        .aggregate(
          AggregateCall(function: "variance", arguments: [$0.element], type: .float)))
    }
    guard !spreads.isEmpty, rmse > 0 else { return errors.isEmpty || rmse > 0 }
    let table = try await answer(.aggregate(rows.plan, keys: [], values: spreads), context)
    let freedom = Double(rows.used) - Double(errors.count)
    let residual = rmse * rmse * Double(rows.used) / max(freedom, 1)
    return zip(table.columns, errors).allSatisfy { column, error in
      guard case .float(let variance) = column[0] else { return false }
      let inflation = error * error * Double(rows.used - 1) * variance / residual
      return inflation < Self.largestInflation
    }
  }

  func logistic(
    _ rows: TrainingRows, _ context: ExecutionContext
  ) async throws -> any StoaEngine.Model {
    let frame = rows.frame
    let columns = try frame.columns(levels: rows.levels)
    var estimator = LogisticRegression(
      featuresCol: TrainingRows.features, labelCol: TrainingRows.label,
      maxIter: frame.parameters[int: "max_iter"],
      regParam: frame.parameters[float: "reg_param"],
      elasticNetParam: frame.parameters[float: "elastic_net_param"])
    estimator.tol = frame.parameters[float: "tol"]
    estimator.fitIntercept = frame.parameters[bool: "fit_intercept"]
    estimator.standardization = frame.parameters[bool: "standardization"]
    estimator.outputs = .own
    let relation = try await rows.relation(
      columns.expressions, categories: columns.names.map { _ in nil }, self, context)
    let chosen = estimator
    let fitted = try await perform(context) { [session] in
      try await session.fit(chosen, to: relation, $0)
    }
    let server = ServerModel(fitted, in: session)
    let fit = try await perform(context) { [session] options in
      let matrix = try await fitted.coefficientMatrix()
      return TrainingFrame.LogisticFit(
        coefficients: (0..<matrix.rows).map { row in
          (0..<matrix.columns).map { matrix[row, $0] }
        },
        intercepts: try await fitted.interceptVector(),
        logLoss: try await session.evaluate(
          MulticlassClassificationEvaluator(
            .logLoss, labelCol: TrainingRows.label,
            predictionCol: ClassifierColumns.own.predictionCol,
            probabilityCol: ClassifierColumns.own.probabilityCol),
          on: fitted.transform(relation), options),
        accuracy: try await fitted.summary.accuracy(),
        iterations: try await fitted.summary.totalIterations())
    }
    return try await frame.logisticModel(
      fit, columns, classes: rows.classes, rows.facts(self), rows: rows.plan, handle: server
    ) { try await self.answer($0, context) }
  }

  func network(
    _ rows: TrainingRows, _ context: ExecutionContext
  ) async throws -> any StoaEngine.Model {
    let frame = rows.frame
    guard frame.request.task == .classification else {
      throw EngineError(
        .unsupported, "`fit network` predicts classes on \(name), and"
          + " `\(frame.request.formula.label.name)` is a number",
        hint: "`fit boosted` predicts numbers; `fit network classifier …` takes an int as classes")
    }
    let columns = try frame.columns(levels: rows.levels)
    let layers = try frame.layers(columns, classes: rows.classes.map(\.value))
    var estimator = MultilayerPerceptronClassifier(
      featuresCol: TrainingRows.features, labelCol: TrainingRows.label, layers: layers,
      maxIter: frame.parameters[int: "max_iter"], seed: Int64(frame.parameters[int: "seed"]))
    estimator.tol = frame.parameters[float: "tol"]
    estimator.stepSize = frame.parameters[float: "step_size"]
    estimator.outputs = .own
    let fitted = try await fit(estimator, rows, columns, context)
    let server = ServerModel(fitted, in: session)
    let (weights, accuracy, iterations) = try await perform(context) { _ in
      (
        try await fitted.weights(), try await fitted.summary.accuracy(),
        try await fitted.summary.totalIterations()
      )
    }
    return try frame.networkModel(
      weights: weights, accuracy: accuracy, iterations: iterations, columns,
      classes: rows.classes.map(\.value), rows.facts(self), handle: server)
  }

  private func fit<Estimator: MLEstimator>(
    _ estimator: Estimator, _ rows: TrainingRows, _ columns: TrainingFrame.Columns,
    _ context: ExecutionContext
  ) async throws -> Estimator.Fitted {
    let relation = try await rows.relation(
      columns.expressions, categories: columns.names.map { _ in nil }, self, context)
    return try await perform(context) { [session] in
      try await session.fit(estimator, to: relation, $0)
    }
  }
}

extension ClassifierColumns {
  /// Names that no program has.
  static let own = ClassifierColumns(
    predictionCol: "__prediction", probabilityCol: "__probability", rawPredictionCol: "__raw")
}
