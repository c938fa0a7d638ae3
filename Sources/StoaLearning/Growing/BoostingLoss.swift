import Foundation

/// What boosting makes small.
protocol BoostingLoss: Sendable {
  /// The constant that boosting begins with.
  var first: Double { get }
  /// Called once a round, before the residuals, with all scores of the rows.
  func prepare(_ scores: [[Double]])
  /// What a tree is grown to: the negative gradient at the scores.
  func residuals(_ scores: [Double]) -> [Double]
  /// The value of a leaf with these rows.
  func leaf(
    _ rows: UnsafeBufferPointer<UInt32>, mean: Double, _ residuals: [Double], _ scores: [Double]
  ) -> Double
  /// The mean loss of rows.
  func mean(_ rows: [UInt32], _ scores: [[Double]]) -> Double
}

extension BoostingLoss {
  func prepare(_ scores: [[Double]]) {}

  /// One step of Newton's method over the rows of a leaf, Σ r / Σ |r|(m - |r|) with m the largest
  /// residual there can be.
  ///
  /// A longer step than 4 is cut, as where all rows are of one class (J. H. Friedman, T. Hastie and
  /// R. Tibshirani, Annals of Statistics 28, 2000, section 5).
  func newtonStep(
    _ rows: UnsafeBufferPointer<UInt32>, _ residuals: [Double], largest: Double, factor: Double = 1
  ) -> Double {
    var (sum, curvature) = (0.0, 0.0)
    for row in rows {
      let residual = residuals[Int(row)]
      sum += residual
      curvature += abs(residual) * (largest - abs(residual))
    }
    return curvature > 1e-12 ? min(max(factor * sum / curvature, -4), 4) : 0
  }
}

/// (y - F)²
struct SquaredLoss: BoostingLoss {
  let targets: [Double]

  var first: Double { targets.reduce(0) { $0 + $1 / Double(targets.count) } }

  func residuals(_ scores: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: targets.count) { buffer, count in
      let target = Parallel.Pointer(buffer.baseAddress)
      Parallel.chunks(targets.count) { rows in
        guard let target = target.value else { return }
        for row in rows { target[row] = targets[row] - scores[row] }
      }
      count = targets.count
    }
  }

  func leaf(
    _ rows: UnsafeBufferPointer<UInt32>, mean: Double, _ residuals: [Double], _ scores: [Double]
  ) -> Double { mean }

  func mean(_ rows: [UInt32], _ scores: [[Double]]) -> Double {
    let scores = scores[0]
    let sum = Parallel.sum(rows.count) { range in
      var sum = 0.0
      for place in range {
        let error = targets[Int(rows[place])] - scores[Int(rows[place])]
        sum += error * error
      }
      return sum
    }
    return sum / Double(max(rows.count, 1))
  }
}

/// |y - F|: trees are grown to the signs of what is left, and leaves are medians.
struct AbsoluteLoss: BoostingLoss {
  let targets: [Double]

  var first: Double { Self.median(targets) }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  func residuals(_ scores: [Double]) -> [Double] {
    targets.indices.map { row in
      let error = targets[row] - scores[row]
      return error > 0 ? 1 : error < 0 ? -1 : 0
    }
  }

  func leaf(
    _ rows: UnsafeBufferPointer<UInt32>, mean: Double, _ residuals: [Double], _ scores: [Double]
  ) -> Double {
    Self.median(rows.map { targets[Int($0)] - scores[Int($0)] })
  }

  func mean(_ rows: [UInt32], _ scores: [[Double]]) -> Double {
    rows.reduce(0.0) { $0 + abs(targets[Int($1)] - scores[0][Int($1)]) }
      / Double(max(rows.count, 1))
  }
}

/// log(1 + exp(-2yF)) with y = ±1, so that F is half the log odds; leaves are one step of Newton's
/// method (Friedman, 2001, equation 23).
struct LogisticLoss: BoostingLoss {
  /// -1 or 1
  let signs: [Double]

  /// Half the log odds of the second class.
  var first: Double {
    let second = Double(signs.count { $0 > 0 })
    return log(second / (Double(signs.count) - second)) / 2
  }

  init(labels: [Int32]) { signs = labels.map { $0 == 1 ? 1 : -1 } }

  func residuals(_ scores: [Double]) -> [Double] {
    [Double](unsafeUninitializedCapacity: signs.count) { buffer, count in
      let target = Parallel.Pointer(buffer.baseAddress)
      Parallel.chunks(signs.count) { rows in
        guard let target = target.value else { return }
        for row in rows {
          target[row] = 2 * signs[row] / (1 + exp(2 * signs[row] * scores[row]))
        }
      }
      count = signs.count
    }
  }

  func leaf(
    _ rows: UnsafeBufferPointer<UInt32>, mean: Double, _ residuals: [Double], _ scores: [Double]
  ) -> Double {
    newtonStep(rows, residuals, largest: 2)
  }

  func mean(_ rows: [UInt32], _ scores: [[Double]]) -> Double {
    let scores = scores[0]
    return Parallel.sum(rows.count) { range in
      var sum = 0.0
      for place in range {
        let margin = 2 * signs[Int(rows[place])] * scores[Int(rows[place])]
        sum += margin > 0 ? log1p(exp(-margin)) : log1p(exp(margin)) - margin
      }
      return sum
    } / Double(max(rows.count, 1))
  }
}
