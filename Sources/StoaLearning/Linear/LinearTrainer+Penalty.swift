import Foundation
import StoaEngine

extension LinearTrainer {
  /// Minimises MLlib's objective with its default solver's scaling (`WeightedLeastSquares`):
  ///
  ///     1/2n Σ(y - b₀ - xb)² + λα Σ uⱼ|bⱼ| + λ(1-α)/2σ Σ uⱼ²bⱼ²
  ///
  /// λ is `reg_param`, α `elastic_net_param`, σ the population deviation of the label, and uⱼ that
  /// of column j, or 1 without `standardization`. The intercept has no penalty.
  func penalized(_ centred: CrossProducts, _ design: Design) -> Solution {
    let hasIntercept = design.hasIntercept
    let cross = hasIntercept ? centred : centred.aboutZero()
    let rows = cross.rows
    let strength = parameters[float: "reg_param"]
    let lasso = parameters[float: "elastic_net_param"]
    var spread = (max(centred.labelSquare, 0) / rows).squareRoot()
    if spread == 0 { spread = centred.labelMean == 0 ? 1 : abs(centred.labelMean) }
    let floor = centred.roundingFloor
    let constant = design.columnNames.indices.filter {
      centred.columns[$0, $0] <= floor[$0]
    }
    let units = design.columnNames.indices.map { column in
      parameters[bool: "standardization"]
        ? (max(centred.columns[column, column], 0) / rows).squareRoot() : 1
    }
    var quadratic = cross.columns
    for index in quadratic.values.indices { quadratic.values[index] /= rows }
    for column in units.indices {
      quadratic[column, column] += strength * (1 - lasso) / spread * units[column] * units[column]
    }
    if hasIntercept {
      for column in constant {
        for row in units.indices {
          quadratic[row, column] = 0
          quadratic[column, row] = 0
        }
      }
    }
    let problem = PenalizedQuadratic(
      quadratic: quadratic, linear: cross.label.map { $0 / rows },
      weights: units.map { strength * lasso * $0 })
    let solution = problem.minimize(
      from: Array(repeating: 0, count: units.count),
      maxIterations: parameters[int: "max_iter"], tolerance: parameters[float: "tol"])
    let values = solution.coefficients
    let fitted = cross.columns.times(values)
    let errors = cross.labelSquare - 2 * dot(values, cross.label) + dot(values, fitted)
    let statistics = LinearStatistics(
      rows: rows, errors: max(errors, 0), total: cross.labelSquare,
      rank: values.count { $0 != 0 }, hasIntercept: hasIntercept, hasTests: false)
    var notes = [
      "the coefficients carry a penalty, so they have no standard errors, t or p"
    ]
    if hasIntercept {
      notes += constant.map {
        "`\(design.columnNames[$0])` is constant, so its coefficient is zero"
      }
    }
    if !solution.hasConverged {
      notes.append(
        "the iterations ended before the coefficients settled: raise `max_iter` above"
          + " \(parameters[int: "max_iter"])")
    }
    return Solution(
      intercept: hasIntercept
        ? CoefficientEstimate(
          term: CoefficientEstimate.intercept,
          value: cross.labelMean - dot(values, cross.means)) : nil,
      coefficients: zip(design.columnNames, values).map {
        CoefficientEstimate(term: $0, value: $1)
      },
      statistics: statistics, notes: notes)
  }
}
