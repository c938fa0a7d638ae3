/// Standard errors of a logistic regression's coefficients, from the inverse of the Hessian of
/// the mean negative log-likelihood over scaled columns.
struct LogisticErrors {
  /// How columns were scaled: the shift was subtracted, then the factor multiplied; a factor of
  /// zero takes a column out.
  struct Scaling {
    var shifts: [Double]
    var factors: [Double]
    var hasIntercept: Bool
    var width: Int { factors.count }
    /// Coefficients of one equation, the intercept last.
    var stride: Int { width + (hasIntercept ? 1 : 0) }
  }

  /// Of each equation's coefficients in the units of the data; nil where its column was taken out.
  private(set) var coefficients: [[Double?]] = []
  /// Of each equation's intercept in the units of the data; empty where there is none.
  private(set) var intercepts: [Double] = []

  /// - Parameter hessian: over the scaled coefficients, equation after equation.
  init(hessian: Matrix, equations: Int, scaling: Scaling, rows: Double) {
    let factor = Cholesky(hessian, tolerance: LogisticSolver.pivotTolerance)
    var columns: [Double?] = Array(repeating: nil, count: hessian.columns)
    for (index, diagonal) in factor.inverseDiagonal().enumerated() {
      columns[factor.kept[index]] = (diagonal / rows).squareRoot()
    }
    let width = scaling.width
    coefficients = (0..<equations).map { equation in
      (0..<width).map { column in
        columns[equation * scaling.stride + column].map { $0 * scaling.factors[column] }
      }
    }
    guard scaling.hasIntercept else { return }
    let slopes = (0..<width).map { scaling.shifts[$0] * scaling.factors[$0] }
    intercepts = (0..<equations).map { equation in
      let start = equation * scaling.stride
      // The plain intercept is the scaled one less shift × factor × coefficient of each column.
      let direction = factor.kept.map { position in
        let column = position - start
        guard (0...width).contains(column) else { return 0.0 }
        return column == width ? 1.0 : -slopes[column]
      }
      let half = factor.halfSolve(direction)
      return (dot(half, half) / rows).squareRoot()
    }
  }
}
