/// A kind of model that `fit` knows.
public struct ModelEntry: Hashable, Sendable {
  public var name: String
  /// What it is, in a sentence without a full stop.
  public var help: String
  public var parameters: [ModelParameter]
}

/// A parameter of a kind of model, with the meaning and the default that Spark's MLlib gives it.
public struct ModelParameter: Hashable, Sendable {
  public enum Default: Hashable, Sendable {
    case bool(Bool)
    case int(Int)
    case float(Double)
    /// A bare word, one of `choices` where there are any.
    case word(String)
    /// Must be given: a list of ints.
    case requiredInts
    /// Drawn anew where it is not given: an int.
    case randomInt
  }

  public var name: String
  public var fallback: Default
  /// The words that it takes, where it takes words.
  public var choices: [String] = []
  /// The smallest and the largest value, where it takes numbers.
  public var bounds: ClosedRange<Double>?
  public var help: String

  init(
    _ name: String, _ fallback: Default, choices: [String] = [],
    bounds: ClosedRange<Double>? = nil, _ help: String
  ) {
    self.name = name
    self.fallback = fallback
    self.choices = choices
    self.bounds = bounds
    self.help = help
  }
}

/// The table of the kinds of models.
///
/// Defaults: Apache Spark 4, `org.apache.spark.ml.regression` and `.classification`, in snake case.
public enum ModelCatalogue {
  public static let all: [ModelEntry] = [
    ModelEntry(
      name: "linear", help: "linear regression by least squares", parameters: linearParameters),
    ModelEntry(
      name: "logistic", help: "logistic regression, for two classes or more",
      parameters: linearParameters),
    ModelEntry(
      name: "tree", help: "a decision tree", parameters: treeParameters),
    ModelEntry(
      name: "forest", help: "a random forest",
      parameters: treeParameters + [
        ModelParameter("num_trees", .int(20), bounds: 1...1e6, "the number of trees"),
        subset("auto"), share,
      ]),
    ModelEntry(
      name: "boosted", help: "gradient-boosted trees",
      parameters: treeParameters + [
        ModelParameter("max_iter", .int(20), bounds: 0...1e6, "the number of trees"),
        ModelParameter("step_size", .float(0.1), bounds: 0...1, "how much each tree counts"),
        subset("all"), share,
        ModelParameter(
          "loss", .word("squared"), choices: ["squared", "absolute"],
          "what is made small where the label is a number"),
        ModelParameter(
          "validation_share", .float(0), bounds: 0...0.9,
          "the share of the rows that tell when to stop; not on spark"),
        ModelParameter(
          "validation_tol", .float(0.01), bounds: 0...1e6,
          "the least relative gain of a round on those rows"),
      ]),
    ModelEntry(
      name: "network", help: "a multilayer perceptron",
      parameters: [
        ModelParameter("layers", .requiredInts, "the sizes of the layers, input to output"),
        ModelParameter("max_iter", .int(100), bounds: 0...1e6, "the most iterations"),
        ModelParameter("tol", .float(1e-6), bounds: 0...1, "the change at which it stops"),
        ModelParameter("step_size", .float(0.03), bounds: 0...1e6, "the step of each iteration"),
        seed,
      ]),
  ]

  /// The entry of a kind.
  public static func find(_ name: String) -> ModelEntry? {
    all.first { $0.name == name }
  }

  static let names = all.map(\.name).joined(separator: ", ")

  /// What `cross_validate` takes besides the parameters of the kind.
  public static let foldOptions = [
    ModelParameter("k", .int(5), bounds: 2...1000, "the number of parts"),
    ModelParameter("seed", .randomInt, "makes the parts, and what the models draw, repeatable"),
  ]

  /// What `tune` takes besides the parameters of the kind.
  public static let tuneOptions = [
    ModelParameter("tries", .int(0), bounds: 0...1e6, "the most models; 0 is every combination"),
    ModelParameter(
      "seconds", .float(0), bounds: 0...1e9, "after how long no other try begins; 0 is never"),
    ModelParameter("share", .float(0.3), bounds: 0.01...0.99, "the share that is kept apart"),
    ModelParameter("seed", .randomInt, "makes the share and all draws repeatable"),
  ]

  private static let linearParameters = [
    ModelParameter(
      "reg_param", .float(0), bounds: 0...Double.greatestFiniteMagnitude,
      "the weight of the penalty on the coefficients"),
    ModelParameter(
      "elastic_net_param", .float(0), bounds: 0...1,
      "the mix of the penalty: 0 is ridge (L2), 1 is lasso (L1)"),
    ModelParameter("max_iter", .int(100), bounds: 0...1e6, "the most iterations"),
    ModelParameter("tol", .float(1e-6), bounds: 0...1, "the change at which it stops"),
    ModelParameter("fit_intercept", .bool(true), "whether there is an intercept"),
    ModelParameter(
      "standardization", .bool(true), "whether the penalty sees columns scaled to unit spread"),
  ]

  private static let treeParameters = [
    ModelParameter(
      "max_depth", .int(5), bounds: 0...1000,
      "the longest path from root to leaf; on spark up to 30"),
    ModelParameter("max_bins", .int(32), bounds: 2...1e6, "into how many bins a number is cut"),
    ModelParameter(
      "min_instances_per_node", .int(1), bounds: 1...1e9, "the fewest rows of a node"),
    ModelParameter("min_info_gain", .float(0), bounds: 0...1e9, "the least gain of a split"),
    ModelParameter(
      "impurity", .word("gini"), choices: ["gini", "entropy", "variance"],
      "what a split makes less; `variance` where the label is a number"),
    ModelParameter(
      "bins", .word("quantile"), choices: ["quantile", "mllib"],
      "`mllib` cuts, orders levels, merges leaves and begins to boost exactly as Spark does"),
    ModelParameter(
      "missing", .word("drop"), choices: ["drop", "learn"],
      "rows with a null feature: left out, or sent the better way; `learn` is not on spark"),
    seed,
  ]

  private static let seed = ModelParameter("seed", .randomInt, "makes the draw repeatable")

  private static let share = ModelParameter(
    "subsample_rate", .float(1), bounds: 0...1, "the share of the rows that each tree sees")

  private static func subset(_ fallback: String) -> ModelParameter {
    ModelParameter(
      "feature_subset", .word(fallback), choices: ["auto", "all", "onethird", "sqrt", "log2"],
      "how many features each split looks at")
  }
}
