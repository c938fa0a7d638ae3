import Foundation
import StoaEngine

extension LogisticTrainer {
  /// The estimates in the units of the data, with standard errors from the Hessian.
  func solution(
    _ outcome: LogisticSolver.Outcome, _ objective: LogisticObjective, _ design: Design,
    _ rows: TrainingRows, isPenalized: Bool, notes: [String]
  ) -> Solution {
    let scaled = objective.design
    let scaling = LogisticErrors.Scaling(
      shifts: scaled.shifts, factors: scaled.factors, hasIntercept: objective.hasIntercept)
    let errors = isPenalized ? nil : outcome.value.hessian.map {
      LogisticErrors(
        hessian: $0, equations: objective.equations, scaling: scaling, rows: Double(scaled.rows))
    }
    var equations: [Equation] = []
    for equation in 0..<objective.equations {
      let start = equation * objective.stride
      let coefficients = design.columnNames.indices.map { column in
        let factor = scaled.factors[column]
        guard factor > 0 else {
          return CoefficientEstimate(
            term: design.columnNames[column], value: isPenalized ? 0 : nil)
        }
        return CoefficientEstimate(
          term: design.columnNames[column], value: outcome.theta[start + column] * factor,
          standardError: errors?.coefficients[equation][column])
      }
      var intercept: CoefficientEstimate?
      if objective.hasIntercept {
        let shift = design.columnNames.indices.reduce(0.0) {
          $0 + scaled.shifts[$1] * scaled.factors[$1] * outcome.theta[start + $1]
        }
        intercept = CoefficientEstimate(
          term: CoefficientEstimate.intercept,
          value: outcome.theta[start + design.width] - shift,
          standardError: errors?.intercepts[equation])
      }
      equations.append(
        Equation(
          classIndex: equation + (objective.hasPivot ? 1 : 0), intercept: intercept,
          coefficients: coefficients))
    }
    if !objective.hasPivot { centreIntercepts(&equations) }
    let perEquation = scaled.factors.count { $0 > 0 }
    let count = Double(rows.count)
    let nullLogLikelihood = rows.classCounts.reduce(0.0) {
      $0 + Double($1) * log(Double($1) / count)
    }
    let statistics = LogisticStatistics(
      rows: Int64(rows.count), logLikelihood: outcome.value.logLikelihood,
      nullLogLikelihood: nullLogLikelihood,
      parameters: Int64(objective.equations * (perEquation + (objective.hasIntercept ? 1 : 0))),
      modelDegreesOfFreedom: Int64(
        objective.hasIntercept ? objective.equations * perEquation : 0),
      accuracy: Double(outcome.value.correct) / count, isPenalized: isPenalized,
      iterations: Int64(outcome.iterations))
    return Solution(
      classes: rows.classes, equations: equations, statistics: statistics,
      notes: notes + outcomeNotes(outcome, objective, design, rows, isPenalized: isPenalized))
  }

  private func outcomeNotes(
    _ outcome: LogisticSolver.Outcome, _ objective: LogisticObjective, _ design: Design,
    _ rows: TrainingRows, isPenalized: Bool
  ) -> [String] {
    var notes: [String] = []
    if isPenalized {
      notes.append("the coefficients carry a penalty, so they have no standard errors, z or p")
      for column in design.columnNames.indices where objective.design.factors[column] == 0 {
        notes.append("`\(design.columnNames[column])` is constant, so its coefficient is zero")
      }
    } else if outcome.value.hessian == nil {
      notes.append(
        "with more than \(LogisticSolver.largestNewton) coefficients no standard errors are"
          + " computed")
    }
    var separated: [Int] = []
    for position in outcome.separated {
      let column = position % objective.stride
      if column < design.width && !separated.contains(column) { separated.append(column) }
    }
    if !outcome.separated.isEmpty {
      let names = separated.prefix(8).map { "`\(design.columnNames[$0])`" }
        .joined(separator: ", ")
      let what = names.isEmpty ? "the columns" : names
      notes.append(
        "the classes are separated, completely or in part, by \(what): the likelihood has no"
          + " maximum, so coefficients grow without bound and are where the iterations stopped;"
          + " a `reg_param` above 0 gives finite ones")
    }
    if !outcome.hasConverged {
      notes.append(
        "the iterations ended before the coefficients settled: raise `max_iter` above"
          + " \(parameters[int: "max_iter"])")
    }
    return notes
  }

  /// The sum of all intercepts is free where every class has an equation; it is set to zero.
  private func centreIntercepts(_ equations: inout [Equation]) {
    let values = equations.compactMap { $0.intercept?.value }
    guard !values.isEmpty else { return }
    let mean = values.reduce(0, +) / Double(values.count)
    for index in equations.indices {
      guard let value = equations[index].intercept?.value else { continue }
      equations[index].intercept?.value = value - mean
    }
  }
}
