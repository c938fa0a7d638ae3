extension Expression {
  /// The expressions that it is made of.
  public var parts: [Expression] {
    switch self {
    case .column, .literal: []
    case .call(_, let arguments, _): arguments
    case .cast(let value, _), .isNull(let value): [value]
    case .conditional(let branches, let otherwise, _):
      branches.flatMap { [$0.condition, $0.value] } + [otherwise]
    case .isIn(let value, let list): [value] + list
    case .aggregate(let call): call.arguments + (call.filter.map { [$0] } ?? [])
    case .window(let call): call.arguments + (call.filter.map { [$0] } ?? [])
    }
  }

  /// Whether a function holds of this expression or of one inside it.
  public func contains(where predicate: (Expression) -> Bool) -> Bool {
    predicate(self) || parts.contains { $0.contains(where: predicate) }
  }

  public var isAggregate: Bool {
    contains { if case .aggregate = $0 { true } else { false } }
  }

  public var isWindow: Bool {
    contains { if case .window = $0 { true } else { false } }
  }

  /// The names of the columns that it reads.
  public var columns: Set<String> {
    if case .column(let name, _) = self { return [name] }
    return parts.reduce(into: []) { $0.formUnion($1.columns) }
  }

  /// This expression with its columns replaced; a column that is not named stays.
  public func substituting(_ values: [String: Expression]) -> Expression {
    switch self {
    case .column(let name, _): values[name] ?? self
    case .literal: self
    case .call(let name, let arguments, let type):
      .call(name, arguments.map { $0.substituting(values) }, type)
    case .cast(let value, let type): .cast(value.substituting(values), type)
    case .conditional(let branches, let otherwise, let type):
      .conditional(
        branches.map {
          ConditionalBranch(
            condition: $0.condition.substituting(values), value: $0.value.substituting(values))
        }, otherwise: otherwise.substituting(values), type)
    case .isNull(let value): .isNull(value.substituting(values))
    case .isIn(let value, let list):
      .isIn(value.substituting(values), list.map { $0.substituting(values) })
    case .aggregate(var call):
      {
        call.arguments = call.arguments.map { $0.substituting(values) }
        call.filter = call.filter?.substituting(values)
        return .aggregate(call)
      }()
    case .window(var call):
      {
        call.arguments = call.arguments.map { $0.substituting(values) }
        call.filter = call.filter?.substituting(values)
        return .window(call)
      }()
    }
  }
}

extension Plan {
  /// The expressions that stand in it, without those of its inputs.
  var expressions: [Expression] {
    switch self {
    case .load, .literal, .range, .sql, .materialized,
      .named, .predicted, .limit, .distinct, .join, .asofJoin, .setOperation, .sample, .split,
      .scored:
      []
    case .filter(_, let predicate): [predicate]
    case .project(_, let columns): columns.map(\.value)
    case .window(_, let columns, let partition, let order):
      columns.map(\.value) + partition + order.map(\.value)
    case .aggregate(_, let keys, let values): (keys + values).map(\.value)
    case .sort(_, let keys): keys.map(\.value)
    case .expand(_, _, _, let rows): rows.flatMap { $0 }
    }
  }

  /// Why two runs may give different rows although no input changed; empty where they may not.
  public var volatility: [String] {
    var reasons: [String] = []
    if case .sql = self { reasons.append("`sql` is not analysed") }
    if case .sample(_, let sample) = self, sample.seed == nil {
      reasons.append("`sample` has no seed")
    }
    let hasNow = expressions.contains {
      $0.contains { if case .call("now", _, _) = $0 { true } else { false } }
    }
    if hasNow { reasons.append("`now()` changes") }
    if case .materialized(_, origin: nil) = self {
      reasons.append("the frame is not computed from anything that is known")
    }
    for input in inputs {
      for reason in input.volatility where !reasons.contains(reason) { reasons.append(reason) }
    }
    return reasons
  }
}
