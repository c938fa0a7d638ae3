import StoaEngine
import StoaPlan

/// The factors of a formula sorted by what they are, before the levels of any are known.
struct FormulaLayout: Hashable, Sendable {
  /// One term by positions in the lists below.
  struct Term: Hashable, Sendable {
    var categories: [Int]
    /// Position of the product of its numeric factors; nil where it has none.
    var product: Int?
  }

  /// The distinct text and bool factors.
  let categories: [NamedExpression]
  /// The distinct products of numeric factors, most of them of one factor.
  let products: [[NamedExpression]]
  /// Without repetitions; a factor that stands twice in a term counts once, as in R.
  let terms: [Term]

  /// Sorts the factors of a formula.
  ///
  /// - Throws: `EngineError` where a factor is neither text, bool nor a number.
  init(_ formula: Formula) throws {
    var categories: [NamedExpression] = []
    var products: [[NamedExpression]] = []
    var terms: [Term] = []
    for term in formula.terms {
      var found: [Int] = []
      var numbers: [NamedExpression] = []
      for factor in term.factors {
        switch factor.value.type {
        case .string, .bool:
          let position = categories.position(addingIfNew: factor)
          if !found.contains(position) { found.append(position) }
        case let type where type.isNumeric:
          if !numbers.contains(where: { $0.name == factor.name }) { numbers.append(factor) }
        case let type:
          throw EngineError(
            .unsupported,
            "`\(factor.name)` is \(type.withArticle), and a formula takes numbers, text and bool",
            hint: type.isTemporal ? "use parts of it, as `month(\(factor.name))`" : nil)
        }
      }
      let product = numbers.isEmpty ? nil : products.position(addingIfNew: numbers)
      let layout = Term(categories: found, product: product)
      let isKnown = terms.contains {
        Set($0.categories) == Set(layout.categories) && $0.product == product
      }
      if !isKnown { terms.append(layout) }
    }
    self.categories = categories
    self.products = products
    self.terms = terms
  }

  /// The values of the products, as expressions over the input.
  var productExpressions: [Expression] { products.map { .product($0.map(\.value)) } }

  /// A product as the formula writes it.
  func productName(_ position: Int) -> String {
    products[position].map(\.name).joined(separator: ":")
  }
}

extension [NamedExpression] {
  fileprivate mutating func position(addingIfNew factor: NamedExpression) -> Int {
    if let known = firstIndex(where: { $0.name == factor.name }) { return known }
    append(factor)
    return count - 1
  }
}

extension [[NamedExpression]] {
  fileprivate mutating func position(addingIfNew product: [NamedExpression]) -> Int {
    let names = Set(product.map(\.name))
    if let known = firstIndex(where: { Set($0.map(\.name)) == names }) { return known }
    append(product)
    return count - 1
  }
}

extension Formula {
  /// The columns that its terms read, in the order of their first use.
  var inputs: [Field] {
    var fields: [Field] = []
    func visit(_ expression: Expression) {
      if case .column(let name, let type) = expression {
        if !fields.contains(where: { $0.name == name }) { fields.append(Field(name, type)) }
      }
      expression.parts.forEach(visit)
    }
    for factor in terms.flatMap(\.factors) { visit(factor.value) }
    return fields
  }
}
