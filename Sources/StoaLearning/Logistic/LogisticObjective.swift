import Foundation
import StoaEngine

/// The mean log loss of a logistic model with penalties, its gradient and its Hessian.
///
/// Coefficients are of the scaled design, equation by equation, the intercept last in each. With
/// a pivot, the first class has no equation; its score is zero.
struct LogisticObjective: Sendable {
  let design: ScaledDesign
  let labels: [Int]
  let equations: Int
  let hasPivot: Bool
  let hasIntercept: Bool
  /// Weights of |θ| and of θ²/2.
  let lasso: [Double]
  let ridge: [Double]

  /// Coefficients of one equation.
  var stride: Int { design.width + (hasIntercept ? 1 : 0) }
  var dimension: Int { equations * stride }

  struct Value: Sendable {
    /// Mean log loss and the ridge penalty; the lasso penalty is apart, for it has no gradient.
    var loss: Double
    var gradient: [Double]
    /// Nil where it was not asked for.
    var hessian: Matrix?
    /// Sum over the rows, without penalties.
    var logLikelihood: Double
    /// Rows whose class has the largest probability.
    var correct: Int
  }

  /// Evaluates at a point, in parallel over parts of the rows whose number depends on the data
  /// alone, so that sums are the same on every machine.
  func evaluate(_ theta: [Double], hessian wanted: Bool) async throws -> Value {
    let parts = max(1, min(8, design.rows / 8192))
    let bounds = (0...parts).map { design.rows * $0 / parts }
    let pieces = try await withThrowingTaskGroup(of: (Int, Value).self) { group in
      for part in 0..<parts {
        group.addTask {
          (part, try piece(theta, bounds[part]..<bounds[part + 1], hessian: wanted))
        }
      }
      var pieces: [Value?] = Array(repeating: nil, count: parts)
      for try await (part, value) in group { pieces[part] = value }
      return pieces.compactMap { $0 }
    }
    var total = Value(
      loss: 0, gradient: Array(repeating: 0, count: dimension),
      hessian: wanted ? Matrix(rows: dimension, columns: dimension) : nil, logLikelihood: 0,
      correct: 0)
    for piece in pieces {
      total.logLikelihood += piece.logLikelihood
      total.correct += piece.correct
      for index in total.gradient.indices { total.gradient[index] += piece.gradient[index] }
      if let part = piece.hessian {
        for index in part.values.indices { total.hessian?.values[index] += part.values[index] }
      }
    }
    finish(&total, theta)
    return total
  }

  /// The lasso penalty at a point.
  func lassoPenalty(_ theta: [Double]) -> Double {
    zip(lasso, theta).reduce(0) { $0 + $1.0 * abs($1.1) }
  }

  /// From sums over the rows to means, with the ridge penalty.
  private func finish(_ total: inout Value, _ theta: [Double]) {
    let count = Double(design.rows)
    total.loss = -total.logLikelihood / count
    for index in theta.indices {
      total.loss += ridge[index] * theta[index] * theta[index] / 2
      total.gradient[index] = total.gradient[index] / count + ridge[index] * theta[index]
    }
    guard var hessian = total.hessian else { return }
    total.hessian = nil
    for index in hessian.values.indices { hessian.values[index] /= count }
    for index in theta.indices { hessian[index, index] += ridge[index] }
    if !hasPivot && equations > 1 && hasIntercept {
      // Adding a constant to all intercepts changes nothing; this holds their sum where it is.
      for left in 0..<equations {
        for right in 0..<equations {
          hessian[(left + 1) * stride - 1, (right + 1) * stride - 1] += 1 / Double(equations)
        }
      }
    }
    hessian.mirrorUpper()
    total.hessian = hessian
  }

