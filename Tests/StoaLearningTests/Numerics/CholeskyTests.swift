import Testing

@testable import StoaLearning

@Suite struct CholeskyTests {
  /// A symmetric matrix from its rows.
  private func matrix(_ rows: [[Double]]) -> Matrix {
    var matrix = Matrix(rows: rows.count, columns: rows.count)
    for (row, values) in rows.enumerated() {
      for (column, value) in values.enumerated() { matrix[row, column] = value }
    }
    return matrix
  }

  /// The classic example of LLᵀ with L = (2; 6 1; -8 5 3), worked by hand: of S x = (1, 2, 3) the
  /// half solution is (½, -1, 4) and S⁻¹ has the diagonal 1777/36, 34/9, 1/9.
  @Test func solvesByHand() {
    let factor = Cholesky(matrix([[4, 12, -16], [12, 37, -43], [-16, -43, 98]]))
    #expect(factor.kept == [0, 1, 2])
    #expect(factor.dropped.isEmpty)
    for (value, wanted) in zip(factor.halfSolve([1, 2, 3]), [0.5, -1, 4]) {
      #expect(value.isClose(wanted, 1e-13))
    }
    // Back substitution: z = 4/3, y = -1 - 5·4/3 = -23/3, x = (½ + 46 + 32/3)/2 = 343/12.
    for (value, wanted) in zip(factor.solve([1, 2, 3]), [343.0 / 12, -23.0 / 3, 4.0 / 3]) {
      #expect(value.isClose(wanted, 1e-13))
    }
    let diagonal = [1777.0 / 36, 34.0 / 9, 1.0 / 9]
    for (value, wanted) in zip(factor.inverseDiagonal(), diagonal) {
      #expect(value.isClose(wanted, 1e-12))
    }
  }

  @Test func leavesOutTheLaterOfCollinearColumns() {
    // Columns a = (1, 0, 0), b = (1, 1, 0), a + 2b, c = (1, 1, 1); the matrix of their products.
    let columns: [[Double]] = [[1, 0, 0], [1, 1, 0], [3, 2, 0], [1, 1, 1]]
    let cross = matrix(columns.map { left in columns.map { dot(left, $0) } })
    let factor = Cholesky(cross)
    #expect(factor.kept == [0, 1, 3])
    #expect(factor.dropped == [2])
    let weights = factor.solve(factor.kept.map { cross[$0, 2] })
    for (weight, wanted) in zip(weights, [1.0, 2, 0]) { #expect(abs(weight - wanted) < 1e-12) }
  }

  @Test func leavesOutConstantColumns() {
    let factor = Cholesky(matrix([[0, 0], [0, 2]]))
    #expect(factor.dropped == [0])
    #expect(factor.solve([4])[0].isClose(2, 1e-15))
    #expect(Cholesky(matrix([[1e-20, 0], [0, 2]]), floor: [1e-18, 1e-18]).dropped == [0])
  }

  @Test func ofNothingIsNothing() {
    let factor = Cholesky(Matrix(rows: 0, columns: 0))
    #expect(factor.rank == 0)
    #expect(factor.solve([]).isEmpty)
    #expect(factor.inverseDiagonal().isEmpty)
  }

  /// The inverse of the Hilbert matrix of order 6 has whole numbers for a diagonal (found by
  /// whole numbers (R. Savage and E. Lukacs, 1954); its condition is 1.5e7.
  @Test func keepsDigitsWhereConditioningIsBad() {
    let hilbert = matrix((0..<6).map { row in (0..<6).map { 1 / Double(row + $0 + 1) } })
    let wanted: [Double] = [36, 14_700, 564_480, 3_628_800, 4_410_000, 698_544]
    for (value, wanted) in zip(Cholesky(hilbert).inverseDiagonal(), wanted) {
      #expect(value.isClose(wanted, 1e-8))
    }
  }
}
