import StoaLanguage

extension Binder {
  /// One row of metrics of `prediction` against a label.
  func evaluate(
    _ plan: Plan, _ label: Identifier, _ metrics: [Identifier], _ scope: Scope,
    _ span: SourceSpan
  ) async throws -> Plan {
    let truth = try scope.column(label)
    guard let predicted = scope.schema["prediction"] else {
      throw Diagnostic(
        code: "no-prediction", message: "there is no column `prediction` to evaluate", span: span,
        hint: "write `| predict model` before it")
    }
    let model = plan.predictor
    let isClassification =
      model.map { !$0.classes.isEmpty } ?? !(truth.type.isNumeric && predicted.isNumeric)
    let view = metrics.count == 1 ? ClassificationView(rawValue: metrics[0].text) : nil
    let names = view == nil ? try self.names(metrics, isClassification, model, span) : []
    guard let common = DataType.common(truth.type, predicted) else {
      throw Diagnostic(
        code: "type",
        message: "`\(truth.name)` is \(truth.type.inWords), and `prediction` \(predicted.inWords)",
        span: label.span)
    }
    let actual = Expression.column(truth.name, truth.type)
    let guess = Expression.column("prediction", predicted)
    let present = Plan.filter(
      plan,
      .call(
        "and", [.call("not", [.isNull(actual)], .bool), .call("not", [.isNull(guess)], .bool)],
        .bool))
    if let view {
      try check(view, isClassification, plan, metrics[0].span)
      return try view.plan(
        present, actual: ExpressionBinder.coerce(actual, to: common),
        guess: ExpressionBinder.coerce(guess, to: common))
    }
    if !isClassification {
      return Self.regression(present, actual, guess, names)
    }
    var scores: [Expression]?
    if let model { scores = await self.scores(of: model, in: present) }
    return Classification(
      plan: present, actual: ExpressionBinder.coerce(actual, to: common),
      guess: ExpressionBinder.coerce(guess, to: common), model: model, scores: scores
    ).metrics(names)
  }

  private func check(
    _ view: ClassificationView, _ isClassification: Bool, _ plan: Plan, _ span: SourceSpan
  ) throws {
    guard isClassification else {
      throw Diagnostic(
        code: "metric", message: "`\(view.rawValue)` is of classes, and this is a prediction of"
          + " numbers", span: span, hint: "the metrics here are rmse, mae, r2")
    }
    guard view != .calibration || plan.schema["probability"] == .float else {
      throw Diagnostic(
        code: "metric", message: "`calibration` needs the column `probability`", span: span,
        hint: "keep it after `predict`")
    }
  }

  private static let regressionMetrics = ["rmse", "mae", "r2"]
  private static let classMetrics = ["accuracy", "f1", "log_loss", "top3_accuracy"]

  private func names(
    _ metrics: [Identifier], _ isClassification: Bool, _ model: (any PredictingModel)?,
    _ span: SourceSpan
  ) throws -> [String] {
    let known = isClassification ? Self.classMetrics : Self.regressionMetrics
    if metrics.isEmpty {
      let needModel = isClassification && model == nil
      let few = isClassification && (model?.classes.count ?? 0) <= 3
      return known.filter {
        !(needModel && ($0 == "log_loss" || $0 == "top3_accuracy"))
          && !(few && $0 == "top3_accuracy")
      }
    }
    return try each(metrics) { metric in
      guard known.contains(metric.text) else {
        let other = isClassification ? Self.regressionMetrics : Self.classMetrics
        let (theirs, ours) = isClassification ? ("numbers", "classes") : ("classes", "numbers")
        let message =
          other.contains(metric.text)
          ? "`\(metric.text)` is a metric of \(theirs), and this is a prediction of \(ours)"
          : "there is no metric `\(metric.text)`"
        throw Diagnostic(
          code: "metric", message: message, span: metric.span,
          hint: Suggestion.didYouMean(Suggestion.nearest(to: metric.text, among: known))
            ?? "the metrics here are \(known.joined(separator: ", "))"
              + (isClassification
                ? ", or one of \(ClassificationView.names.joined(separator: ", ")) alone" : ""))
      }
      if model == nil, metric.text == "log_loss" || metric.text == "top3_accuracy" {
        throw Diagnostic(
          code: "metric",
          message:
            "`\(metric.text)` needs the probability of every class, "
            + "and no model stands before it that can say it",
          span: metric.span,
          hint: "write `… | predict model | evaluate label` in one pipeline, "
            + "with the model's columns kept")
      }
      return metric.text
    }
  }

  private static func regression(
    _ plan: Plan, _ actual: Expression, _ guess: Expression, _ names: [String]
  ) -> Plan {
    let (y, p) = (
      ExpressionBinder.coerce(actual, to: .float), ExpressionBinder.coerce(guess, to: .float)
    )
    let error = Expression.call("-", [y, p], .float)
    let square = Expression.call("*", [error, error], .float)
    let meanSquare = Expression.mean(square)
    let values = names.map { name in
      switch name {
      case "rmse": NamedExpression(name, .call("sqrt", [meanSquare], .float))
      case "mae": NamedExpression(name, .mean(.call("abs", [error], .float)))
      default:
        // The share of the label's variance about its mean that the prediction explains.
        NamedExpression(
          name,
          .call(
            "-",
            [
              .literal(.float(1), .float),
              .call("/", [.aggregate("sum", [square], .float), .totalSquares(y)], .float),
            ], .float))
      }
    }
    return .aggregate(
      plan, keys: [], values: values + [NamedExpression("rows", .aggregate("count", [], .int))])
  }
}

extension Plan {
  /// The model whose prediction the rows carry, where its inputs are still there unchanged.
  var predictor: (any PredictingModel)? {
    switch self {
    case .predicted(_, let reference): return reference.model
    case .named(_, let input), .filter(let input, _), .sort(let input, _),
      .limit(let input, _, _), .distinct(let input, _), .sample(let input, _),
      .split(let input, _, _, _), .materialized(_, .some(let input)):
      return input.predictor
    case .project(let input, let columns):
      guard let model = input.predictor else { return nil }
      let copied = Set(
        columns.compactMap { column -> String? in
          if case .column(column.name, _) = column.value { return column.name }
          return nil
        })
      return (model.inputs.map(\.name) + ["prediction"]).allSatisfy(copied.contains) ? model : nil
    case .window(let input, let columns, _, _):
      guard let model = input.predictor else { return nil }
      let replaced = Set(columns.map(\.name))
      return replaced.isDisjoint(with: model.inputs.map(\.name) + ["prediction"]) ? model : nil
    default: return nil
    }
  }
}

extension Expression {
  static func aggregate(
    _ name: String, _ arguments: [Expression], _ type: DataType
  ) -> Expression {
    .aggregate(AggregateCall(function: name, arguments: arguments, type: type))
  }

  static func mean(_ value: Expression) -> Expression { .aggregate("mean", [value], .float) }

  /// The sum of squares about the mean, from the sample variance.
  static func totalSquares(_ value: Expression) -> Expression {
    let count = Expression.cast(.aggregate("count", [value], .int), .float)
    return .call(
      "*",
      [
        .aggregate("variance", [value], .float),
        .call("-", [count, .literal(.float(1), .float)], .float),
      ], .float)
  }
}
