/// The centred cross-products of the columns of a design and a label.
///
/// Every column is, within a group, constant or one of the numeric products, so all of them come
/// from the groups' counts, means and covariances by the parallel combination of T. F. Chan,
/// G. H. Golub and R. J. LeVeque (The American Statistician 37, 1983). Columns of numbers alone
/// and the label are measured from their means first, so that nothing cancels.
struct CrossProducts: Sendable {
  let rows: Double
  let means: [Double]
  let labelMean: Double
  /// Columns × columns
  private(set) var columns: Matrix
  private(set) var label: [Double]
  private(set) var labelSquare: Double

  init(_ groups: GroupStatistics, _ design: Design) {
    let rows = groups.rows
    let numbers = groups.numbers
    let totals = Self.means(groups)
    let shifts = design.terms.map { term in
      term.categories.isEmpty ? term.product.map { totals[$0] } ?? 0 : 0
    }
    var cross = Matrix(rows: design.width, columns: design.width)
    var label = Array(repeating: 0.0, count: design.width)
    var labelSquare = 0.0
    var excess = Array(repeating: 0.0, count: design.width)

    // The one column of each term that is not zero in a group.
    struct Active {
      var column: Int
      var product: Int?
      var mean: Double
    }
    var active: [Active] = []
    for (group, count) in groups.counts.enumerated() {
      let levels = groups.groupLevels[
        group * groups.categories..<(group + 1) * groups.categories]
      active.removeAll(keepingCapacity: true)
      for (term, shift) in zip(design.terms, shifts) {
        guard let column = term.column(levels) else { continue }
        let mean = term.product.map { groups.means[group * numbers + $0] } ?? 1
        active.append(Active(column: column, product: term.product, mean: mean - shift))
      }
      func covariance(_ a: Int, _ b: Int) -> Double {
        let (low, high) = (min(a, b), max(a, b))
        return groups.covariances[group * groups.pairs + high * (high + 1) / 2 + low]
      }
      let labelNumber = numbers - 1
      let labelMean = groups.means[group * numbers + labelNumber] - totals[labelNumber]
      labelSquare +=
        (count - 1) * covariance(labelNumber, labelNumber) + count * labelMean * labelMean
      for (index, right) in active.enumerated() {
        excess[right.column] += count * right.mean
        var product = count * right.mean * labelMean
        if let own = right.product { product += (count - 1) * covariance(own, labelNumber) }
        label[right.column] += product
        for left in active[...index] {
          var product = count * left.mean * right.mean
          if let a = left.product, let b = right.product {
            product += (count - 1) * covariance(a, b)
          }
          cross[min(left.column, right.column), max(left.column, right.column)] += product
        }
      }
    }
    for right in 0..<design.width {
      for left in 0...right { cross[left, right] -= excess[left] * excess[right] / rows }
    }
    cross.mirrorUpper()
    self.rows = rows
    columns = cross
    self.label = label
    self.labelSquare = labelSquare
    labelMean = totals[numbers - 1]
    var means = excess.map { $0 / rows }
    for (term, shift) in zip(design.terms, shifts) {
      for column in term.columns { means[column] += shift }
    }
    self.means = means
  }

  /// The cross-products about zero, for a line through the origin.
  func aboutZero() -> CrossProducts {
    var other = self
    for right in means.indices {
      for left in means.indices { other.columns[left, right] += rows * means[left] * means[right] }
      other.label[right] += rows * means[right] * labelMean
    }
    other.labelSquare += rows * labelMean * labelMean
    return other
  }

  /// What the diagonal of a constant column can be by rounding alone.
  var roundingFloor: [Double] { means.map { rows * $0 * $0 * 1e-26 } }

  private static func means(_ groups: GroupStatistics) -> [Double] {
    let rows = groups.rows
    return (0..<groups.numbers).map { number in
      var sum = 0.0
      for (group, count) in groups.counts.enumerated() {
        sum += count / rows * groups.means[group * groups.numbers + number]
      }
      return sum
    }
  }
}
