/// A dense matrix of 64-bit floats, stored column by column.
public struct Matrix: Hashable, Sendable {
  public let rows: Int
  public let columns: Int
  /// Element (`r`, `c`) is `values[c * rows + r]`.
  public var values: [Double]

  /// Makes a matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    values = Array(repeating: 0, count: rows * columns)
  }

  public subscript(row: Int, column: Int) -> Double {
    get { values[column * rows + row] }
    set { values[column * rows + row] = newValue }
  }

  /// The diagonal of a square matrix.
  public var diagonal: [Double] { (0..<min(rows, columns)).map { self[$0, $0] } }

  /// The rows and columns at the given positions, in that order.
  public func submatrix(_ positions: [Int]) -> Matrix {
    var part = Matrix(rows: positions.count, columns: positions.count)
    for (newColumn, column) in positions.enumerated() {
      for (newRow, row) in positions.enumerated() { part[newRow, newColumn] = self[row, column] }
    }
    return part
  }

  /// The product with a vector of as many elements as the matrix has columns.
  public func times(_ vector: [Double]) -> [Double] {
    var product = Array(repeating: 0.0, count: rows)
    for column in 0..<columns where vector[column] != 0 {
      let factor = vector[column]
      let start = column * rows
      for row in 0..<rows { product[row] += values[start + row] * factor }
    }
    return product
  }

  /// Copies the upper triangle onto the lower one.
  mutating func mirrorUpper() {
    for column in 0..<columns {
      for row in 0..<column { self[column, row] = self[row, column] }
    }
  }
}

/// The sum of the products of two vectors of one length.
func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}
