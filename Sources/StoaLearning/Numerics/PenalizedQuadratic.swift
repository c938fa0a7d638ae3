/// The problem: minimise ½bᵀQb - cᵀb + Σ wⱼ|bⱼ|, for a symmetric Q without negative eigenvalues.
///
/// It is solved by coordinate descent (J. Friedman, T. Hastie and R. Tibshirani, Journal of
/// Statistical Software 33, 2010). Once descent has found which coefficients are not zero and
/// their signs, these solve a linear system, and that solution is taken where it fulfils the
/// conditions of the minimum: so the result does not depend on the tolerance.
struct PenalizedQuadratic: Sendable {
  var quadratic: Matrix
  var linear: [Double]
  /// The weights w, not negative.
  var weights: [Double]

  struct Solution: Sendable {
    var coefficients: [Double]
    var hasConverged: Bool
  }

  /// Minimises from a starting point.
  ///
  /// - Parameters:
  ///   - maxIterations: how often the set of non-zero coefficients is looked for anew.
  ///   - tolerance: the relative change of a sweep at which the linear system is tried.
  func minimize(from start: [Double], maxIterations: Int, tolerance: Double) -> Solution {
    let diagonal = quadratic.diagonal
    let movable = diagonal.indices.filter { diagonal[$0] > 0 }
    var state = State(coefficients: start, residual: residual(start))
    var threshold = tolerance
    for _ in 0..<maxIterations {
      var change = sweep(movable, diagonal, &state)
      var sweeps = 0
      while change > threshold * state.scale(diagonal) && sweeps < 200 {
        let active = movable.filter { state.coefficients[$0] != 0 }
        change = sweep(active, diagonal, &state)
        sweeps += 1
      }
      if let exact = polished(state.coefficients, movable) {
        return Solution(coefficients: exact, hasConverged: true)
      }
      change = sweep(movable, diagonal, &state)
      if change <= 1e-15 * state.scale(diagonal) {
        return Solution(coefficients: state.coefficients, hasConverged: true)
      }
      threshold = max(threshold / 10, 1e-15)
    }
    return Solution(coefficients: state.coefficients, hasConverged: false)
  }

  private struct State {
    var coefficients: [Double]
    /// c - Qb
    var residual: [Double]

    /// The largest coefficient, each measured by the square root of its diagonal.
    func scale(_ diagonal: [Double]) -> Double {
      zip(coefficients, diagonal).reduce(0) { max($0, abs($1.0) * $1.1.squareRoot()) }
    }
  }

  private func residual(_ coefficients: [Double]) -> [Double] {
    zip(linear, quadratic.times(coefficients)).map { $0 - $1 }
  }

  /// Minimises in one coordinate after the other; gives the largest change.
  private func sweep(_ positions: [Int], _ diagonal: [Double], _ state: inout State) -> Double {
    var largest = 0.0
    for position in positions {
      let old = state.coefficients[position]
      let pull = state.residual[position] + diagonal[position] * old
      let shrunk = max(abs(pull) - weights[position], 0)
      let new = (pull < 0 ? -shrunk : shrunk) / diagonal[position]
      let change = new - old
      if change == 0 { continue }
      state.coefficients[position] = new
      let start = position * quadratic.rows
      for row in state.residual.indices {
        state.residual[row] -= quadratic.values[start + row] * change
      }
      largest = max(largest, abs(change) * diagonal[position].squareRoot())
    }
    return largest
  }

  /// The exact minimum for the signs at hand, or nil where it is not the minimum of all.
  private func polished(_ coefficients: [Double], _ movable: [Int]) -> [Double]? {
    let active = movable.filter { coefficients[$0] != 0 }
    let factor = Cholesky(quadratic.submatrix(active), tolerance: 1e-14)
    guard factor.dropped.isEmpty else { return nil }
    let signs = active.map { coefficients[$0] < 0 ? -1.0 : 1.0 }
    let right = zip(active, signs).map { linear[$0] - weights[$0] * $1 }
    var exact = Array(repeating: 0.0, count: coefficients.count)
    for (index, value) in factor.solve(right).enumerated() {
      // A coefficient without a penalty may have either sign.
      guard weights[active[index]] == 0 || value * signs[index] >= 0 else { return nil }
      exact[active[index]] = value
    }
    let residual = residual(exact)
    let isMinimum = movable.allSatisfy {
      exact[$0] != 0 || abs(residual[$0]) <= weights[$0] + 1e-12 * (abs(linear[$0]) + weights[$0])
    }
    return isMinimum ? exact : nil
  }
}
