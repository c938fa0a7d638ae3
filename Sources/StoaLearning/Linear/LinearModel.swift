import StoaEngine
import StoaPlan

/// A trained linear regression.
public struct LinearModel: Model {
  public let formula: Formula
  public let facts: TrainingFacts
  /// Nil where the line goes through the origin.
  public let intercept: CoefficientEstimate?
  /// One for each column of the design.
  public let coefficients: [CoefficientEstimate]
  public let statistics: LinearStatistics
  public let notes: [String]
  public let identity: String
  let form: LinearForm
  /// What the engine that trained it holds.
  public internal(set) var handle: (any EngineHandle)?

  /// The same with what an engine holds for it.
  public func held(by handle: any EngineHandle) -> LinearModel {
    var copy = self
    copy.handle = handle
    return copy
  }

  public var kind: ModelKind { .linear }
  public var task: LearningTask { .regression }
  public var inputs: [Field] { formula.inputs }
  /// A linear model predicts floats, whatever number the label is.
  public var labelType: DataType { .float }
  public var labelName: String { formula.label.name }
  public var classes: [Value] { [] }
  public var scores: [Expression]? { [form.expression] }

  init(
    formula: Formula, design: Design, solution: LinearTrainer.Solution, facts: TrainingFacts
  ) throws {
    self.formula = formula
    self.facts = facts
    intercept = solution.intercept
    coefficients = solution.coefficients
    statistics = solution.statistics
    notes = solution.notes
    form = LinearForm(
      design: design, intercept: solution.intercept?.value ?? 0,
      coefficients: solution.coefficients.map { $0.value ?? 0 })
    identity = try ModelDocument.identity(
      .linear(formula, design, solution), facts)
  }

  /// The prediction for one row, computed in this process.
  ///
  /// - Parameter row: has the `inputs`.
  /// - Throws: `EngineError` where a value is missing or of another type, or a factor of the
  ///   formula can be computed by an engine alone.
  public func predict(row: NamedRow) throws -> Prediction {
    guard let encoded = try form.design.encode(row) else { return Prediction(value: .null) }
    return Prediction(
      value: .float(form.value(levels: encoded.levels, products: encoded.products)))
  }

  public var summary: ModelSummary {
    let rows = ([intercept].compactMap { $0 } + coefficients).map { estimate in
      estimate.cells { statistic in
        Distributions.studentTwoSided(
          statistic, degreesOfFreedom: Double(statistics.residualDegreesOfFreedom))
      }
    }
    let schema = Schema([
      Field("term", .string), Field("coefficient", .float), Field("std_error", .float),
      Field("t", .float), Field("p", .float),
    ])
    return ModelSummary(
      title: "linear regression: \(formula.text)",
      tables: [Table(schema: schema, rows: rows)], figures: figures, notes: notes)
  }

  private var figures: [ModelSummary.Figure] {
    let figures: [(String, Value)] = [
      ("rows", .int(statistics.rows)), ("r2", Value(statistics.r2)),
      ("adjusted_r2", Value(statistics.adjustedR2)), ("rmse", .float(statistics.rmse)),
      ("residual_std_error", Value(statistics.residualStandardError)),
      ("residual_df", .int(statistics.residualDegreesOfFreedom)),
      ("f", Value(statistics.f)), ("model_df", .int(statistics.modelDegreesOfFreedom)),
      ("f_p", Value(statistics.fPValue)),
    ]
    return figures.filter { !$0.1.isNull }.map { ModelSummary.Figure($0.0, $0.1) }
  }
}

extension CoefficientEstimate {
  /// The term, the estimate, its standard error, its statistic and that statistic's probability.
  func cells(_ probability: (Double) -> Double) -> [Value] {
    [
      .string(term), Value(value), Value(standardError), Value(statistic),
      Value(statistic.map(probability)),
    ]
  }
}

extension Value {
  /// A float, or null where there is none.
  init(_ number: Double?) {
    self = number.map(Value.float) ?? .null
  }
}
