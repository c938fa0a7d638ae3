import StoaLanguage
import StoaPlan

extension Plan {
  /// The plan for a reader: one operator a line, each below the one that it feeds and further in.
  var outline: String { lines(depth: 0).joined(separator: "\n") }

  private func lines(depth: Int) -> [String] {
    switch self {
    case .named(_, let input), .predicted(let input, _): return input.lines(depth: depth)
    case .materialized:
      return [String(repeating: "  ", count: depth) + operatorText]
    default:
      return [String(repeating: "  ", count: depth) + operatorText]
        + inputs.flatMap { $0.lines(depth: depth + 1) }
    }
  }

  private var operatorText: String {
    switch self {
    case .named(let name, _): name
    case .predicted: "predicted"
    case .load(let source, let schema):
      "load \(source.path) (\(source.format.rawValue), \(schema.fields.count) columns)"
    case .literal(_, let rows): "table of \(rows.count) rows"
    case .range(let column, let first, let last, let step):
      "range \(column) = \(first)..\(last) step \(step)"
    case .sql: "sql of the engine"
    case .materialized(let frame, _): "kept frame of \(frame.rows) rows"
    case .filter(_, let predicate): "filter \(predicate.outline)"
    case .project(_, let columns): "project \(columns.outline)"
    case .window(_, let columns, let partition, let order):
      "window \(columns.outline)" + Self.clause("by", partition.map(\.outline))
        + Self.clause("sort", order.map(\.outline))
    case .aggregate(_, let keys, let values):
      "aggregate \(values.outline)" + Self.clause("by", [keys.outline].filter { !$0.isEmpty })
    case .sort(_, let keys): "sort \(keys.map(\.outline).joined(separator: ", "))"
    case .limit(_, let skip, let take):
      [skip > 0 ? "skip \(skip)" : nil, take.map { "take \($0)" }].compactMap { $0 }
        .joined(separator: " ")
    case .distinct(_, let names): "distinct \(names.joined(separator: ", "))"
    case .join(_, _, let join): "join \(join.kind.rawValue)" + Self.clause("on", join.keys.outline)
    case .asofJoin(_, _, let join):
      "asof join" + Self.clause("on", join.keys.outline) + " by \(join.time)"
    case .setOperation(let operation, _, _): operation.rawValue
    case .sample(_, let sample): sample.outline
    case .split(_, let shares, let index, let seed):
      "split part \(index + 1) of \(shares.count), share \(shares[index]), seed \(seed)"
    case .scored(_, let reference, let features, let scoring):
      "score by a model of \(features.count) features: "
        + scoring.columns(reference.model).map(\.name).joined(separator: ", ")
    case .expand(_, let keep, let columns, let rows):
      "expand to \(rows.count) rows a row: \((keep + columns.map(\.name)).joined(separator: ", "))"
    }
  }

  private static func clause(_ word: String, _ parts: [String]) -> String {
    parts.isEmpty ? "" : " \(word) \(parts.joined(separator: ", "))"
  }
}

extension Expression {
  fileprivate var outline: String {
    switch self {
    case .column(let name, _): return name
    case .literal(let value, _): return value.outline
    case .cast(let value, let type): return "\(type)(\(value.outline))"
    case .isNull(let value): return "\(value.outline) is null"
    case .isIn(let value, let list):
      return "\(value.outline) in [\(list.map(\.outline).joined(separator: ", "))]"
    case .conditional(let branches, let otherwise, _):
      let parts = branches.flatMap { [$0.condition.outline, $0.value.outline] }
      return "case(\((parts + [otherwise.outline]).joined(separator: ", ")))"
    case .call(let name, let arguments, _):
      if arguments.count == 2, BinaryOperator(rawValue: name) != nil {
        return "(\(arguments[0].outline) \(name) \(arguments[1].outline))"
      }
      return Self.call(name, arguments, filter: nil)
    case .aggregate(let call): return Self.call(call.function, call.arguments, filter: call.filter)
    case .window(let call): return Self.call(call.function, call.arguments, filter: call.filter)
    }
  }

  private static func call(
    _ name: String, _ arguments: [Expression], filter: Expression?
  ) -> String {
    let list = arguments.map(\.outline).joined(separator: ", ")
    return "\(name)(\(list)\(filter.map { " where \($0.outline)" } ?? ""))"
  }
}

extension Value {
  fileprivate var outline: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .float(let value): "\(value)"
    case .decimal(let unscaled, let scale): "\(unscaled)e-\(scale)"
    case .string(let text), .other(let text): "\"\(text)\""
    case .date(let days):
      { (day: CivilDate) in "@\(day.year)-\(day.month)-\(day.day)" }(
        CivilDate(daysSinceEpoch: days))
    case .timestamp(let micros): "timestamp \(micros) µs"
    case .duration(let micros): "\(Double(micros) / 1_000_000)s"
    }
  }
}

extension [NamedExpression] {
  fileprivate var outline: String {
    map { column in
      if case .column(column.name, _) = column.value { return column.name }
      return "\(column.name) = \(column.value.outline)"
    }.joined(separator: ", ")
  }
}

extension SortKey {
  fileprivate var outline: String { value.outline + (descending ? " desc" : "") }
}

extension [JoinPair] {
  fileprivate var outline: [String] {
    map { $0.left == $0.right ? $0.left : "\($0.left) == \($0.right)" }
  }
}

extension SampleSpecification {
  fileprivate var outline: String {
    let amount =
      switch size {
      case .rows(let count): "\(count) rows"
      case .share(let share): "\(share * 100) %"
      }
    return "sample \(amount)" + (seed.map { " seed \($0)" } ?? "")
  }
}
