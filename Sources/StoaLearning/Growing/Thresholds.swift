/// Where a number is cut into bins: bin b holds what is above threshold b - 1 and at most
/// threshold b.
enum Thresholds {
  /// Values that are looked at where the cuts need not be MLlib's: more change no cut that matters.
  private static let largestSample = 200_000

  /// Cuts into at most `bins` bins that hold about as many rows each.
  ///
  /// Of few distinct values every midpoint is a cut; of many, values are counted from the smallest
  /// on, and a cut is made where the count comes nearest to the next multiple of rows / bins. That
  /// is how Spark's MLlib does it (`RandomForest.findSplitsForContinuousFeature`).
  ///
  /// - Parameters:
  ///   - values: without NaN among those that are looked at; NaN is passed over.
  ///   - isExact: look at all rows, not at a sample.
  static func of(_ values: [Double], bins: Int, isExact: Bool) -> [Double] {
    let step = isExact ? 1 : max(1, (values.count + largestSample - 1) / largestSample)
    var sample: [Double] = []
    sample.reserveCapacity(values.count / step + 1)
    for row in stride(from: 0, to: values.count, by: step) where !values[row].isNaN {
      sample.append(values[row])
    }
    let (distinct, counts) = ValueCounts.of(sample)
    guard !distinct.isEmpty else { return [] }
    func middle(_ index: Int) -> Double { (distinct[index - 1] + distinct[index]) / 2 }
    guard distinct.count > bins else { return (1..<distinct.count).map(middle) }
    let stride = Double(sample.count) / Double(bins)
    var cuts: [Double] = []
    var current = Double(counts[0])
    var target = stride
    for index in 1..<distinct.count {
      let previous = current
      current += Double(counts[index])
      if abs(previous - target) < abs(current - target) {
        cuts.append(middle(index))
        target += stride
      }
    }
    return cuts
  }

  /// Cuts for `bin`: to one less than a power of two, with cuts that are above every number.
  static func padded(_ cuts: [Double]) -> [Double] {
    var size = 1
    while size <= cuts.count { size *= 2 }
    return cuts + Array(repeating: .infinity, count: size - 1 - cuts.count)
  }

  /// The bin of a value, among padded cuts; a value above them all is in the last.
  ///
  /// As many comparisons for every value, and none that decides where to go on: a guess of the
  /// processor's that is wrong costs more than a search.
  @inline(__always)
  static func bin(_ value: Double, _ padded: UnsafeBufferPointer<Double>) -> Int {
    var low = 0
    var step = (padded.count &+ 1) / 2
    while step > 0 {
      // The sign of the difference, which is exact about who is larger: 1 where the cut is below.
      let isBelow = (padded[low &+ step &- 1] - value).bitPattern >> 63
      low &+= step &* Int(isBelow)
      step /= 2
    }
    return low
  }
}
