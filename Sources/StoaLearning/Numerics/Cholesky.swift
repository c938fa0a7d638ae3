/// The Cholesky factor of a symmetric matrix, without the columns that depend on earlier ones.
///
/// The matrix is first scaled to a unit diagonal. Columns are then taken in order; one whose
/// remaining diagonal, which is 1 - R² of its regression on the columns kept so far, is not above
/// the tolerance is left out. That is the limited pivoting of LINPACK's `dqrdc` as R's `lm` has it
/// (Dongarra et al., LINPACK Users' Guide, 1979), applied to cross-products: of a set of collinear
/// columns the later ones go.
public struct Cholesky: Sendable {
  /// 1 - R² at and below which a column counts as a combination of earlier ones. Cross-products
  /// in 64-bit floats carry about 1e-16 times the condition, so a smaller figure is noise.
  public static let tolerance = 1e-11

  /// Positions of the columns kept, in order.
  public let kept: [Int]
  /// Positions of the columns left out, in order.
  public let dropped: [Int]
  /// For each kept column, what remained of its unit diagonal.
  public let pivots: [Double]
  /// Square roots of the diagonal, of the kept columns.
  let scale: [Double]
  /// The lower triangle of the factor, row by row.
  let lower: [[Double]]

  /// Factors a symmetric matrix, of which the upper triangle is read. A column whose diagonal is
  /// not above its `floor` is left out as constant.
  public init(_ matrix: Matrix, tolerance: Double = Cholesky.tolerance, floor: [Double]? = nil) {
    var kept: [Int] = []
    var dropped: [Int] = []
    var pivots: [Double] = []
    var scale: [Double] = []
    var lower: [[Double]] = []
    for column in 0..<matrix.columns {
      let diagonal = matrix[column, column]
      guard diagonal > (floor?[column] ?? 0) else {
        dropped.append(column)
        continue
      }
      let root = diagonal.squareRoot()
      var row: [Double] = []
      row.reserveCapacity(kept.count + 1)
      for (index, other) in kept.enumerated() {
        let cross = matrix[other, column] / (scale[index] * root)
        row.append((cross - prefixDot(lower[index], row, index)) / lower[index][index])
      }
      let pivot = 1 - prefixDot(row, row, row.count)
      guard pivot > tolerance else {
        dropped.append(column)
        continue
      }
      row.append(pivot.squareRoot())
      kept.append(column)
      pivots.append(pivot)
      scale.append(root)
      lower.append(row)
    }
    self.kept = kept
    self.dropped = dropped
    self.pivots = pivots
    self.scale = scale
    self.lower = lower
  }

  /// The number of columns kept.
  public var rank: Int { kept.count }

  /// Solves the system of the kept columns.
  ///
  /// - Parameter right: as many elements as columns were kept.
  public func solve(_ right: [Double]) -> [Double] {
    var solution = halfSolve(right)
    for index in stride(from: rank - 1, through: 0, by: -1) {
      solution[index] /= lower[index][index]
      let value = solution[index]
      for other in 0..<index { solution[other] -= lower[index][other] * value }
    }
    for index in 0..<rank { solution[index] /= scale[index] }
    return solution
  }

  /// Solves with the lower factor alone: the squared length of the result is `right`ᵀS⁻¹`right`.
  public func halfSolve(_ right: [Double]) -> [Double] {
    var solution: [Double] = []
    solution.reserveCapacity(rank)
    for index in 0..<rank {
      let value = right[index] / scale[index] - prefixDot(lower[index], solution, index)
      solution.append(value / lower[index][index])
    }
    return solution
  }

  /// The inverse of the matrix of the kept columns.
  public func inverse() -> Matrix {
    var inverse = Matrix(rows: rank, columns: rank)
    for column in 0..<rank {
      var unit = Array(repeating: 0.0, count: rank)
      unit[column] = 1
      inverse.values.replaceSubrange(
        column * rank..<(column + 1) * rank, with: solve(unit))
    }
    return inverse
  }

  /// The diagonal of the inverse.
  public func inverseDiagonal() -> [Double] {
    var diagonal = Array(repeating: 0.0, count: rank)
    for column in 0..<rank {
      // Column `column` of the inverse of the lower factor, which is zero above it.
      var solution = Array(repeating: 0.0, count: rank)
      solution[column] = 1 / lower[column][column]
      for row in (column + 1)..<max(rank, column + 1) {
        var sum = 0.0
        for index in column..<row { sum += lower[row][index] * solution[index] }
        solution[row] = -sum / lower[row][row]
      }
      diagonal[column] = dot(solution, solution) / (scale[column] * scale[column])
    }
    return diagonal
  }
}

/// The sum of the products of the first `count` elements.
private func prefixDot(_ a: [Double], _ b: [Double], _ count: Int) -> Double {
  a.withUnsafeBufferPointer { a in
    b.withUnsafeBufferPointer { b in
      var sum = 0.0
      for index in 0..<count { sum += a[index] * b[index] }
      return sum
    }
  }
}
