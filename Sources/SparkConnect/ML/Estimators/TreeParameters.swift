/// How a tree grows, alone or in an ensemble.
public struct TreeParameters: Hashable, Sendable {
  public var maxDepth: Int
  /// Into how many a feature is cut to look for splits; not fewer than a category has values.
  public var maxBins: Int
  public var minInstancesPerNode: Int
  public var minWeightFractionPerNode: Double
  public var minInfoGain: Double
  public var seed: Int64?
  public var weightCol: String?

  public init(
    maxDepth: Int = 5, maxBins: Int = 32, minInstancesPerNode: Int = 1,
    minWeightFractionPerNode: Double = 0, minInfoGain: Double = 0, seed: Int64? = nil,
    weightCol: String? = nil
  ) {
    self.maxDepth = maxDepth
    self.maxBins = maxBins
    self.minInstancesPerNode = minInstancesPerNode
    self.minWeightFractionPerNode = minWeightFractionPerNode
    self.minInfoGain = minInfoGain
    self.seed = seed
    self.weightCol = weightCol
  }

  var parameters: [String: Literal] {
    var parameters: [String: Literal] = [
      "maxDepth": .count(maxDepth), "maxBins": .count(maxBins),
      "minInstancesPerNode": .count(minInstancesPerNode),
      "minWeightFractionPerNode": .double(minWeightFractionPerNode),
      "minInfoGain": .double(minInfoGain),
    ]
    parameters["seed"] = seed.map(Literal.long)
    parameters["weightCol"] = weightCol.map(Literal.string)
    return parameters
  }
}

/// How the trees of a forest come to differ.
public struct ForestParameters: Hashable, Sendable {
  public var numTrees: Int
  /// `auto`, `all`, `sqrt`, `log2`, `onethird`, a number or a fraction of the features for a split
  public var featureSubsetStrategy: String
  /// The fraction of the rows for a tree
  public var subsamplingRate: Double
  public var bootstrap: Bool

  public init(
    numTrees: Int = 20, featureSubsetStrategy: String = "auto", subsamplingRate: Double = 1,
    bootstrap: Bool = true
  ) {
    self.numTrees = numTrees
    self.featureSubsetStrategy = featureSubsetStrategy
    self.subsamplingRate = subsamplingRate
    self.bootstrap = bootstrap
  }

  var parameters: [String: Literal] {
    [
      "numTrees": .count(numTrees), "featureSubsetStrategy": .string(featureSubsetStrategy),
      "subsamplingRate": .double(subsamplingRate), "bootstrap": .boolean(bootstrap),
    ]
  }
}

/// How trees are added to each other.
public struct BoostingParameters: Hashable, Sendable {
  /// The number of trees
  public var maxIter: Int
  public var stepSize: Double
  public var featureSubsetStrategy: String
  /// The fraction of the rows for a tree
  public var subsamplingRate: Double

  public init(
    maxIter: Int = 20, stepSize: Double = 0.1, featureSubsetStrategy: String = "all",
    subsamplingRate: Double = 1
  ) {
    self.maxIter = maxIter
    self.stepSize = stepSize
    self.featureSubsetStrategy = featureSubsetStrategy
    self.subsamplingRate = subsamplingRate
  }

  var parameters: [String: Literal] {
    [
      "maxIter": .count(maxIter), "stepSize": .double(stepSize),
      "featureSubsetStrategy": .string(featureSubsetStrategy),
      "subsamplingRate": .double(subsamplingRate),
    ]
  }
}

/// How a classifier's tree measures that a node is mixed.
public enum ClassifierImpurity: String, Sendable { case gini, entropy }
