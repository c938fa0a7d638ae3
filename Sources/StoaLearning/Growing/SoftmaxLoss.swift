import Foundation
import Synchronization

/// The rows of a training with more than two classes: what their scores' exponentials add up to.
final class SoftmaxRows: Sendable {
  let labels: [Int32]
  let classes: Int
  /// ln Σ exp(score), a row
  private let totals = Mutex<[Double]>([])

  init(labels: [Int32], classes: Int) {
    self.labels = labels
    self.classes = classes
  }

  var logTotals: [Double] { totals.withLock { $0 } }

  static func logTotals(_ scores: [[Double]]) -> [Double] {
    let rows = scores.first?.count ?? 0
    return [Double](unsafeUninitializedCapacity: rows) { buffer, count in
      let target = Parallel.Pointer(buffer.baseAddress)
      Parallel.chunks(rows) { range in
        guard let target = target.value else { return }
        for row in range {
          var most = -Double.infinity
          for one in scores { most = max(most, one[row]) }
          var sum = 0.0
          for one in scores { sum += exp(one[row] - most) }
          target[row] = most + log(sum)
        }
      }
      count = rows
    }
  }

  func prepare(_ scores: [[Double]]) {
    let fresh = Self.logTotals(scores)
    totals.withLock { $0 = fresh }
  }
}

/// -ln of the softmax of a row's own class, seen from the score of one class; leaves are Friedman's
/// (2001, equation 32), (K-1)/K Σ r / Σ |r|(1-|r|).
struct SoftmaxLoss: BoostingLoss {
  let rows: SoftmaxRows
  let place: Int

  init(_ rows: SoftmaxRows, of place: Int) {
    self.rows = rows
    self.place = place
  }

  /// The score that fits the frequency of the class.
  var first: Double {
    let count = rows.labels.count { $0 == Int32(place) }
    return log(Double(max(count, 1)) / Double(max(rows.labels.count, 1)))
  }

  func prepare(_ scores: [[Double]]) {
    // The classes share the sums, which are the same for all.
    if place == 0 { rows.prepare(scores) }
  }

  func residuals(_ scores: [Double]) -> [Double] {
    let totals = rows.logTotals
    let own = Int32(place)
    return [Double](unsafeUninitializedCapacity: scores.count) { buffer, count in
      let target = Parallel.Pointer(buffer.baseAddress)
      Parallel.chunks(scores.count) { range in
        guard let target = target.value else { return }
        for row in range {
          target[row] = (rows.labels[row] == own ? 1 : 0) - exp(scores[row] - totals[row])
        }
      }
      count = scores.count
    }
  }

  func leaf(
    _ rows: UnsafeBufferPointer<UInt32>, mean: Double, _ residuals: [Double], _ scores: [Double]
  ) -> Double {
    let classes = Double(self.rows.classes)
    return newtonStep(rows, residuals, largest: 1, factor: (classes - 1) / classes)
  }

  func mean(_ some: [UInt32], _ scores: [[Double]]) -> Double {
    let totals = SoftmaxRows.logTotals(scores)
    return some.reduce(0.0) { sum, row in
      sum + totals[Int(row)] - scores[Int(rows.labels[Int(row)])][Int(row)]
    } / Double(max(some.count, 1))
  }
}
