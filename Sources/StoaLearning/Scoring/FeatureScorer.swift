import StoaPlan

/// What a model makes of a row of its `features`, in this process; NaN is a missing value.
public protocol FeatureScorer: Sendable {
  /// The number of features.
  var width: Int { get }
  /// Zero for a regression.
  var classCount: Int { get }
  /// Whether a row with a missing feature is scored.
  var takesNulls: Bool { get }

  /// The number that a regression predicts.
  func number(_ features: UnsafePointer<Double>) -> Double
  /// The numbers for the rows of a block.
  func numbers(_ block: FeatureBlock, into target: UnsafeMutablePointer<Double>)
  /// The probability of each class.
  ///
  /// - Parameter shares: room for as many as there are classes.
  func probabilities(
    _ features: UnsafePointer<Double>, into shares: UnsafeMutablePointer<Double>)
  /// The likeliest class, of equal ones the first, and its probability.
  ///
  /// - Parameter scratch: room for as many as there are classes.
  func best(
    _ features: UnsafePointer<Double>, _ scratch: UnsafeMutablePointer<Double>
  ) -> (place: Int, probability: Double)
  /// The same for the rows of a block.
  ///
  /// - Parameter scratch: room for as many as there are classes.
  func best(
    _ block: FeatureBlock, _ scratch: UnsafeMutablePointer<Double>,
    places: UnsafeMutablePointer<Int32>, shares: UnsafeMutablePointer<Double>)
}

extension FeatureScorer {
  public func best(
    _ block: FeatureBlock, _ scratch: UnsafeMutablePointer<Double>,
    places: UnsafeMutablePointer<Int32>, shares: UnsafeMutablePointer<Double>
  ) {
    bestByRow(block, scratch, places: places, shares: shares)
  }

  func bestByRow(
    _ block: FeatureBlock, _ scratch: UnsafeMutablePointer<Double>,
    places: UnsafeMutablePointer<Int32>, shares: UnsafeMutablePointer<Double>
  ) {
    block.forEachRow { row, features in
      let best = best(features, scratch)
      places[row] = Int32(best.place)
      shares[row] = best.probability
    }
  }

  public func numbers(_ block: FeatureBlock, into target: UnsafeMutablePointer<Double>) {
    numbersByRow(block, into: target)
  }

  func numbersByRow(_ block: FeatureBlock, into target: UnsafeMutablePointer<Double>) {
    block.forEachRow { row, features in target[row] = number(features) }
  }

  public func best(
    _ features: UnsafePointer<Double>, _ scratch: UnsafeMutablePointer<Double>
  ) -> (place: Int, probability: Double) {
    likeliest(features, scratch)
  }

  /// By the probabilities of all classes.
  func likeliest(
    _ features: UnsafePointer<Double>, _ scratch: UnsafeMutablePointer<Double>
  ) -> (place: Int, probability: Double) {
    probabilities(features, into: scratch)
    var best = 0
    for place in 1..<max(classCount, 1) where scratch[place] > scratch[best] { best = place }
    return (best, scratch[best])
  }
}

/// A model that scores rows by its features in this process, which an engine may call for each of
/// its rows.
public protocol FeatureScoredModel: PredictingModel {
  /// Nil where what it takes for that is not known here.
  var scorer: (any FeatureScorer)? { get }
}
