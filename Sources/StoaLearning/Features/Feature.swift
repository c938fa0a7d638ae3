import StoaEngine
import StoaPlan

/// What trees and networks look at: a number, or the position of a category's level.
public struct Feature: Hashable, Sendable {
  public let name: String
  /// A number or a category, as the formula has it.
  let value: Expression
  /// The levels of a category in ascending order; nil for a number.
  public let levels: [Value]?

  init(name: String, value: Expression, levels: [Value]?) {
    self.name = name
    self.value = value
    self.levels = levels
  }

  /// The feature as a float over the inputs: null where an input is null, or a level that training
  /// did not see.
  var expression: Expression {
    guard let levels else { return value.asFloat }
    let branches = levels.enumerated().map { position, level in
      ConditionalBranch(
        condition: .equal(value, .literal(level, value.type)), value: .number(Double(position)))
    }
    return .conditional(branches, otherwise: .literal(.null, .float), .float)
  }

  /// The feature of one row; nil where it is null, or a level that training did not see.
  func number(of row: ScalarEvaluator) throws -> Double? {
    let value = try row.evaluate(value)
    guard let levels else { return value.number }
    return levels.position(ofSorted: value).map(Double.init)
  }
}

extension Feature {
  /// The features of a formula, before the levels of its categories are known: each term is one.
  ///
  /// - Throws: `EngineError` of the kind `unsupported` for a product with a category in it.
  static func terms(of formula: Formula, _ kind: ModelKind) throws -> [Feature] {
    let layout = try FormulaLayout(formula)
    return try layout.terms.map { term in
      switch (term.categories.count, term.product) {
      case (1, nil):
        let category = layout.categories[term.categories[0]]
        return Feature(name: category.name, value: category.value, levels: [])
      case (0, .some(let product)):
        return Feature(
          name: layout.productName(product), value: layout.productExpressions[product],
          levels: nil)
      default:
        let names = term.categories.map { layout.categories[$0].name }.joined(separator: ":")
        throw EngineError(
          .unsupported, "`fit \(kind.rawValue)` takes no product with the category \(names)",
          hint: "give the columns one by one; a tree finds what they do together by itself")
      }
    }
  }
}
