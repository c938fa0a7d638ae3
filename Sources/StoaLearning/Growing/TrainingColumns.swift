import StoaEngine
import StoaPlan

/// The rows of a training in this process, column by column.
///
/// Memory: 8 bytes a number and 4 a level or class, for each row.
struct TrainingColumns: Sendable {
  enum Values: Sendable {
    /// NaN is a missing value.
    case numbers([Double])
    /// Positions of levels in ascending order; -1 is a missing value.
    case levels([Int32])
  }

  enum Label: Sendable {
    case numbers([Double])
    case classes([Int32])
  }

  let features: [Feature]
  let columns: [Values]
  let label: Label
  /// In ascending order; empty for a regression.
  let classes: [Value]
  let rows: Int
  /// Rows left out because something in them was null.
  let dropped: Int64

  /// Fetches what a formula reads, once.
  ///
  /// - Parameter keepsNulls: whether a row without a value of a feature is kept.
  /// - Throws: `EngineError` from the engine; of the kind `input` where no row is complete or there
  ///   is one class, `query` where a number is not finite.
  init(
    _ frame: TrainingFrame, keepsNulls: Bool, engine: any Engine, _ context: ExecutionContext
  ) async throws {
    let layout = frame.layout
    let isClassifier = frame.request.task == .classification
    let categoryCount = layout.categories.count
    var numbers = Array(repeating: [Double](), count: layout.products.count)
    var levels = Array(repeating: [Int32](), count: categoryCount + (isClassifier ? 1 : 0))
    var indices = Array(repeating: LevelIndex(), count: levels.count)
    var targets: [Double] = []
    var (rows, dropped) = (0, Int64(0))
    for try await batch in try await engine.run(frame.plan, context).batches {
      try Task.checkIfCancelled()
      let columns = batch.columns
      guard let labelColumn = columns.last else { break }
      let required = keepsNulls ? [labelColumn] : columns
      let kept = Self.complete(required, batch.rowCount)
      let count = kept?.count ?? batch.rowCount
      dropped += Int64(batch.rowCount - count)
      rows += count
      try Self.check(rows, numbers.count, levels.count, context)
      for category in 0..<categoryCount {
        levels[category].append(columns[category], kept, &indices[category])
      }
      let taken = Parallel.map(numbers.count) { product in
        Result {
          try columns[categoryCount + product].numbers(kept, layout.productName(product))
        }
      }
      for (product, values) in taken.enumerated() {
        numbers[product].append(contentsOf: try values.get())
      }
      if isClassifier {
        levels[categoryCount].append(labelColumn, kept, &indices[categoryCount])
      } else {
        targets += try labelColumn.numbers(kept, frame.request.formula.label.name)
      }
      context.onProgress(Progress(rows: Int64(rows)))
    }
    guard rows > 0 else { throw frame.noRows(dropped: dropped) }
    var sorted: [[Value]] = []
    for (category, index) in indices.enumerated() {
      let (values, position) = index.sorted()
      sorted.append(values)
      for row in levels[category].indices where levels[category][row] >= 0 {
        levels[category][row] = Int32(position[Int(levels[category][row])])
      }
    }
    classes = isClassifier ? sorted.removeLast() : []
    label = isClassifier ? .classes(levels[categoryCount]) : .numbers(targets)
    features = try frame.features(levels: sorted).features
    columns = layout.terms.map { term in
      if let category = term.categories.first { return .levels(levels[category]) }
      return .numbers(term.product.map { numbers[$0] } ?? [])
    }
    self.rows = rows
    self.dropped = dropped
    guard !isClassifier || classes.count > 1 else {
      throw EngineError(
        .input,
        "`\(frame.request.formula.label.name)` is the same in every row, so there is"
          + " nothing to tell apart")
    }
  }

  /// Refuses rows that would not fit the memory: numbers and bins of a column, twice, and what the
  /// growing of a tree takes for a row.
  private static func check(
    _ rows: Int, _ numbers: Int, _ levels: Int, _ context: ExecutionContext
  ) throws {
    guard let budget = context.trainingBudget else { return }
    let bytes = Int64(rows) * Int64(12 * numbers + 8 * levels + 48)
    guard bytes > budget else { return }
    throw EngineError(
      .resources,
      "the training needs more memory than the \(budget >> 20) MiB that are left to it: \(rows)"
        + " rows and more of \(numbers + levels) columns",
      hint: "train on a part, as in `frame | sample 10%`, or start the program with more:"
        + " `STOA_MEMORY=4GB stoa`")
  }

  /// The rows in which every column has a value; nil where that is all of them.
  private static func complete(_ columns: [Column], _ count: Int) -> [Int]? {
    guard columns.contains(where: { $0.nullCount > 0 }) else { return nil }
    return (0..<count).filter { row in columns.allSatisfy { $0.isValid(row) } }
  }
}

extension [Int32] {
  fileprivate mutating func append(_ column: Column, _ kept: [Int]?, _ index: inout LevelIndex) {
    append(contentsOf: index.numbers(of: column, kept))
  }
}

extension Column {
  /// The numbers of the rows that count, NaN where one is missing; nothing else may be.
  fileprivate func numbers(_ kept: [Int]?, _ name: String) throws -> [Double] {
    var taken = numbers
    if let kept { taken = kept.map { taken[$0] } }
    let hasNulls = nullCount > 0
    for place in taken.indices where !taken[place].isFinite {
      guard hasNulls, !isValid(kept?[place] ?? place) else { throw EngineError.notFinite(name) }
    }
    return taken
  }
}
