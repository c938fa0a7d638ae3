/// The metrics of predicted classes, as a plan of one row.
struct Classification {
  let plan: Plan
  let actual: Expression
  let guess: Expression
  let model: (any PredictingModel)?
  /// The probabilities of the model's classes; nil where it is asked by its features.
  let scores: [Expression]?

  /// A row of these metrics, and the number of rows.
  func metrics(_ names: [String]) -> Plan {
    let hit = Expression.call("==", [actual, guess], .bool)
    var columns = [
      NamedExpression("__actual", actual), NamedExpression("__guess", guess),
      NamedExpression("__hit", number(hit)),
    ]
    if needsProbabilities(names) { columns += probabilities }
    // Rows are counted by class and guess first; F1 needs the sums of both.
    var sums = [
      NamedExpression("__n", .aggregate("count", [], .int)),
      NamedExpression("__hits", .aggregate("sum", [.column("__hit", .int)], .int)),
    ]
    if names.contains("log_loss") {
      sums.append(
        NamedExpression("__loss", .aggregate("sum", [.column("__loss", .float)], .float)))
    }
    if names.contains("top3_accuracy") {
      sums.append(NamedExpression("__top3", .aggregate("sum", [.column("__top3", .int)], .int)))
    }
    let keys = [
      NamedExpression("__actual", .column("__actual", actual.type)),
      NamedExpression("__guess", .column("__guess", guess.type)),
    ]
    let confusion = Plan.aggregate(.project(told(names), columns), keys: keys, values: sums)
    let withSupport = Plan.window(
      confusion, [NamedExpression("__support", total("__n"))],
      partition: [.column("__actual", actual.type)], order: [])
    let counted = Plan.window(
      withSupport, [NamedExpression("__predicted", total("__n"))],
      partition: [.column("__guess", guess.type)], order: [])
    return .aggregate(
      counted, keys: [],
      values: names.map { NamedExpression($0, value($0)) }
        + [NamedExpression("rows", .aggregate("sum", [.column("__n", .int)], .int))])
  }

  private func value(_ name: String) -> Expression {
    switch name {
    case "accuracy": return share("__hits", .int)
    case "log_loss": return share("__loss", .float)
    case "top3_accuracy": return share("__top3", .int)
    default:
      // The F1 of each class, 2 TP / (support + predicted), weighted by its support, as MLlib's
      // `f1` and scikit-learn's `average="weighted"`.
      let hits = Expression.cast(.column("__hits", .int), .float)
      let support = Expression.cast(.column("__support", .int), .float)
      let predicted = Expression.cast(.column("__predicted", .int), .float)
      let score = Expression.call(
        "/",
        [
          .call("*", [.literal(.float(2), .float), hits], .float),
          .call("+", [support, predicted], .float),
        ], .float)
      let weighted = Expression.aggregate(
        "sum", [.call("*", [score, support], .float)], .float)
      return .call("/", [weighted, rows], .float)
    }
  }

  private var rows: Expression {
    .cast(.aggregate("sum", [.column("__n", .int)], .int), .float)
  }

  private func share(_ name: String, _ type: DataType) -> Expression {
    let sum = Expression.aggregate("sum", [.column(name, type)], type)
    return .call("/", [type == .float ? sum : .cast(sum, .float), rows], .float)
  }

  private func total(_ name: String) -> Expression {
    .window(WindowCall(function: "sum", arguments: [.column(name, .int)], type: .int))
  }

  private func number(_ condition: Expression) -> Expression {
    .conditional(
      [ConditionalBranch(condition: condition, value: .literal(.int(1), .int))],
      otherwise: .literal(.int(0), .int), .int)
  }

  /// The rows with what the model says of their true classes, where it is asked and too large for
  /// expressions.
  private func told(_ names: [String]) -> Plan {
    guard let model, scores == nil, needsProbabilities(names) else { return plan }
    let column = "__truth"
    return plan.deriving([NamedExpression(column, actual)]).scored(by: model, .truth(column))
  }

  private func needsProbabilities(_ names: [String]) -> Bool {
    names.contains("log_loss") || names.contains("top3_accuracy")
  }

  /// The log loss of a row, with the probability kept away from zero by 1e-15, and whether the
  /// true class is among the three likeliest.
  private var probabilities: [NamedExpression] {
    guard let model else { return [] }
    let (own, better) = scores.map { standing($0, model) } ?? (
      .column(Scoring.own, .float), .column(Scoring.better, .int)
    )
    let safe = Expression.call("greatest", [own, .literal(.float(1e-15), .float)], .float)
    return [
      NamedExpression("__loss", .call("negate", [.call("ln", [safe], .float)], .float)),
      NamedExpression(
        "__top3", number(.call("<", [better, .literal(.int(3), .int)], .bool))),
    ]
  }

  /// The probability of the true class, and the number of classes that stand before it.
  private func standing(
    _ scores: [Expression], _ model: any PredictingModel
  ) -> (own: Expression, better: Expression) {
    let inputs = Binder.inputs(of: model, in: plan)
    let scores = scores.map { $0.substituting(inputs) }
    let branches = zip(model.classes, scores).map { value, score in
      ConditionalBranch(
        condition: .call("==", [actual, .literal(value, actual.type)], .bool), value: score)
    }
    let own = Expression.conditional(branches, otherwise: .literal(.float(0), .float), .float)
    // Of classes that are equally likely the first stands before, as `top` has them.
    let place = Expression.conditional(
      model.classes.enumerated().map { index, value in
        ConditionalBranch(
          condition: .call("==", [actual, .literal(value, actual.type)], .bool),
          value: .literal(.int(Int64(index)), .int))
      }, otherwise: .literal(.int(Int64(model.classes.count)), .int), .int)
    let better = scores.enumerated().map { index, score in
      let isEqual = Expression.call("==", [score, own], .bool)
      let isBefore = Expression.call("<", [.literal(.int(Int64(index)), .int), place], .bool)
      return number(
        .call(
          "or",
          [.call(">", [score, own], .bool), .call("and", [isEqual, isBefore], .bool)], .bool))
    }.reduce(Expression.literal(.int(0), .int)) { .call("+", [$0, $1], .int) }
    return (own, better)
  }
}
