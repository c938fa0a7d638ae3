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

  /// The model, where it has no penalty with standard errors from the information matrix and a last
  /// step of Newton's method, so that engines agree beyond the solver's tolerance.
  ///
  /// - Parameters:
  ///   - classes: in ascending order, with their rows.
  ///   - rows: the complete rows.
  ///   - answer: the rows of a small plan.
  public func logisticModel(
    _ fit: LogisticFit, _ columns: Columns, classes: [(value: Value, rows: Int64)],
    _ facts: TrainingFacts, rows: Plan, handle: (any EngineHandle)? = nil,
    answer: (Plan) async throws -> Table
  ) async throws -> LogisticModel {
    let isPenalized = parameters[float: "reg_param"] > 0
    let hasIntercept = columns.design.hasIntercept
    // Without a penalty only differences between classes are determined: the first is the pivot.
    let hasPivot = fit.coefficients.count == 1 || !isPenalized
    let pivot = fit.coefficients.count > 1 && hasPivot ? 0 : nil
    var equations = fit.coefficients.indices.dropFirst(pivot == nil ? 0 : 1).map { row in
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
    if isPenalized {
      notes.append("the coefficients carry a penalty, so they have no standard errors, z or p")
    } else if let finding = try await finding(
      equations, columns, classes.map(\.value), rows, count, answer)
    {
      let hasSettled = fit.iterations < parameters[int: "max_iter"]
      for row in equations.indices {
        equations[row].take(finding, row, moved: hasSettled)
      }
    } else {
      notes.append("with so many coefficients no standard errors are computed on \(facts.engine)")
    }
    if fit.iterations >= parameters[int: "max_iter"] { notes.append(notSettled) }
    var model = try LogisticModel(
      formula: request.formula, design: columns.design,
      solution: LogisticTrainer.Solution(
        classes: classes.map(\.value), equations: equations, statistics: statistics, notes: notes),
      facts: facts)
    model.handle = handle
    return model
  }

  /// Nil where there are too many coefficients, or a sum is not finite.
  private func finding(
    _ equations: [LogisticTrainer.Equation], _ columns: Columns, _ classes: [Value],
    _ rows: Plan, _ count: Double, _ answer: (Plan) async throws -> Table
  ) async throws -> LogisticInformation.Finding? {
    let information = LogisticInformation(
      columns: columns.expressions,
      intercepts: equations.map { $0.intercept?.value ?? 0 },
      coefficients: equations.map { $0.coefficients.map { $0.value ?? 0 } },
      hasIntercept: columns.design.hasIntercept, label: labelPosition(classes),
      classes: equations.map(\.classIndex))
    guard information.size <= LogisticInformation.mostSums else { return nil }
    let moments = columns.names.isEmpty ? [] : try await answer(information.moments(rows)).row(0)
    let scaling = information.scaling(moments)
    let sums = try await answer(information.sums(rows, scaling)).row(0)
    return information.finding(sums, scaling, rows: count)
  }
}

extension LogisticTrainer.Equation {
  /// Takes the errors of an equation, and the step that brings its coefficients to the maximum.
  fileprivate mutating func take(
    _ finding: LogisticInformation.Finding, _ row: Int, moved: Bool
  ) {
    intercept?.standardError = finding.errors.intercepts.isEmpty
      ? nil : finding.errors.intercepts[row]
    for column in coefficients.indices {
      coefficients[column].standardError = finding.errors.coefficients[row][column]
    }
    guard moved, let intercepts = finding.intercepts, let steps = finding.coefficients else {
      return
    }
    intercept?.value? += intercepts[row]
    for column in coefficients.indices { coefficients[column].value? += steps[row][column] }
  }
}
