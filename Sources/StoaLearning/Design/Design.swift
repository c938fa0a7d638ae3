import StoaEngine
import StoaPlan

/// How the terms of a formula become the columns of a design matrix.
///
/// Numbers are used as they are; a category becomes one indicator column a level. Levels are in
/// ascending order, and the first is the reference, which has no column, as in R and statsmodels.
/// A factor of a term keeps all its levels where the term without it is not in the model (J. M.
/// Chambers and T. J. Hastie, Statistical Models in S, 1992, section 2.4.1): the intercept stands
/// for the term without factors, and without an intercept the first category has all its levels.
struct Design: Hashable, Sendable {
  /// A term and the block of columns that it makes: one for each combination of levels.
  struct Term: Hashable, Sendable {
    struct Category: Hashable, Sendable {
      /// Position in `FormulaLayout.categories`
      var position: Int
      /// Whether the first level is the reference.
      var hasReference: Bool
      /// Columns that it makes on its own.
      var width: Int
    }

    var categories: [Category]
    var product: Int?
    /// Its columns; the levels of the last category change fastest.
    var columns: Range<Int>

    /// The one of its columns that is not zero for a row with these levels, by category; nil
    /// where a level is the reference.
    func column(_ levels: some Collection<Int>) -> Int? {
      var offset = 0
      for category in categories {
        let level = levels[levels.index(levels.startIndex, offsetBy: category.position)]
        let choice = category.hasReference ? level - 1 : level
        if choice < 0 { return nil }
        offset = offset * category.width + choice
      }
      return columns.lowerBound + offset
    }
  }

  /// Columns a design may have: the square of it in 64-bit floats must fit a small board.
  static let widest = 4096

  let layout: FormulaLayout
  /// The levels of each category, in ascending order.
  let levels: [[Value]]
  let hasIntercept: Bool
  let terms: [Term]
  /// The names of the columns, as `year`, `fuel[gas]` and `fuel[gas]:year`.
  let columnNames: [String]

  /// Lays out the columns.
  ///
  /// - Throws: `EngineError` where there would be more than `widest` columns.
  init(_ layout: FormulaLayout, levels: [[Value]], hasIntercept: Bool) throws {
    self.layout = layout
    self.levels = levels
    self.hasIntercept = hasIntercept
    var terms: [Term] = []
    var names: [String] = []
    var interceptIsSpanned = hasIntercept
    for term in layout.terms {
      let categories = term.categories.map { position in
        var margin = term
        margin.categories.removeAll { $0 == position }
        let isEmpty = margin.categories.isEmpty && margin.product == nil
        let hasReference =
          isEmpty
          ? interceptIsSpanned
          : layout.terms.contains {
            Set($0.categories) == Set(margin.categories) && $0.product == margin.product
          }
        if isEmpty { interceptIsSpanned = true }
        let width = levels[position].count - (hasReference ? 1 : 0)
        return Term.Category(position: position, hasReference: hasReference, width: width)
      }
      let width = categories.reduce(1.0) { $0 * Double($1.width) }
      guard Double(names.count) + width <= Double(Self.widest) else {
        throw Self.tooWide(layout, term, levels)
      }
      let block = Self.names(of: categories, term.product, layout, levels)
      terms.append(
        Term(
          categories: categories, product: term.product,
          columns: names.count..<names.count + block.count))
      names += block
    }
    self.terms = terms
    columnNames = names
  }

  /// The number of columns, without the intercept.
  var width: Int { columnNames.count }

  /// Sentences on which levels are references, for the reader of the coefficients.
  var referenceNotes: [String] {
    layout.categories.indices.compactMap { position in
      let isContrasted = terms.contains { term in
        term.categories.contains { $0.position == position && $0.hasReference }
      }
      guard isContrasted, let reference = levels[position].first else { return nil }
      return "the reference level of `\(layout.categories[position].name)` is \(reference.level)"
    }
  }

  private static func names(
    of categories: [Term.Category], _ product: Int?, _ layout: FormulaLayout, _ levels: [[Value]]
  ) -> [String] {
    var names = [""]
    for category in categories {
      let name = layout.categories[category.position].name
      let shown = levels[category.position].dropFirst(category.hasReference ? 1 : 0)
      names = names.flatMap { prefix in
        shown.map { (prefix.isEmpty ? "" : prefix + ":") + "\(name)[\($0.level)]" }
      }
    }
    guard let product else { return names }
    let name = layout.productName(product)
    return names.map { $0.isEmpty ? name : $0 + ":" + name }
  }

  private static func tooWide(
    _ layout: FormulaLayout, _ term: FormulaLayout.Term, _ levels: [[Value]]
  ) -> EngineError {
    let worst = term.categories.max { levels[$0].count < levels[$1].count }
    let what = worst.map {
      ", and `\(layout.categories[$0].name)` alone has \(levels[$0].count) levels"
    }
    return EngineError(
      .unsupported, "the formula makes more than \(widest) columns\(what ?? "")",
      hint: "leave it out with `- name`, or put rare levels together before fitting")
  }
}

extension Value {
  /// A level as the names of columns show it.
  var level: String {
    switch self {
    case .string(let text): text
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    default: "\(self)"
    }
  }
}
