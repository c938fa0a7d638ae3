import StoaEngine
import StoaPlan

/// The moments of the numeric columns within each combination of the categories, gathered by the
/// engine in one pass; no row leaves it.
///
/// Memory: 8 bytes × (2 + c + k + k²/2) a combination that occurs, for c categories and k numeric
/// columns, the label among them.
struct GroupStatistics: Sendable {
  /// Rows of each group.
  private(set) var counts: [Double] = []
  /// Means of the products, then of the label, group after group.
  private(set) var means: [Double] = []
  /// Sample covariances of these, the upper triangle column by column, group after group.
  private(set) var covariances: [Double] = []
  /// Positions in `levels`, by category, group after group.
  private(set) var groupLevels: [Int] = []
  /// The levels of each category, ascending.
  private(set) var levels: [[Value]]
  /// Rows left out because something in them was null.
  private(set) var dropped: Int64 = 0
  /// Products and the label.
  let numbers: Int
  let categories: Int

  var pairs: Int { numbers * (numbers + 1) / 2 }
  var rows: Double { counts.reduce(0, +) }

  /// Gathers the statistics of a label and the products of a layout.
  ///
  /// - Throws: `EngineError` from the engine; of the kind `query` where a figure is not finite.
  init(
    _ layout: FormulaLayout, label: NamedExpression, of input: Plan, engine: any Engine,
    _ context: ExecutionContext
  ) async throws {
    numbers = layout.products.count + 1
    categories = layout.categories.count
    levels = Array(repeating: [], count: layout.categories.count)
    let plan = Self.plan(layout, label: label, of: input)
    let result = try await engine.run(plan, context)
    var indices = Array(repeating: LevelIndex(), count: categories)
    for try await batch in result.batches {
      try Task.checkIfCancelled()
      append(batch, &indices)
    }
    let sorted = indices.map { $0.sorted() }
    levels = sorted.map(\.values)
    for position in groupLevels.indices {
      groupLevels[position] = sorted[position % categories].position[groupLevels[position]]
    }
    let names = layout.products.indices.map(layout.productName) + [label.name]
    try checkFinite(names)
  }

  /// Row by row the categories, the products and the label, and whether all are there; then one
  /// row for each combination of categories, and one for all rows in which something is null.
  private static func plan(
    _ layout: FormulaLayout, label: NamedExpression, of input: Plan
  ) -> Plan {
    let categories = layout.categories.enumerated().map {
      NamedExpression("c\($0.offset)", $0.element.value)
    }
    let numbers = (layout.productExpressions + [label.value.asFloat]).enumerated().map {
      NamedExpression("x\($0.offset)", $0.element)
    }
    let complete = Expression.column("complete", .bool)
    let flag = Expression.all((categories + numbers).map(\.value.isNotNull))
    let projected = Plan.project(
      input, categories + numbers + [NamedExpression("complete", flag)])
    let keys = categories.map { category in
      let type = category.value.type
      let value = Expression.conditional(
        [ConditionalBranch(condition: complete, value: .column(category.name, type))],
        otherwise: .literal(.null, type), type)
      return NamedExpression(category.name, value)
    }
    let columns = numbers.map { Expression.column($0.name, .float) }
    var values = [
      NamedExpression("n", .aggregate(AggregateCall(function: "count", arguments: [], type: .int)))
    ]
    for (index, column) in columns.enumerated() {
      let mean = AggregateCall(function: "mean", arguments: [column], type: .float)
      values.append(NamedExpression("m\(index)", .aggregate(mean)))
    }
    for (last, right) in columns.enumerated() {
      for (first, left) in columns[...last].enumerated() {
        let call = AggregateCall(function: "covariance", arguments: [left, right], type: .float)
        values.append(NamedExpression("v\(first)_\(last)", .aggregate(call)))
      }
    }
    return .aggregate(
      projected, keys: [NamedExpression("complete", complete)] + keys, values: values)
  }

  private mutating func append(_ batch: Table, _ indices: inout [LevelIndex]) {
    let first = 1 + categories
    let counts = batch.columns[first].numbers
    let means = batch.columns[(first + 1)..<(first + 1 + numbers)].map(\.numbers)
    let covariances = batch.columns[(first + 1 + numbers)...].map(\.numbers)
    for row in 0..<batch.rowCount {
      guard batch.columns[0][row] == .bool(true) else {
        dropped += Int64(counts[row])
        continue
      }
      self.counts.append(counts[row])
      for category in 0..<categories {
        groupLevels.append(indices[category].number(batch.columns[1 + category][row]))
      }
      for column in means { self.means.append(column[row]) }
      // One row has no covariance: the engine gives null, and it adds nothing.
      for column in covariances {
        self.covariances.append(counts[row] > 1 ? column[row] : 0)
      }
    }
  }

  private func checkFinite(_ names: [String]) throws {
    for group in counts.indices {
      for number in 0..<numbers {
        let variance = covariances[group * pairs + number * (number + 1) / 2 + number]
        guard means[group * numbers + number].isFinite && variance.isFinite else {
          throw EngineError.notFinite(names[number])
        }
      }
    }
  }
}

extension EngineError {
  /// A column holds infinities, values that are no numbers, or squares past the range of floats.
  static func notFinite(_ name: String) -> EngineError {
    EngineError(
      .query, "`\(name)` has values that are infinite, not a number or too large to square",
      hint: "leave those rows out with `where` before fitting")
  }
}

extension Column {
  /// The values as floats; NaN where there is none or where they are not numbers.
  var numbers: [Double] {
    var numbers: [Double] =
      switch storage {
      case .float(let values): values
      case .int(let values): values.map(Double.init)
      case .decimal(let values):
        values.map { value in
          guard case .decimal(_, let scale) = type else { return .nan }
          return Value.decimal(unscaled: value, scale: scale).number ?? .nan
        }
      default: Array(repeating: .nan, count: count)
      }
    if validity != nil {
      for row in numbers.indices where !isValid(row) { numbers[row] = .nan }
    }
    return numbers
  }
}

extension Task where Success == Never, Failure == Never {
  /// Throws the engines' error for a stop by the user where the task was cancelled.
  static func checkIfCancelled() throws {
    if isCancelled { throw EngineError(.cancelled, "the training was stopped") }
  }
}
