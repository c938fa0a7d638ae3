import StoaLanguage

/// What predicted classes look like row by row, where a row of metrics says too little.
enum ClassificationView: String, CaseIterable {
  /// How often each class is taken for each.
  case confusion
  /// Precision, recall and F1 of each class.
  case classes
  /// How often the likeliest class is right where it is said to be so likely.
  case calibration

  static let names = allCases.map(\.rawValue)

  /// - Parameter plan: rows with a label and a prediction.
  func plan(_ plan: Plan, actual: Expression, guess: Expression) throws -> Plan {
    switch self {
    case .confusion:
      return .sort(
        Self.counts(plan, actual, guess),
        [
          SortKey(.column("n", .int), descending: true),
          SortKey(.column("actual", actual.type)), SortKey(.column("predicted", guess.type)),
        ])
    case .classes: return classes(plan, actual, guess)
    case .calibration: return calibration(plan, actual, guess)
    }
  }

  private static func counts(_ plan: Plan, _ actual: Expression, _ guess: Expression) -> Plan {
    .aggregate(
      plan,
      keys: [NamedExpression("actual", actual), NamedExpression("predicted", guess)],
      values: [NamedExpression("n", .aggregate("count", [], .int))])
  }

  private func classes(_ plan: Plan, _ actual: Expression, _ guess: Expression) -> Plan {
    let (own, other) = (
      Expression.column("actual", actual.type), Expression.column("predicted", guess.type)
    )
    let n = Expression.column("n", .int)
    let zero = Expression.literal(.int(0), .int)
    let isHit = Expression.call("==", [own, other], .bool)
    let hits = Expression.conditional(
      [ConditionalBranch(condition: isHit, value: n)], otherwise: zero, .int)
    // Each pair counts for the class that it is, and for the class that it is taken for.
    let both = Plan.expand(
      Self.counts(plan, actual, guess), keep: [],
      columns: [
        Field("class", actual.type), Field("hits", .int), Field("support", .int),
        Field("predicted", .int),
      ],
      rows: [[own, hits, n, zero], [other, zero, zero, n]])
    let names = ["support", "predicted", "hits"]
    let summed = Plan.aggregate(
      both, keys: [NamedExpression("class", .column("class", actual.type))],
      values: names.map {
        NamedExpression($0, .aggregate("sum", [.column($0, .int)], .int))
      })
    func share(_ part: Expression, _ whole: Expression) -> Expression {
      .conditional(
        [
          ConditionalBranch(
            condition: .call(">", [whole, zero], .bool),
            value: .call("/", [.cast(part, .float), .cast(whole, .float)], .float))
        ], otherwise: .literal(.null, .float), .float)
    }
    let (support, predicted, right) = (
      Expression.column("support", .int), Expression.column("predicted", .int),
      Expression.column("hits", .int)
    )
    let derived = Plan.project(
      summed,
      [
        NamedExpression("class", .column("class", actual.type)),
        NamedExpression("support", support), NamedExpression("predicted", predicted),
        NamedExpression("precision", share(right, predicted)),
        NamedExpression("recall", share(right, support)),
        NamedExpression(
          "f1",
          share(.call("+", [right, right], .int), .call("+", [support, predicted], .int))),
      ])
    return .sort(
      derived,
      [
        SortKey(.column("support", .int), descending: true),
        SortKey(.column("class", actual.type)),
      ])
  }

  private static let probability = "probability"
  private static let bins = 10.0

  private func calibration(_ plan: Plan, _ actual: Expression, _ guess: Expression) -> Plan {
    func number(_ value: Double) -> Expression { .literal(.float(value), .float) }
    let probability = Expression.column(Self.probability, .float)
    let isHit = Expression.conditional(
      [ConditionalBranch(condition: .call("==", [actual, guess], .bool), value: number(1))],
      otherwise: number(0), .float)
    let scaled = Expression.cast(
      .call("floor", [.call("*", [probability, number(Self.bins)], .float)], .float), .float)
    // What is certain belongs to the last bin.
    let bin = Expression.call("least", [scaled, number(Self.bins - 1)], .float)
    let counted = Plan.aggregate(
      plan, keys: [NamedExpression("bin", bin)],
      values: [
        NamedExpression("n", .aggregate("count", [], .int)),
        NamedExpression("probability", .mean(probability)),
        NamedExpression("accuracy", .mean(isHit)),
      ])
    let place = Expression.column("bin", .float)
    let shown = Plan.project(
      counted,
      [
        NamedExpression("from", .call("/", [place, number(Self.bins)], .float)),
        NamedExpression(
          "to", .call("/", [.call("+", [place, number(1)], .float), number(Self.bins)], .float)),
        NamedExpression("n", .column("n", .int)),
        NamedExpression("probability", probability),
        NamedExpression("accuracy", .column("accuracy", .float)),
      ])
    return .sort(shown, [SortKey(.column("from", .float))])
  }
}
