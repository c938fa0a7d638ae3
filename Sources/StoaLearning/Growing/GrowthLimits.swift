import Foundation
import StoaEngine

/// When a tree stops growing, and what its splits may look at.
struct GrowthLimits: Sendable {
  var maxDepth: Int
  /// The least weight of a node.
  var minRows: Double
  /// The least gain of a split.
  var minGain: Double
  /// How many features each split looks at; nil for all.
  var featuresPerNode: Int?
  /// Makes the draw of features repeatable.
  var seed: UInt64

  init(_ parameters: TrainingParameters, seed: UInt64) {
    maxDepth = parameters[int: "max_depth"]
    minRows = Double(parameters[int: "min_instances_per_node"])
    minGain = parameters[float: "min_info_gain"]
    self.seed = seed
  }

  /// Whether a feature that parts nothing in a node does not count among those that it looks at:
  /// so it is in scikit-learn, and not in MLlib.
  var looksFurther = true

  /// All features in the order in which a node looks at them.
  ///
  /// - Parameter path: what tells the node from the tree's others.
  func features(of count: Int, path: UInt64) -> [Int] {
    guard let wanted = featuresPerNode, wanted < count else { return Array(0..<count) }
    var generator = SplitMix(seed: seed ^ path)
    return Array(0..<count).shuffled(using: &generator)
  }
}

/// SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, OOPSLA 2014).
struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func next(below limit: UInt64) -> UInt64 {
    next().multipliedFullWidth(by: limit).high
  }

  /// At least 0 and below 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number of Poisson's distribution (D. E. Knuth, The Art of Computer Programming, 3.4.1).
  mutating func poisson(mean: Double) -> Int {
    let limit = Foundation.exp(-mean)
    var product = unit()
    var count = 0
    while product > limit {
      product *= unit()
      count += 1
    }
    return count
  }
}