  private func piece(
    _ theta: [Double], _ range: Range<Int>, hessian wanted: Bool
  ) throws -> Value {
    var gradient = Array(repeating: 0.0, count: dimension)
    var hessian = wanted ? Matrix(rows: dimension, columns: dimension) : nil
    var logLikelihood = 0.0
    var correct = 0
    var row = RowBuffer(
      terms: design.values.count + (hasIntercept ? 1 : 0), equations: equations)
    for index in range {
      if index.isMultiple(of: 8192) { try Task.checkIfCancelled() }
      load(index, &row)
      for equation in 0..<equations {
        var score = 0.0
        for active in 0..<row.count {
          score += theta[equation * stride + row.positions[active]] * row.values[active]
        }
        row.scores[equation] = score
      }
      let label = labels[index] - (hasPivot ? 1 : 0)
      let (own, isLargest) = row.softmax(label: label, hasPivot: hasPivot)
      logLikelihood += own
      if isLargest { correct += 1 }
      for equation in 0..<equations {
        let error = row.scores[equation] - (equation == label ? 1 : 0)
        for active in 0..<row.count {
          gradient[equation * stride + row.positions[active]] += error * row.values[active]
        }
      }
      if wanted { hessian?.values.withUnsafeMutableBufferPointer { add(row, to: $0) } }
    }
    return Value(
      loss: 0, gradient: gradient, hessian: hessian, logLikelihood: logLikelihood,
      correct: correct)
  }

  /// Adds the upper triangle of one row's part of the Hessian.
  private func add(_ row: RowBuffer, to hessian: UnsafeMutableBufferPointer<Double>) {
    let size = dimension
    for right in 0..<equations {
      for left in 0...right {
        let weight =
          left == right
          ? row.scores[left] * row.complements[left] : -row.scores[left] * row.scores[right]
        for b in 0..<row.count {
          let column = right * stride + row.positions[b]
          let scaled = weight * row.values[b]
          for a in 0..<row.count {
            let line = left * stride + row.positions[a]
            if line <= column { hessian[column * size + line] += scaled * row.values[a] }
          }
        }
      }
    }
  }

  /// Lists what is not zero in a row.
  private func load(_ index: Int, _ row: inout RowBuffer) {
    row.count = 0
    for term in design.values.indices where design.positions[term][index] < design.width {
      row.positions[row.count] = design.positions[term][index]
      row.values[row.count] = design.values[term][index]
      row.count += 1
    }
    if hasIntercept {
      row.positions[row.count] = design.width
      row.values[row.count] = 1
      row.count += 1
    }
  }
}

/// One row while it is worked on.
private struct RowBuffer {
  var count = 0
  var positions: [Int]
  var values: [Double]
  /// Scores, and after `softmax` probabilities.
  var scores: [Double]
  /// One minus the probabilities, without cancellation.
  var complements: [Double]

  init(terms: Int, equations: Int) {
    positions = Array(repeating: 0, count: terms)
    values = Array(repeating: 0, count: terms)
    scores = Array(repeating: 0, count: equations)
    complements = scores
  }

  /// Turns scores into probabilities; gives the logarithm of that of the label (-1 is the pivot)
  /// and whether it is the largest, ties going to the first class.
  mutating func softmax(label: Int, hasPivot: Bool) -> (own: Double, isLargest: Bool) {
    var largest = hasPivot ? 0 : -Double.infinity
    var winner = -1
    for (equation, score) in scores.enumerated() where score > largest {
      largest = score
      winner = equation
    }
    let pivot = hasPivot ? Foundation.exp(-largest) : 0
    let own = label < 0 ? -largest : scores[label] - largest
    var sum = pivot
    for equation in scores.indices {
      scores[equation] = Foundation.exp(scores[equation] - largest)
      sum += scores[equation]
    }
    for equation in scores.indices {
      complements[equation] = 1 - scores[equation] / sum
    }
    // The largest term is 1; the others are summed apart, so that little ones are not lost.
    var rest = winner < 0 ? 0 : pivot
    for equation in scores.indices where equation != winner { rest += scores[equation] }
    if winner >= 0 { complements[winner] = rest / sum }
    for equation in scores.indices { scores[equation] /= sum }
    return (own - Foundation.log1p(rest), winner == label)
  }
}
