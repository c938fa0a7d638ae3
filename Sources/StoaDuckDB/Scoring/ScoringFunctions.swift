import CDuckDB
import StoaLearning

/// Functions of SQL that score rows with models of this process, in DuckDB's own threads and a
/// vector at a time.
///
///     stoa_number(model, x…)          the number of a regression
///     stoa_best(model, x…)            {place, share} of the likeliest class
///     stoa_top(model, count, x…)      a list of those, the likeliest first
///     stoa_truth(model, place, x…)    {own, better}: the share of a class, and how many are before it
///
/// A null gives a null; where a model takes missing values they come as NaN.
enum ScoringFunctions {
  enum Kind: String, CaseIterable {
    case number = "stoa_number"
    case best = "stoa_best"
    case top = "stoa_top"
    case truth = "stoa_truth"

    /// Whether a number stands between the model and the features.
    var hasArgument: Bool { self == .top || self == .truth }
  }

  static func all(_ registry: ScorerRegistry) -> [NativeFunction] {
    Kind.allCases.map { kind in
      NativeFunction(
        name: kind.rawValue,
        parameters: Array(repeating: DUCKDB_TYPE_BIGINT, count: kind.hasArgument ? 2 : 1),
        rest: DUCKDB_TYPE_DOUBLE, withResult: { withResult(of: kind, $0, $1) }, state: registry
      ) { call, state in
        if let registry = state as? ScorerRegistry { perform(kind, call, registry) }
      }
    }
  }

  private static func perform(
    _ kind: Kind, _ call: NativeFunction.Call, _ registry: ScorerRegistry
  ) {
    let numbers = call.values(call.vector(0), Int64.self)
    guard let scorer = registry.scorer(numbers[0]) else {
      return call.fail("the model of this query is gone")
    }
    let first = kind.hasArgument ? 2 : 1
    let width = call.columnCount - first
    guard width == scorer.width else {
      return call.fail("the model of this query has other features")
    }
    let columns = (0..<width).map { column in
      UnsafePointer(call.values(call.vector(first + column), Double.self))
    }
    let arguments =
      kind.hasArgument ? UnsafePointer(call.values(call.vector(1), Int64.self)) : nil
    let validities = (1..<first + width).compactMap { call.validity(call.vector($0)) }
    let vector = ScoredVector(
      functions: call.functions, scorer: scorer,
      block: FeatureBlock(columns: columns, rows: call.rows), output: call.output,
      validities: validities)
    switch kind {
    case .number: vector.numbers()
    case .best: vector.best()
    case .top: vector.top(arguments)
    case .truth: vector.truth(arguments)
    }
    vector.markNulls(parts: kind == .best || kind == .truth ? 2 : 0)
  }

  private static func withResult(
    of kind: Kind, _ types: NativeTypes, _ body: (duckdb_logical_type) -> Void
  ) {
    let best = (("place", DUCKDB_TYPE_INTEGER), ("share", DUCKDB_TYPE_DOUBLE))
    switch kind {
    case .number: types.with(DUCKDB_TYPE_DOUBLE, body)
    case .best: types.withPair(best.0, best.1, body)
    case .truth:
      types.withPair(("own", DUCKDB_TYPE_DOUBLE), ("better", DUCKDB_TYPE_INTEGER), body)
    case .top: types.withPair(best.0, best.1) { types.withList(of: $0, body) }
    }
  }
}
