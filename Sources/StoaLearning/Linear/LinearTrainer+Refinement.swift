import StoaEngine
import StoaPlan

extension LinearTrainer {
  /// Least squares for the columns kept by a factorisation.
  struct Estimate {
    var coefficients: [Double]
    var intercept: Double
    /// The sum of squared errors.
    var errors: Double
  }

  /// Whether cross-products lose more digits than eight of sixteen: near collinearity, or errors
  /// that are the small difference of large sums. A second pass needs the same rows again.
  func needsRefinement(
    _ estimate: Estimate, _ cross: CrossProducts, _ factor: Cholesky
  ) -> Bool {
    let isIllConditioned = factor.pivots.contains { $0 < 1e-6 }
    let isNearlyExact = estimate.errors < 1e-6 * cross.labelSquare
    return (isIllConditioned || isNearlyExact) && request.input.volatility.isEmpty
  }

  /// One step of iterative refinement: the engine computes the residuals of the rows and their
  /// cross-products with the columns, and the same factor turns these into a correction.
  ///
  /// Å. Björck, Numerical Methods for Least Squares Problems, 1996, section 6.6.5 (corrected
  /// semi-normal equations).
  func refined(
    _ estimate: Estimate, _ cross: CrossProducts, _ design: Design, _ factor: Cholesky
  ) async throws -> Estimate {
    var all = Array(repeating: 0.0, count: design.width)
    for (index, column) in factor.kept.enumerated() { all[column] = estimate.coefficients[index] }
    let form = LinearForm(design: design, intercept: estimate.intercept, coefficients: all)
    let label = request.formula.label
    let residual = Expression.call("-", [label.value.asFloat, form.expression], .float)
    let groups = try await GroupStatistics(
      design.layout, label: NamedExpression(label.name, residual), of: request.input,
      engine: engine, context)
    let centred = CrossProducts(groups, design)
    let residuals = design.hasIntercept ? centred : centred.aboutZero()
    let right = factor.kept.map { residuals.label[$0] }
    let correction = factor.solve(right)
    let half = factor.halfSolve(right)
    let means = factor.kept.map { cross.means[$0] }
    var better = estimate
    for index in correction.indices { better.coefficients[index] += correction[index] }
    if design.hasIntercept {
      better.intercept += residuals.labelMean - dot(correction, means)
    }
    better.errors = max(residuals.labelSquare - dot(half, half), 0)
    return better
  }
}
