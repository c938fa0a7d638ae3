import StoaPlan

/// A sum of coefficients times the columns of a design, plus a constant: as a number for one row,
/// and as an expression for an engine; both add in the same order.
struct LinearForm: Hashable, Sendable {
  let design: Design
  var intercept: Double
  /// One a column; zero for columns that have no coefficient.
  var coefficients: [Double]

  static func - (left: LinearForm, right: LinearForm) -> LinearForm {
    LinearForm(
      design: left.design, intercept: left.intercept - right.intercept,
      coefficients: zip(left.coefficients, right.coefficients).map { $0 - $1 })
  }

  /// The value for a row, by the positions of its levels and the values of its products.
  func value(levels: [Int], products: [Double]) -> Double {
    var sum = intercept
    for term in design.terms {
      let coefficient = term.column(levels).map { coefficients[$0] } ?? 0
      sum += term.product.map { coefficient * products[$0] } ?? coefficient
    }
    return sum
  }

  /// The value over the columns of the input; null where one of them is null or a category that
  /// training did not see.
  var expression: Expression {
    let products = design.layout.productExpressions
    return design.terms.reduce(.number(intercept)) { sum, term in
      let coefficient = coefficient(of: term)
      return sum + (term.product.map { coefficient * products[$0] } ?? coefficient)
    }
  }

  /// The coefficient of a term for the levels of a row.
  private func coefficient(of term: Design.Term) -> Expression {
    guard !term.categories.isEmpty else {
      return .number(coefficients[term.columns.lowerBound])
    }
    let branches = combinations(of: term).map { choice in
      let conditions = choice.map { position, level in
        let type = design.layout.categories[position].value.type
        return Expression.equal(
          design.layout.categories[position].value,
          .literal(design.levels[position][level], type))
      }
      var levels = Array(repeating: 0, count: design.levels.count)
      for (position, level) in choice { levels[position] = level }
      let value = term.column(levels).map { coefficients[$0] } ?? 0
      return ConditionalBranch(condition: .all(conditions), value: .number(value))
    }
    return .conditional(branches, otherwise: .literal(.null, .float), .float)
  }

  /// All choices of a level for each category of a term.
  private func combinations(of term: Design.Term) -> [[(position: Int, level: Int)]] {
    term.categories.reduce([[]]) { choices, category in
      choices.flatMap { choice in
        design.levels[category.position].indices.map { choice + [(category.position, $0)] }
      }
    }
  }
}
