import StoaEngine

extension TrainingFrame {
  /// What a solver found of a linear regression; all in the units of the data.
  public struct LinearFit: Sendable {
    public var coefficients: [Double]
    public var intercept: Double
    /// Of each coefficient, the intercept's last; nil where the solver gives none.
    public var standardErrors: [Double]?
    public var rmse: Double
    /// The sum of squares of the label, about its mean where there is an intercept.
    public var total: Double
    public var hasConverged: Bool

    public init(
      coefficients: [Double], intercept: Double, standardErrors: [Double]?, rmse: Double,
      total: Double, hasConverged: Bool
    ) {
      self.coefficients = coefficients
      self.intercept = intercept
      self.standardErrors = standardErrors
      self.rmse = rmse
      self.total = total
      self.hasConverged = hasConverged
    }
  }

  public func linearModel(
    _ fit: LinearFit, _ columns: Columns, _ facts: TrainingFacts,
    handle: (any EngineHandle)? = nil
  ) throws -> LinearModel {
    let hasIntercept = columns.design.hasIntercept
    let isPenalized = parameters[float: "reg_param"] > 0
    let rows = Double(facts.rows)
    let errors = fit.rmse * fit.rmse * rows
    let statistics = LinearStatistics(
      rows: rows, errors: errors, total: fit.total,
      rank: isPenalized ? fit.coefficients.count { $0 != 0 } : fit.coefficients.count,
      hasIntercept: hasIntercept, hasTests: !isPenalized)
    var notes = notes(columns, dropped: facts.dropped)
    if isPenalized {
      notes.append("the coefficients carry a penalty, so they have no standard errors, t or p")
    }
    if !fit.hasConverged { notes.append(notSettled) }
    let errorsOf = isPenalized ? nil : fit.standardErrors
    let solution = LinearTrainer.Solution(
      intercept: hasIntercept
        ? CoefficientEstimate(
          term: CoefficientEstimate.intercept, value: fit.intercept,
          standardError: errorsOf?.last) : nil,
      coefficients: zip(columns.names, fit.coefficients).enumerated().map {
        CoefficientEstimate(
          term: $0.element.0, value: $0.element.1, standardError: errorsOf?[$0.offset])
      },
      statistics: statistics, notes: notes)
    var model = try LinearModel(
      formula: request.formula, design: columns.design, solution: solution, facts: facts)
    model.handle = handle
    return model
  }
}
