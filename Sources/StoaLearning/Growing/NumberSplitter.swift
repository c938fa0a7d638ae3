/// Splits that part numbers: by variance, from histograms.
///
/// A node's histogram holds the sum of the label and the weight in each bin of each feature. Of two
/// children the smaller one's is summed up, and the other's is what remains of the parent's.
struct NumberSplitter<Bin: FixedWidthInteger & UnsignedInteger & Sendable>: NodeSplitter {
  let matrix: BinnedMatrix<Bin>
  let targets: [Double]
  let weights: [UInt8]?
  /// Where the bins of each feature begin in a histogram, and the end.
  let offsets: [Int]
  /// Whether a node looks at all features, so that histograms are worth keeping.
  let keepsHistograms: Bool

  init(
    _ matrix: BinnedMatrix<Bin>, targets: [Double], weights: [UInt8]?, keepsHistograms: Bool
  ) {
    self.matrix = matrix
    self.targets = targets
    self.weights = weights
    self.keepsHistograms = keepsHistograms
    offsets = matrix.layout.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  func facts(_ rows: UnsafeBufferPointer<UInt32>) -> NodeFacts {
    var (sum, weight) = (0.0, 0.0)
    var (least, most) = (Double.infinity, -Double.infinity)
    targets.withUnsafeBufferPointer { targets in
      for row in rows {
        let value = targets[Int(row)]
        let own = weights.map { Double($0[Int(row)]) } ?? 1
        sum += own * value
        weight += own
        least = min(least, value)
        most = max(most, value)
      }
    }
    return NodeFacts(
      prediction: weight > 0 ? sum / weight : 0, weight: weight, isPure: !(least < most))
  }

  func childFacts(_ parent: NodeFacts, _ split: SplitCandidate) -> (NodeFacts, NodeFacts)? {
    let right = SIMD2(parent.prediction * parent.weight, parent.weight) - split.left
    func facts(_ sums: SIMD2<Double>) -> NodeFacts {
      NodeFacts(prediction: sums.x / sums.y, weight: sums.y, isPure: false)
    }
    return (facts(split.left), facts(right))
  }

  func rootState(_ rows: UnsafeBufferPointer<UInt32>, _ workers: Int) -> Histogram? {
    keepsHistograms ? histogram(rows, Array(0..<matrix.width), workers) : nil
  }

  func childStates(
    _ state: Histogram?, left: UnsafeBufferPointer<UInt32>, right: UnsafeBufferPointer<UInt32>,
    _ workers: Int
  ) -> (left: Histogram?, right: Histogram?) {
    guard let state else { return (nil, nil) }
    let isLeftSmaller = left.count <= right.count
    let small = histogram(isLeftSmaller ? left : right, Array(0..<matrix.width), workers)
    state.subtract(small)
    return isLeftSmaller ? (small, state) : (state, small)
  }

  /// Sums a node's rows up.
  private func histogram(
    _ rows: UnsafeBufferPointer<UInt32>, _ features: [Int], _ workers: Int
  ) -> Histogram {
    let histogram = Histogram(offsets[matrix.width])
    let parts = min(workers, features.count)
    guard parts > 0 else { return histogram }
    let size = (features.count + parts - 1) / parts
    let own = Parallel.Pointer(UnsafeMutablePointer(mutating: rows.baseAddress))
    let count = rows.count
    Parallel.forEach(parts) { part in
      let some = Array(features.dropFirst(part * size).prefix(size))
      add(UnsafeBufferPointer(start: own.value, count: count), some, to: histogram)
    }
    return histogram
  }

  private func add(
    _ rows: UnsafeBufferPointer<UInt32>, _ features: [Int], to histogram: Histogram
  ) {
    let width = matrix.width
    let targets = self.targets.withUnsafeBufferPointer {
      Parallel.Pointer(
        UnsafeMutablePointer(mutating: $0.baseAddress))
    }
    guard let targets = targets.value, let first = features.first else { return }
    let isRun = features == Array(first..<first + features.count)
    matrix.bins.withUnsafeBufferPointer { bins in
      guard let bins = bins.baseAddress else { return }
      if weights == nil, isRun {
        let sums = offsets[first..<first + features.count].map { histogram.sums + $0 }
        sums.withUnsafeBufferPointer { sums in
          let count = sums.count
          for row in rows {
            let value = SIMD2(targets[Int(row)], 1)
            let own = bins + (Int(row) &* width &+ first)
            for feature in 0..<count { sums[feature][Int(own[feature])] += value }
          }
        }
        return
      }
      for feature in features {
        let sums = histogram.sums + offsets[feature]
        for row in rows {
          let weight = weights.map { Double($0[Int(row)]) } ?? 1
          sums[Int(bins[Int(row) &* width &+ feature])] += SIMD2(weight * targets[Int(row)], weight)
        }
      }
    }
  }

  func candidates(
    _ rows: UnsafeBufferPointer<UInt32>, _ facts: NodeFacts, _ state: Histogram?,
    _ features: [Int], _ limits: GrowthLimits, _ workers: Int
  ) -> [SplitCandidate?] {
    let open = features.filter { matrix.layout[$0].hasSplits }
    let histogram = state ?? histogram(rows, open, workers)
    return features.map { feature in
      guard matrix.layout[feature].hasSplits else { return nil }
      return Self.best(
        feature, matrix.layout[feature], histogram.sums + offsets[feature], facts, limits)
    }
  }

  private static func best(
    _ feature: Int, _ layout: BinLayout, _ sums: UnsafeMutablePointer<SIMD2<Double>>,
    _ facts: NodeFacts, _ limits: GrowthLimits
  ) -> SplitCandidate? {
    let shift = layout.hasMissing ? 1 : 0
    let missing = shift == 1 ? sums[0] : .zero
    var bins = Array(shift..<layout.count)
    var places: [Int: LevelSet] = [:]
    if case .category = layout.kind {
      bins = bins.filter { sums[$0].y > 0 }
      // By the mean of the label: the best order there is (W. D. Fisher, JASA 53, 1958).
      let means = bins.map { sums[$0].x / sums[$0].y }
      bins = bins.indices.sorted {
        means[$0] != means[$1] ? means[$0] < means[$1] : bins[$0] < bins[$1]
      }.map { bins[$0] }
      var taken: [Int] = []
      for bin in bins {
        taken.append(bin - shift)
        places[bin] = LevelSet(taken)
      }
    }
    let all = SIMD2(facts.prediction * facts.weight, facts.weight)
    let base = all.x * all.x / all.y
    // What rounding leaves of no gain: the squares of equal labels do not quite cancel.
    let noise = 1e-13 * facts.prediction * facts.prediction
    var best: SplitCandidate?
    for nullsGoLeft in missing.y > 0 ? [false, true] : [false] {
      var left = nullsGoLeft ? missing : .zero
      for bin in bins {
        let own = sums[bin]
        guard own.y > 0 else { continue }
        left += own
        let right = all - left
        guard left.y >= limits.minRows, right.y >= limits.minRows, right.y > 0 else { continue }
        let gain = (left.x * left.x / left.y + right.x * right.x / right.y - base) / all.y
        guard gain > noise, gain >= limits.minGain else { continue }
        best.improve(gain) {
          SplitCandidate(
            feature: feature, rule: places[bin].map { .levels($0) } ?? .bin(bin - shift),
            nullsGoLeft: nullsGoLeft, gain: gain, left: left)
        }
      }
    }
    return best
  }
}

/// The sum of the label and the weight in each bin.
///
/// Sendable because one node after the other owns it; threads that fill it together have bins of
/// their own.
final class Histogram: @unchecked Sendable {
  let count: Int
  let sums: UnsafeMutablePointer<SIMD2<Double>>

  init(_ count: Int) {
    self.count = count
    sums = .allocate(capacity: max(count, 1))
    sums.initialize(repeating: .zero, count: max(count, 1))
  }

  deinit { sums.deallocate() }

  func subtract(_ other: Histogram) {
    for bin in 0..<count { sums[bin] -= other.sums[bin] }
  }
}
