import Testing

@testable import StoaLearning

@Suite struct QuasiNewtonTests {
  /// Rosenbrock's valley (H. Rosenbrock, The Computer Journal 3, 1960): the minimum is (1, 1).
  @Test func followsACurvedValley() async throws {
    let solver = QuasiNewton(weights: [0, 0], maxIterations: 200, tolerance: 1e-10)
    let minimum = try await solver.minimize(from: [-1.2, 1]) { point, _ in
      let (x, y) = (point[0], point[1])
      let value = (1 - x) * (1 - x) + 100 * (y - x * x) * (y - x * x)
      return (value, [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])
    }
    #expect(minimum.hasConverged)
    #expect(abs(minimum.point[0] - 1) < 1e-8)
    #expect(abs(minimum.point[1] - 1) < 1e-8)
  }

  /// ½Σ(xⱼ - cⱼ)² + Σ wⱼ|xⱼ| has the minimum cⱼ drawn towards zero by wⱼ, or zero.
  @Test func stopsAtKinks() async throws {
    let centre: [Double] = [3, -0.5, -4, 0.2]
    let solver = QuasiNewton(weights: [1, 1, 1.5, 0], maxIterations: 200, tolerance: 1e-12)
    let minimum = try await solver.minimize(from: [0, 0, 0, 0]) { point, _ in
      let gradient = zip(point, centre).map { $0 - $1 }
      return (dot(gradient, gradient) / 2, gradient)
    }
    #expect(minimum.hasConverged)
    for (value, wanted) in zip(minimum.point, [2.0, 0, -2.5, 0.2]) {
      #expect(abs(value - wanted) < 1e-9)
    }
  }

  @Test func saysWhereItDidNotArrive() async throws {
    let solver = QuasiNewton(weights: [0], maxIterations: 2, tolerance: 1e-12)
    let minimum = try await solver.minimize(from: [10]) { point, _ in
      (point[0] * point[0] * point[0] * point[0], [4 * point[0] * point[0] * point[0]])
    }
    #expect(!minimum.hasConverged)
  }
}

@Suite struct PenalizedQuadraticTests {
  /// For Q = (2 1; 1 2), c = (5, 1), w = (1, 1): with x₂ = 0, x₁ = (5 - 1)/2 = 2, and the pull on
  /// x₂ is 1 - 2 = -1, just within its weight.
  @Test func twoColumnsByHand() {
    var quadratic = Matrix(rows: 2, columns: 2)
    quadratic.values = [2, 1, 1, 2]
    let problem = PenalizedQuadratic(quadratic: quadratic, linear: [5, 1], weights: [1, 1])
    let solution = problem.minimize(from: [0, 0], maxIterations: 100, tolerance: 1e-6)
    #expect(solution.hasConverged)
    #expect(abs(solution.coefficients[0] - 2) < 1e-12)
    #expect(abs(solution.coefficients[1]) < 1e-12)
  }

  /// Without weights it is the linear system: (2 1; 1 2) x = (4, 5) has x = (1, 2).
  @Test func withoutWeightsItIsALinearSystem() {
    var quadratic = Matrix(rows: 2, columns: 2)
    quadratic.values = [2, 1, 1, 2]
    let problem = PenalizedQuadratic(quadratic: quadratic, linear: [4, 5], weights: [0, 0])
    let solution = problem.minimize(from: [0, 0], maxIterations: 1, tolerance: 1e-6)
    #expect(abs(solution.coefficients[0] - 1) < 1e-14)
    #expect(abs(solution.coefficients[1] - 2) < 1e-14)
  }
}
