import Foundation
import StoaEngine
import StoaPlan

/// A trained logistic regression of two or more classes.
public struct LogisticModel: Model {
  /// The score of a class.
  public struct Equation: Hashable, Sendable {
    public let label: Value
    /// Nil where scores go through the origin.
    public let intercept: CoefficientEstimate?
    /// One for each column of the design.
    public let coefficients: [CoefficientEstimate]
  }

  public let formula: Formula
  public let facts: TrainingFacts
  /// In ascending order.
  public let classes: [Value]
  /// For two classes that of the second; else one for each class, or for each but the first.
  public let equations: [Equation]
  public let statistics: LogisticStatistics
  public let notes: [String]
  public let identity: String
  let design: Design
  /// The score of each class, before it is made a probability.
  let forms: [LinearForm]
  /// What the engine that trained it holds.
  public internal(set) var handle: (any EngineHandle)?

  /// The same with what an engine holds for it.
  public func held(by handle: any EngineHandle) -> LogisticModel {
    var copy = self
    copy.handle = handle
    return copy
  }

  public var kind: ModelKind { .logistic }
  public var task: LearningTask { .classification }
  public var inputs: [Field] { formula.inputs }
  public var labelType: DataType { formula.label.value.type }
  public var labelName: String { formula.label.name }

  init(
    formula: Formula, design: Design, solution: LogisticTrainer.Solution, facts: TrainingFacts
  ) throws {
    self.formula = formula
    self.facts = facts
    self.design = design
    classes = solution.classes
    statistics = solution.statistics
    notes = solution.notes
    equations = solution.equations.map {
      Equation(
        label: solution.classes[$0.classIndex], intercept: $0.intercept,
        coefficients: $0.coefficients)
    }
    var forms = Array(
      repeating: LinearForm(
        design: design, intercept: 0, coefficients: Array(repeating: 0, count: design.width)),
      count: solution.classes.count)
    for equation in solution.equations {
      forms[equation.classIndex].intercept = equation.intercept?.value ?? 0
      forms[equation.classIndex].coefficients = equation.coefficients.map { $0.value ?? 0 }
    }
    self.forms = forms
    identity = try ModelDocument.identity(.logistic(formula, design, solution), facts)
  }

  /// The probability of each class, 1/(1 + Σ exp(how far another class is above it)): no sum of
  /// these overflows to anything but a probability of zero.
  public var scores: [StoaPlan.Expression]? {
    guard classes.count <= LogisticTrainer.mostClasses else { return nil }
    return forms.indices.map { own in
      let others = forms.indices.filter { $0 != own }.map { forms[$0] - forms[own] }
      return .number(1) / others.reduce(.number(1)) { $0 + .exponential($1.expression) }
    }
  }

  public var features: [StoaPlan.Expression] { design.columnExpressions }

  /// The most probable class of one row, computed in this process; of equal ones the first.
  ///
  /// - Parameter row: has the `inputs`.
  /// - Throws: `EngineError` where a value is missing or of another type, or a factor of the
  ///   formula can be computed by an engine alone.
  public func predict(row: NamedRow) throws -> Prediction {
    guard let encoded = try design.encode(row) else { return Prediction(value: .null) }
    let scores = forms.map { $0.value(levels: encoded.levels, products: encoded.products) }
    let probabilities = scores.indices.map { own in
      1 / scores.indices.reduce(1.0) { $1 == own ? $0 : $0 + exp(scores[$1] - scores[own]) }
    }
    var best = 0
    for (index, probability) in probabilities.enumerated() where probability > probabilities[best] {
      best = index
    }
    return Prediction(value: classes[best], probabilities: probabilities)
  }

  public var summary: ModelSummary {
    ModelSummary(
      title: "logistic regression: \(formula.text)", tables: [coefficientTable],
      figures: figures, notes: [target] + notes)
  }

  /// What the coefficients are about.
  private var target: String {
    if classes.count == 2 {
      return "coefficients are log odds of \(labelName) = \(classes[1].level) against"
        + " \(classes[0].level)"
    }
    return equations.count < classes.count
      ? "coefficients are log odds of each class against \(labelName) = \(classes[0].level)"
      : "each class has coefficients of its own; differences between classes are log odds"
  }

  private var coefficientTable: Table {
    let hasClass = classes.count > 2
    var fields = [
      Field("term", .string), Field("coefficient", .float), Field("std_error", .float),
      Field("z", .float), Field("p", .float),
    ]
    if hasClass { fields.insert(Field("class", labelType), at: 0) }
    let rows = equations.flatMap { equation in
      ([equation.intercept].compactMap { $0 } + equation.coefficients).map { estimate in
        (hasClass ? [equation.label] : []) + estimate.cells(Distributions.normalTwoSided)
      }
    }
    return Table(schema: Schema(fields), rows: rows)
  }

  private var figures: [ModelSummary.Figure] {
    let figures: [(String, Value)] = [
      ("rows", .int(statistics.rows)), ("classes", .int(Int64(classes.count))),
      ("accuracy", .float(statistics.accuracy)),
      ("log_likelihood", .float(statistics.logLikelihood)),
      ("deviance", .float(statistics.deviance)),
      ("null_deviance", .float(statistics.nullDeviance)),
      ("pseudo_r2", .float(statistics.pseudoR2)), ("aic", Value(statistics.aic)),
      ("likelihood_ratio", Value(statistics.likelihoodRatio)),
      ("likelihood_ratio_p", Value(statistics.likelihoodRatioPValue)),
      ("iterations", .int(statistics.iterations)),
    ]
    return figures.filter { !$0.1.isNull }.map { ModelSummary.Figure($0.0, $0.1) }
  }
}
