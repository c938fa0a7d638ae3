import StoaPlan

extension Design {
  /// The columns of the design as floats over the inputs: null where an input is null, or a level
  /// that training did not see.
  var columnExpressions: [Expression] {
    terms.flatMap { term -> [Expression] in
      let product = term.product.map { layout.productExpressions[$0] }
      guard !term.categories.isEmpty else { return [product ?? .number(1)] }
      return choices(of: term).map { choice in
        let indicator = Expression.conditional(
          [
            ConditionalBranch(condition: .all(choice.map(isLevel)), value: .number(1)),
            ConditionalBranch(
              condition: .all(choice.map { isKnown($0.category) }), value: .number(0)),
          ], otherwise: .literal(.null, .float), .float)
        return product.map { indicator * $0 } ?? indicator
      }
    }
  }

  /// The levels that each column of a term stands for; the last category changes fastest.
  private func choices(of term: Term) -> [[(category: Int, level: Int)]] {
    term.categories.reduce([[]]) { choices, category in
      let own = levels[category.position].indices.dropFirst(category.hasReference ? 1 : 0)
      return choices.flatMap { choice in own.map { choice + [(category.position, $0)] } }
    }
  }

  private func isLevel(_ choice: (category: Int, level: Int)) -> Expression {
    let value = layout.categories[choice.category].value
    return .equal(value, .literal(levels[choice.category][choice.level], value.type))
  }

  private func isKnown(_ category: Int) -> Expression {
    let value = layout.categories[category].value
    return .isIn(value, levels[category].map { .literal($0, value.type) })
  }
}
