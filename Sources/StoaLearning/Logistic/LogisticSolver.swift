import StoaEngine

/// Minimises a logistic objective.
///
/// Up to `largestNewton` coefficients by Newton's method with step halving, which without a
/// penalty is iteratively reweighted least squares; with a lasso penalty each step minimises the
/// penalised quadratic (J. Lee, Y. Sun and M. Saunders, SIAM J. Optim. 24, 2014). Where a step is
/// dear, `QuasiNewton` goes first, and Newton's method from there; above `largestNewton` it goes
/// alone.
struct LogisticSolver: Sendable {
  static let largestNewton = 512
  /// Remaining diagonal below which a direction of the Hessian carries no information.
  static let pivotTolerance = 1e-14

  struct Outcome: Sendable {
    var theta: [Double]
    var value: LogisticObjective.Value
    var iterations: Int
    var hasConverged: Bool
    /// Coefficients along which the likelihood rises for ever.
    var separated: [Int] = []
  }

  let objective: LogisticObjective
  let maxIterations: Int
  /// A step is the last one where it promises less than the square of this in log-likelihood: what
  /// then remains is of that order squared, in units of standard errors.
  let tolerance: Double
  let onProgress: @Sendable (Progress) -> Void
  var largestNewton = LogisticSolver.largestNewton
  /// Multiplications of a Newton step above which `QuasiNewton` goes first: seconds on a board.
  var dearStep = 2e9

  func minimize(from start: [Double]) async throws -> Outcome {
    guard objective.dimension <= largestNewton else {
      let minimum = try await quasiNewton(start, maxIterations)
      return Outcome(
        theta: minimum.point,
        value: try await objective.evaluate(minimum.point, hessian: false),
        iterations: minimum.iterations, hasConverged: minimum.hasConverged)
    }
    var near = QuasiNewton.Minimum(point: start, iterations: 0, hasConverged: false)
    if stepCost > dearStep { near = try await quasiNewton(start, maxIterations / 2) }
    var outcome = Outcome(
      theta: near.point, value: try await objective.evaluate(near.point, hessian: true),
      iterations: near.iterations, hasConverged: false)
    while outcome.iterations < maxIterations && !outcome.hasConverged {
      guard let hessian = outcome.value.hessian else { break }
      report(outcome.iterations)
      guard let target = target(outcome, hessian) else { break }
      let direction = zip(target, outcome.theta).map { $0 - $1 }
      let penalty = objective.lassoPenalty(outcome.theta)
      let promised =
        penalty - objective.lassoPenalty(target) - dot(direction, outcome.value.gradient)
      outcome.iterations += 1
      outcome.hasConverged = promised * Double(objective.design.rows) <= tolerance * tolerance
      guard try await step(&outcome, direction, promised: promised, from: penalty) else {
        // No step is better: the point is the minimum as far as floats can tell.
        outcome.hasConverged = promised <= 1e-9
        break
      }
    }
    outcome.separated = separated(outcome)
    if !outcome.separated.isEmpty { outcome.hasConverged = true }
    return outcome
  }

  /// The minimum of the quadratic that touches the objective at a point; nil where a direction
  /// has lost all information.
  private func target(_ outcome: Outcome, _ hessian: Matrix) -> [Double]? {
    let gradient = outcome.value.gradient
    if objective.lasso.contains(where: { $0 > 0 }) {
      let pull = hessian.times(outcome.theta)
      return PenalizedQuadratic(
        quadratic: hessian, linear: zip(pull, gradient).map { $0 - $1 },
        weights: objective.lasso
      ).minimize(from: outcome.theta, maxIterations: 100, tolerance: 1e-9).coefficients
    }
    let factor = Cholesky(hessian, tolerance: Self.pivotTolerance)
    guard factor.rank == informative else { return nil }
    var target = outcome.theta
    for (index, change) in factor.solve(factor.kept.map { gradient[$0] }).enumerated() {
      target[factor.kept[index]] -= change
    }
    return target
  }

  /// Coefficients whose column is in the design.
  private var informative: Int {
    let columns = objective.design.factors.count { $0 > 0 }
    return objective.equations * (columns + (objective.hasIntercept ? 1 : 0))
  }

  /// Moves along a direction, halving the step until the objective falls enough.
  private func step(
    _ outcome: inout Outcome, _ direction: [Double], promised: Double, from penalty: Double
  ) async throws -> Bool {
    let before = outcome.value.loss + penalty
    var length = 1.0
    for _ in 0..<40 {
      let theta = zip(outcome.theta, direction).map { $0 + length * $1 }
      let value = try await objective.evaluate(theta, hessian: true)
      let after = value.loss + objective.lassoPenalty(theta)
      // Near the minimum the fall is less than the rounding of the sum.
      if after <= before - 1e-4 * length * promised + 1e-14 * (1 + abs(before)) {
        outcome.theta = theta
        outcome.value = value
        return true
      }
      length /= 2
    }
    return false
  }

  /// Coefficients along which the likelihood is flat although they are large: where the classes
  /// are separated, each Newton step adds about one to the scores, and the information of the rows
  /// vanishes faster than the coefficient grows. Where there is a maximum, the coefficient is of
  /// the order of its standard error or more, or its column tells rows apart that are in doubt.
  private func separated(_ outcome: Outcome) -> [Int] {
    let isPenalized = (objective.lasso + objective.ridge).contains { $0 > 0 }
    guard !isPenalized, let hessian = outcome.value.hessian else { return [] }
    let factor = Cholesky(hessian, tolerance: 0)
    var separated = factor.dropped.filter { !isRemoved($0) }
    for (index, position) in factor.kept.enumerated() {
      let information =
        factor.pivots[index] * hessian[position, position] * Double(objective.design.rows)
      let size = max(1, abs(outcome.theta[position]))
      if information * size * size < 1e-4 { separated.append(position) }
    }
    return separated.sorted()
  }

  private func isRemoved(_ position: Int) -> Bool {
    let column = position % objective.stride
    return column < objective.design.width && objective.design.factors[column] == 0
  }

  /// Multiplications for a Hessian.
  private var stepCost: Double {
    let active = Double(objective.equations * (objective.design.values.count + 1))
    return Double(objective.design.rows) * active * active / 2
  }

  private func quasiNewton(
    _ start: [Double], _ iterations: Int
  ) async throws -> QuasiNewton.Minimum {
    let solver = QuasiNewton(
      weights: objective.lasso, maxIterations: iterations, tolerance: tolerance)
    return try await solver.minimize(from: start) { theta, iteration in
      report(iteration)
      let value = try await objective.evaluate(theta, hessian: false)
      return (value.loss, value.gradient)
    }
  }

  private func report(_ iteration: Int) {
    let stage = Progress.Stage(name: "iterations", tasksDone: iteration, tasks: maxIterations)
    onProgress(Progress(rows: Int64(objective.design.rows), stages: [stage]))
  }
}
