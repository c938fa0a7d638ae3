import Foundation

/// What an ensemble gives for a row of features, in which NaN is a missing value.
extension TreeModel.Content {
  /// The number that a regression predicts.
  func number(_ features: [Double]) -> Double {
    features.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return trees[0].prediction[0] }
      return number(base)
    }
  }

  func number(_ features: UnsafePointer<Double>) -> Double {
    var sum = 0.0
    for position in trees.indices {
      let prediction = trees[position].prediction[trees[position].leaf(features)]
      sum += kind == .boosted ? weights[position] * prediction : prediction
    }
    return kind == .boosted ? sum : sum / Double(trees.count)
  }

  /// The probability of each class.
  func probabilities(_ features: [Double]) -> [Double] {
    var shares = [Double](repeating: 0, count: classes.count)
    features.withUnsafeBufferPointer { buffer in
      shares.withUnsafeMutableBufferPointer { shares in
        guard let base = buffer.baseAddress, let target = shares.baseAddress else { return }
        probabilities(base, into: target)
      }
    }
    return shares
  }

  /// - Parameter shares: zeros, as many as classes.
  func probabilities(
    _ features: UnsafePointer<Double>, into shares: UnsafeMutablePointer<Double>
  ) {
    if kind == .boosted {
      boosted(features, shares)
    } else {
      votes(features, shares)
    }
  }

  /// Each tree gives its leaf's shares of the classes; the sum is made to add up to 1.
  private func votes(
    _ features: UnsafePointer<Double>, _ shares: UnsafeMutablePointer<Double>
  ) {
    for position in trees.indices {
      trees[position].addShares(features, shares)
    }
    var sum = 0.0
    for place in classes.indices { sum += shares[place] }
    for place in classes.indices {
      shares[place] = sum > 0 ? shares[place] / sum : 1 / Double(classes.count)
    }
  }

  /// Of two classes the second's probability is 1/(1 + exp(-2m)) of the margin m; of more it is
  /// the softmax of their margins.
  private func boosted(
    _ features: UnsafePointer<Double>, _ shares: UnsafeMutablePointer<Double>
  ) {
    let count = classes.count
    if count == 2 {
      let second = 1 / (1 + exp(-2 * number(features)))
      shares[0] = 1 - second
      shares[1] = second
      return
    }
    for position in trees.indices {
      let tree = trees[position]
      shares[position % count] += weights[position] * tree.prediction[tree.leaf(features)]
    }
    var most = shares[0]
    for place in 1..<count { most = max(most, shares[place]) }
    var sum = 0.0
    for place in 0..<count {
      shares[place] = exp(shares[place] - most)
      sum += shares[place]
    }
    for place in 0..<count { shares[place] /= sum }
  }
}

extension DecisionTree {
  /// Adds the shares of the classes in the leaf that a row comes to.
  fileprivate func addShares(
    _ features: UnsafePointer<Double>, _ shares: UnsafeMutablePointer<Double>
  ) {
    let leaf = leaf(features)
    let range = Int(firstWeight[leaf])..<Int(firstWeight[leaf + 1])
    var total = 0.0
    for place in range { total += weight[place] }
    guard total > 0 else { return }
    for place in range { shares[Int(weightClass[place])] += weight[place] / total }
  }
}
