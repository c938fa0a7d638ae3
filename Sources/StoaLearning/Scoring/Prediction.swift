import StoaEngine
import StoaPlan

/// What a model says of one row.
public struct Prediction: Hashable, Sendable {
  /// A number or a class; null where something that the model reads is null or a category that
  /// training did not see.
  public var value: Value
  /// The probability of each class, in the model's order; empty for a regression and for null.
  public var probabilities: [Double]

  public init(value: Value, probabilities: [Double] = []) {
    self.value = value
    self.probabilities = probabilities
  }
}

extension Design {
  /// The positions of a row's levels and the values of its products; nil where one is null or a
  /// level is not known.
  func encode(_ row: NamedRow) throws -> (levels: [Int], products: [Double])? {
    let evaluator = ScalarEvaluator(row: row)
    var positions: [Int] = []
    for (category, known) in zip(layout.categories, levels) {
      let value = try evaluator.evaluate(category.value)
      guard let position = known.position(ofSorted: value) else { return nil }
      positions.append(position)
    }
    var products: [Double] = []
    for product in layout.products {
      var result: Double?
      for factor in product {
        guard let number = try evaluator.evaluate(factor.value).number else { return nil }
        result = result.map { $0 * number } ?? number
      }
      products.append(result ?? 1)
    }
    return (positions, products)
  }
}

extension [Value] {
  /// The position of a value among ascending levels, by bisection.
  func position(ofSorted value: Value) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].precedes(value) { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == value ? low : nil
  }
}
