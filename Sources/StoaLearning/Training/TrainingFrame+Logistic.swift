import StoaEngine
import StoaPlan

import func Foundation.log

extension TrainingFrame {
  /// What a solver found of a logistic regression.
  public struct LogisticFit: Sendable {
    /// A row for each class; for two classes one, of the second against the first.
    public var coefficients: [[Double]]
    public var intercepts: [Double]
    public var logLoss: Double
    public var accuracy: Double
    public var iterations: Int

    public init(
      coefficients: [[Double]], intercepts: [Double], logLoss: Double, accuracy: Double,
      iterations: Int
    ) {
      self.coefficients = coefficients
      self.intercepts = intercepts
      self.logLoss = logLoss
      self.accuracy = accuracy
      self.iterations = iterations
    }
  }

  /// - Parameter classes: in ascending order, with their rows.
  public func logisticModel(
    _ fit: LogisticFit, _ columns: Columns, classes: [(value: Value, rows: Int64)],
    _ facts: TrainingFacts, handle: (any EngineHandle)? = nil
  ) throws -> LogisticModel {
    let isPenalized = parameters[float: "reg_param"] > 0
    let hasIntercept = columns.design.hasIntercept
    // Without a penalty only differences between classes are determined: the first is the pivot.
    let hasPivot = fit.coefficients.count == 1 || !isPenalized
    let pivot = fit.coefficients.count > 1 && hasPivot ? 0 : nil
    let equations = fit.coefficients.indices.dropFirst(pivot == nil ? 0 : 1).map { row in
      let base = pivot.map { fit.coefficients[$0] }
      let values = fit.coefficients[row].enumerated().map { $1 - (base?[$0] ?? 0) }
      let intercept = fit.intercepts[row] - (pivot.map { fit.intercepts[$0] } ?? 0)
      return LogisticTrainer.Equation(
        classIndex: fit.coefficients.count == 1 ? 1 : row,
        intercept: hasIntercept
          ? CoefficientEstimate(term: CoefficientEstimate.intercept, value: intercept) : nil,
        coefficients: zip(columns.names, values).map { CoefficientEstimate(term: $0, value: $1) })
    }
    let count = Double(facts.rows)
    let perEquation = columns.names.count
    let statistics = LogisticStatistics(
      rows: facts.rows, logLikelihood: -fit.logLoss * count,
      nullLogLikelihood: classes.reduce(0.0) {
        $0 + Double($1.rows) * log(Double($1.rows) / count)
      },
      parameters: Int64(equations.count * (perEquation + (hasIntercept ? 1 : 0))),
      modelDegreesOfFreedom: Int64(hasIntercept ? equations.count * perEquation : 0),
      accuracy: fit.accuracy, isPenalized: isPenalized, iterations: Int64(fit.iterations))
    var notes = notes(columns, dropped: facts.dropped)
    notes.append(
      isPenalized
        ? "the coefficients carry a penalty, so they have no standard errors, z or p"
        : "\(facts.engine) gives no standard errors here, so there are no z and p")
    if fit.iterations >= parameters[int: "max_iter"] { notes.append(notSettled) }
    var model = try LogisticModel(
      formula: request.formula, design: columns.design,
      solution: LogisticTrainer.Solution(
        classes: classes.map(\.value), equations: equations, statistics: statistics, notes: notes),
      facts: facts)
    model.handle = handle
    return model
  }
}
