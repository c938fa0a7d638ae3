import StoaEngine
import StoaPlan

/// What a formula reads, as the columns of a frame that a trainer outside of this library fits to.
///
/// Categories, products of numbers and the label are columns of their own, under names that no
/// program has.
public struct TrainingFrame: Sendable {
  public let request: FitRequest
  public let parameters: TrainingParameters
  let layout: FormulaLayout

  /// - Throws: `EngineError` where the formula or a parameter is none for the kind.
  public init(_ request: FitRequest) throws {
    self.request = request
    parameters = try TrainingParameters(request.parameters, for: request.kind)
    layout = try FormulaLayout(request.formula)
    if request.task == .classification {
      switch request.formula.label.value.type {
      case .string, .bool, .int: break
      case let type:
        throw EngineError(
          .input, "`\(request.formula.label.name)` is \(type.withArticle), and a classifier"
            + " predicts text, a bool or an int")
      }
    }
  }

  private static let labelName = "__label"
  private static func category(_ position: Int) -> String { "__category_\(position)" }
  private static func number(_ position: Int) -> String { "__number_\(position)" }

  /// The rows with what the formula reads, and nothing else.
  public var plan: Plan {
    let categories = layout.categories.enumerated().map {
      NamedExpression(Self.category($0.offset), $0.element.value)
    }
    let numbers = layout.productExpressions.enumerated().map {
      NamedExpression(Self.number($0.offset), $0.element)
    }
    let label = request.formula.label.value
    let value = request.task == .regression ? label.asFloat : label
    return .project(
      request.input, categories + numbers + [NamedExpression(Self.labelName, value)])
  }

  /// The columns of `plan` that hold categories.
  public var categories: [Expression] {
    layout.categories.enumerated().map {
      .column(Self.category($0.offset), $0.element.value.type)
    }
  }

  /// The columns of `plan` that hold numbers, and what they are in the formula.
  public var numbers: [(column: Expression, name: String)] {
    var numbers = layout.products.indices.map {
      (column: Expression.column(Self.number($0), .float), name: layout.productName($0))
    }
    if request.task == .regression { numbers.append((label, request.formula.label.name)) }
    return numbers
  }

  /// The label's column of `plan`
  public var label: Expression {
    .column(
      Self.labelName, request.task == .regression ? .float : request.formula.label.value.type)
  }

  /// Whether a row of `plan` is complete.
  public var isComplete: Expression {
    .all((categories + numbers.map(\.column) + [label]).map(\.isNotNull))
  }

  /// The position of the label among classes in ascending order, as a float.
  public func labelPosition(_ classes: [Value]) -> Expression {
    Feature(name: Self.labelName, value: label, levels: classes).expression
  }

  /// The formula over the columns of `plan`.
  var formula: Formula {
    let terms = layout.terms.map { term in
      let factors = term.categories.map { position in
        NamedExpression(Self.category(position), categories[position])
      }
      let product = term.product.map {
        [NamedExpression(Self.number($0), .column(Self.number($0), .float))]
      }
      return Formula.Term(factors: factors + (product ?? []))
    }
    return Formula(label: request.formula.label, terms: terms, text: request.formula.text)
  }

  /// What a model says of how it came to be.
  public func facts(engine: any Engine, rows: Int64, dropped: Int64) -> TrainingFacts {
    TrainingFacts(
      engine: engine.name, engineVersion: engine.version, rows: rows, dropped: dropped,
      parameters: parameters.values)
  }

  /// The error where no row is complete.
  public func noRows(dropped: Int64) -> EngineError { .noRows(request.formula, dropped: dropped) }
}

extension TrainingFrame {
  /// The features, and the same over the columns of `plan`.
  ///
  /// - Parameter levels: of each of `categories`, in ascending order.
  public func features(
    levels: [[Value]]
  ) throws -> (features: [Feature], expressions: [Expression]) {
    func known(_ formula: Formula) throws -> [Feature] {
      let layout = try FormulaLayout(formula)
      return try zip(Feature.terms(of: formula, request.kind), layout.terms).map { feature, term in
        let position = term.categories.first
        return Feature(
          name: feature.name, value: feature.value, levels: position.map { levels[$0] })
      }
    }
    return (try known(request.formula), try known(formula).map(\.expression))
  }
}
