/// Ordinary least squares by the normal equations: enough for the well-behaved tables of tests.
struct LeastSquares {
  let coefficients: [Double]
  let standardErrors: [Double]
  let residualDeviation: Double

  init?(rows: [[Double]], values: [Double]) {
    guard let width = rows.first?.count, rows.count > width else { return nil }
    var inverse = (0..<width).map { row in
      (0..<width).map { row == $0 ? 1.0 : 0.0 }
    }
    var matrix = Array(repeating: Array(repeating: 0.0, count: width), count: width)
    var right = Array(repeating: 0.0, count: width)
    for (row, value) in zip(rows, values) {
      for i in 0..<width {
        right[i] += row[i] * value
        for j in 0..<width { matrix[i][j] += row[i] * row[j] }
      }
    }
    // Gauss-Jordan; the matrix is positive definite, so the diagonal serves as pivot.
    for pivot in 0..<width {
      let scale = matrix[pivot][pivot]
      guard scale > 1e-9 else { return nil }
      for column in 0..<width {
        matrix[pivot][column] /= scale
        inverse[pivot][column] /= scale
      }
      for row in 0..<width where row != pivot {
        let factor = matrix[row][pivot]
        for column in 0..<width {
          matrix[row][column] -= factor * matrix[pivot][column]
          inverse[row][column] -= factor * inverse[pivot][column]
        }
      }
    }
    let solution = inverse.map { row in zip(row, right).map { $0 * $1 }.reduce(0, +) }
    let squares = zip(rows, values).map { row, value in
      let residual = value - zip(row, solution).map { $0 * $1 }.reduce(0, +)
      return residual * residual
    }
    let variance = squares.reduce(0, +) / Double(rows.count - width)
    coefficients = solution
    standardErrors = (0..<width).map { (variance * inverse[$0][$0]).squareRoot() }
    residualDeviation = variance.squareRoot()
  }
}
