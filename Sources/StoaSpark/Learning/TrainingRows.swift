import SparkConnect
import StoaEngine
import StoaLearning
import StoaPlan

/// The rows that a model is fitted to, kept by the executors while it is.
struct TrainingRows: Sendable {
  let frame: TrainingFrame
  /// The complete rows
  let plan: Plan
  let used: Int64
  let dropped: Int64
  /// Of each category, in ascending order
  let levels: [[Value]]
  /// In ascending order, with their rows; empty for a regression.
  let classes: [(value: Value, rows: Int64)]

  static let features = "__features"
  static let label = "__label"

  /// Counts the rows and finds out the levels and classes.
  ///
  /// - Throws: `EngineError` of the kind `input` where no row is complete, a number is not finite,
  ///   or there is one class.
  init(
    _ frame: TrainingFrame, _ kept: MaterializedFrame, _ engine: SparkEngine,
    _ context: ExecutionContext
  ) async throws {
    self.frame = frame
    let all = Plan.materialized(kept, origin: nil)
    let complete = Plan.filter(all, frame.isComplete)
    plan = complete
    used = try await Self.countAndCheck(frame, complete, engine, context)
    dropped = kept.rows - used
    guard used > 0 else { throw frame.noRows(dropped: dropped) }
    async let levels = Self.values(of: frame.categories, complete, engine, context)
    async let classes = Self.values(
      of: frame.request.task == .classification ? [frame.label] : [], complete, engine, context)
    self.levels = try await levels.map { $0.map(\.value) }
    self.classes = try await classes.first ?? []
    let label = frame.request.formula.label.name
    guard frame.request.task == .regression || self.classes.count > 1 else {
      throw EngineError(
        .input, "`\(label)` is the same in every row, so there is nothing to tell apart")
    }
  }

  /// Counts the rows, and refuses what is not finite with the name of its column.
  private static func countAndCheck(
    _ frame: TrainingFrame, _ plan: Plan, _ engine: SparkEngine, _ context: ExecutionContext
  ) async throws -> Int64 {
    let most = Expression.literal(.float(.greatestFiniteMagnitude), .float)
    let tooLarge = frame.numbers.enumerated().map { position, number in
      // NaN is above all numbers, and so is infinity.
      let size = Expression.call("abs", [number.column], .float)
      let call = AggregateCall(
        function: "any", arguments: [.call(">", [size, most], .bool)], type: .bool)
      return NamedExpression("n\(position)", .aggregate(call))
    }
    let count = AggregateCall(function: "count", arguments: [], type: .int)
    let table = try await engine.answer(
      .aggregate(
        plan, keys: [], values: tooLarge + [NamedExpression("rows", .aggregate(count))]), context)
    for (number, column) in zip(frame.numbers, table.columns) where column[0] == .bool(true) {
      throw EngineError(
        .input, "`\(number.name)` is infinite or not a number in some rows",
        hint: "leave them out with `where`")
    }
    guard case .int(let rows)? = table.columns.last?[0] else {
      throw EngineError(.fault, "Spark counted no rows")
    }
    return rows
  }

  /// The distinct values of expressions in ascending order, with how often they come.
  private static func values(
    of expressions: [Expression], _ plan: Plan, _ engine: SparkEngine, _ context: ExecutionContext
  ) async throws -> [[(value: Value, rows: Int64)]] {
    try await withThrowingTaskGroup(of: (Int, [(value: Value, rows: Int64)]).self) { group in
      for (position, expression) in expressions.enumerated() {
        group.addTask {
          let count = AggregateCall(function: "count", arguments: [], type: .int)
          let values = Plan.aggregate(
            plan, keys: [NamedExpression("value", expression)],
            values: [NamedExpression("n", .aggregate(count))])
          let table = try await engine.answer(
            .sort(values, [SortKey(.column("value", expression.type))]), context)
          return (
            position,
            (0..<table.rowCount).compactMap { row in
              guard case .int(let rows) = table.columns[1][row] else { return nil }
              return (table.columns[0][row], rows)
            }
          )
        }
      }
      return try await group.reduce(into: Array(repeating: [], count: expressions.count)) {
        $0[$1.0] = $1.1
      }
    }
  }

  /// Features in one vector, and the label as MLlib has it: a number, or the position of its class.
  ///
  /// - Parameter categories: how many levels each feature has; nil for a number.
  func relation(
    _ features: [Expression], categories: [Int?], _ engine: SparkEngine,
    _ context: ExecutionContext
  ) async throws -> Relation {
    let names = features.indices.map { "__feature_\($0)" }
    let isClassifier = frame.request.task == .classification
    let label = isClassifier ? frame.labelPosition(classes.map(\.value)) : frame.label
    let columns = zip(names, features).map { NamedExpression($0, $1) }
    let query = try await engine.prepare(
      .project(plan, columns + [NamedExpression(Self.label, label)]), context)
    // MLlib learns from a column's attributes that it holds categories, and how many.
    let described =
      zip(names, categories).map { name, count in
        SparkConnect.Column.quoted(name).aliased(name, metadata: Self.attributes(levels: count))
      }
      + [
        SparkConnect.Column.quoted(Self.label).aliased(
          Self.label, metadata: Self.attributes(levels: isClassifier ? classes.count : nil))
      ]
    return VectorAssembler(inputCols: names, outputCol: Self.features)
      .transform(query.relation.selecting(described))
      .selecting(.quoted(Self.features), .quoted(Self.label))
  }

  /// The attributes of a column, in the JSON of `org.apache.spark.ml.attribute.Attribute`
  private static func attributes(levels: Int?) -> String {
    levels.map { "{\"ml_attr\":{\"type\":\"nominal\",\"num_vals\":\($0)}}" }
      ?? "{\"ml_attr\":{\"type\":\"numeric\"}}"
  }

  func facts(_ engine: SparkEngine) -> TrainingFacts {
    frame.facts(engine: engine, rows: used, dropped: dropped)
  }
}

extension SparkConnect.Column {
  static func quoted(_ name: String) -> SparkConnect.Column { .named("`\(name)`") }
}

extension SparkEngine {
  /// All rows of a small plan.
  func answer(_ plan: Plan, _ context: ExecutionContext) async throws -> Table {
    try await table(try await prepare(plan, context).relation, context)
  }
}
