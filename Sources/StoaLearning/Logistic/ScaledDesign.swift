/// The rows of a design, each column scaled to unit deviation, as lists of what is not zero: a
/// row has one column of each term, or none.
///
/// Columns of numbers alone are also measured from their means where there is an intercept.
/// Memory: 16 bytes × terms a row.
struct ScaledDesign: Sendable {
  let rows: Int
  let width: Int
  /// Term by term, the column of each row that is not zero; `width` and a value of zero where
  /// there is none.
  private(set) var positions: [[Int]] = []
  private(set) var values: [[Double]] = []
  /// What was subtracted from a column before scaling.
  private(set) var shifts: [Double]
  /// What a column was multiplied by; zero takes it out.
  private(set) var factors: [Double]
  /// Sample standard deviations.
  private(set) var deviations: [Double]

  init(_ design: Design, _ rows: TrainingRows) {
    self.rows = rows.count
    width = design.width
    shifts = Array(repeating: 0, count: width)
    deviations = shifts
    let count = Double(rows.count)
    var sums = shifts
    var squares = shifts
    for term in design.terms {
      var positions = Array(repeating: design.width, count: rows.count)
      var values = Array(repeating: 0.0, count: rows.count)
      var shift = 0.0
      if term.categories.isEmpty, let product = term.product {
        let mean = rows.products[product].reduce(0) { $0 + $1 / count }
        shifts[term.columns.lowerBound] = mean
        shift = mean
      }
      var levels = Array(repeating: 0, count: rows.categories.count)
      for row in 0..<rows.count {
        for category in term.categories {
          levels[category.position] = rows.categories[category.position][row]
        }
        guard let column = term.column(levels) else { continue }
        let value = (term.product.map { rows.products[$0][row] } ?? 1) - shift
        positions[row] = column
        values[row] = value
        sums[column] += value
        squares[column] += value * value
      }
      self.positions.append(positions)
      self.values.append(values)
    }
    for column in 0..<width {
      let centred = squares[column] - sums[column] * sums[column] / count
      // What rounding leaves of a constant column counts as nothing.
      let floor = 1e-26 * (squares[column] + count * shifts[column] * shifts[column])
      deviations[column] = centred > floor ? (centred / (count - 1)).squareRoot() : 0
    }
    factors = deviations.map { $0 > 0 ? 1 / $0 : 0 }
    if !design.hasIntercept { uncentre() }
    for term in values.indices {
      for row in 0..<rows.count where positions[term][row] < width {
        values[term][row] *= factors[positions[term][row]]
      }
    }
  }

  /// Takes columns out of the design.
  mutating func remove(_ columns: [Int]) {
    guard !columns.isEmpty else { return }
    let removed = Set(columns)
    for column in columns { factors[column] = 0 }
    for term in values.indices {
      for row in 0..<rows where removed.contains(positions[term][row]) { values[term][row] = 0 }
    }
  }

  /// The cross-products of the scaled columns, about their means or about zero.
  func crossProducts(centred: Bool) -> Matrix {
    var cross = Matrix(rows: width, columns: width)
    var sums = Array(repeating: 0.0, count: width)
    for row in 0..<rows {
      for right in values.indices where positions[right][row] < width {
        let column = positions[right][row]
        sums[column] += values[right][row]
        for left in 0...right where positions[left][row] < width {
          let other = positions[left][row]
          cross[min(other, column), max(other, column)] += values[left][row] * values[right][row]
        }
      }
    }
    if centred {
      for right in 0..<width {
        for left in 0...right { cross[left, right] -= sums[left] * sums[right] / Double(rows) }
      }
    }
    cross.mirrorUpper()
    return cross
  }

  /// A line through the origin keeps its columns where they are; a constant one is scaled to 1.
  private mutating func uncentre() {
    for term in values.indices {
      for row in 0..<rows where positions[term][row] < width {
        values[term][row] += shifts[positions[term][row]]
      }
    }
    for column in 0..<width {
      if deviations[column] == 0 && shifts[column] != 0 {
        factors[column] = 1 / abs(shifts[column])
      }
      shifts[column] = 0
    }
  }
}
