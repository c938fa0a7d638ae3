/// A way to part the rows of a node.
struct SplitCandidate: Sendable {
  enum Rule: Sendable {
    /// What is at most this bin, counted without the missing values', goes left.
    case bin(Int)
    /// These levels go left.
    case levels(LevelSet)
  }

  var feature: Int
  var rule: Rule
  var nullsGoLeft: Bool
  /// The impurity that it takes away, a row.
  var gain: Double
  /// The sum of the label and the weight on the left, where numbers are parted.
  var left = SIMD2<Double>.zero

  /// For each bin of the matrix whether it goes left.
  func goesLeft(_ layout: BinLayout) -> [Bool] {
    let shift = layout.hasMissing ? 1 : 0
    return (0..<layout.count).map { bin in
      if bin < shift { return nullsGoLeft }
      switch rule {
      case .bin(let last): return bin - shift <= last
      case .levels(let levels): return levels.contains(bin - shift)
      }
    }
  }

  /// The split in the values of the feature.
  func split(_ layout: BinLayout) -> DecisionTree.Node.Split {
    switch (rule, layout.kind) {
    // After the last bin only missing values are left to go right.
    case (.bin(let last), .number(let thresholds)):
      .threshold(last < thresholds.count ? thresholds[last] : .infinity)
    case (.bin(let last), .category): .levels(Set(0...last))
    case (.levels(let levels), _): .levels(Set(levels.positions))
    }
  }
}

extension SplitCandidate? {
  /// Gains that differ by less are equal, but for the rounding of the sums behind them.
  private static let noise = 1e-12

  /// Takes another candidate where it gains more; of equal ones the first stays.
  mutating func improve(_ gain: Double, _ candidate: () -> SplitCandidate) {
    if let self, gain <= self.gain + Self.noise * Swift.max(1e-3, abs(self.gain)) { return }
    self = candidate()
  }

  mutating func improve(_ other: SplitCandidate?) {
    if let other { improve(other.gain) { other } }
  }
}
