import StoaEngine
import StoaPlan

/// The rows of a training in this process: levels, numbers and the class of each.
///
/// Memory: 8 bytes × (categories + products + 1) a row.
struct TrainingRows: Sendable {
  /// The levels of each category, ascending, and the classes of the label likewise.
  private(set) var levels: [[Value]]
  private(set) var classes: [Value] = []
  /// Positions in `levels`, category by category.
  private(set) var categories: [[Int]]
  /// Product by product.
  private(set) var products: [[Double]]
  /// Positions in `classes`
  private(set) var labels: [Int] = []
  /// Rows left out because something in them was null.
  private(set) var dropped: Int64 = 0

  var count: Int { labels.count }

  /// Fetches the columns that a formula uses, and nothing else.
  ///
  /// - Throws: `EngineError` from the engine; of the kind `query` where a number is not finite.
  init(
    _ layout: FormulaLayout, label: NamedExpression, of input: Plan, engine: any Engine,
    _ context: ExecutionContext
  ) async throws {
    categories = Array(repeating: [], count: layout.categories.count)
    products = Array(repeating: [], count: layout.products.count)
    levels = []
    let values =
      layout.categories.map(\.value) + [label.value] + layout.productExpressions
    let plan = Plan.project(
      input, values.enumerated().map { NamedExpression("x\($0.offset)", $0.element) })
    var indices = Array(repeating: LevelIndex(), count: layout.categories.count)
    var labelIndex = LevelIndex()
    for try await batch in try await engine.run(plan, context).batches {
      try Task.checkIfCancelled()
      try append(batch, &indices, &labelIndex, layout)
      context.onProgress(Progress(rows: Int64(count)))
    }
    for (category, index) in indices.enumerated() {
      let sorted = index.sorted()
      levels.append(sorted.values)
      categories[category] = categories[category].map { sorted.position[$0] }
    }
    let sorted = labelIndex.sorted()
    classes = sorted.values
    labels = labels.map { sorted.position[$0] }
  }

  private mutating func append(
    _ batch: Table, _ indices: inout [LevelIndex], _ labelIndex: inout LevelIndex,
    _ layout: FormulaLayout
  ) throws {
    let first = categories.count + 1
    let numbers = batch.columns[first...].map(\.numbers)
    for row in 0..<batch.rowCount {
      guard batch.columns.allSatisfy({ $0.isValid(row) }) else {
        dropped += 1
        continue
      }
      for (position, column) in numbers.enumerated() {
        guard column[row].isFinite else {
          throw EngineError.notFinite(layout.productName(position))
        }
        products[position].append(column[row])
      }
      for category in categories.indices {
        categories[category].append(indices[category].number(batch.columns[category][row]))
      }
      labels.append(labelIndex.number(batch.columns[first - 1][row]))
    }
  }
}
