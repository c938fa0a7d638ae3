import SparkConnect
import StoaEngine
import StoaLearning
import StoaPlan

/// Trees, forests and boosted ensembles.
extension SparkEngine {
  func trees(
    _ rows: TrainingRows, _ context: ExecutionContext
  ) async throws -> any StoaEngine.Model {
    let frame = rows.frame
    let (features, expressions) = try frame.features(levels: rows.levels)
    let counts = features.map { $0.levels?.count }
    try checkBins(features, frame)
    try checkParameters(frame)
    let relation = try await rows.relation(expressions, categories: counts, self, context)
    let grown = try await perform(context) { [session] options in
      try await GrownTrees(frame, classes: rows.classes.count, relation, session, options)
    }
    var content = TreeModel.Content(
      kind: frame.request.kind, task: frame.request.task, features: features,
      classes: rows.classes.map(\.value), trees: [], weights: grown.weights,
      importances: grown.importances, treeCount: grown.weights.count, nodeCount: grown.nodeCount,
      notes: rows.dropped == 0 ? [] : [Self.droppedNote(rows.dropped)])
    if grown.nodeCount * max(rows.classes.count, 1) <= TreeFetcher.largest {
      content.trees = try await TreeFetcher(self, context).trees(
        of: grown.server, isClassifier: frame.request.task == .classification
          && frame.request.kind != .boosted)
    }
    return try TreeModel(
      content, formula: frame.request.formula, facts: rows.facts(self), handle: grown.server)
  }

  /// MLlib cuts a category into as many bins as it has levels.
  private func checkBins(_ features: [Feature], _ frame: TrainingFrame) throws {
    let bins = frame.parameters[int: "max_bins"]
    for feature in features {
      guard let count = feature.levels?.count, count > bins else { continue }
      throw EngineError(
        .input, "`\(feature.name)` has \(count) levels, and `max_bins` is \(bins)",
        hint: "say `with max_bins = \(count)`, or leave it out with `- \(feature.name)`")
    }
  }

  /// MLlib has no word for these.
  private func checkParameters(_ frame: TrainingFrame) throws {
    guard frame.parameters[int: "max_depth"] <= 30 else {
      throw EngineError(
        .unsupported, "a tree on \(name) has a depth of at most 30",
        hint: "`:engine duckdb` grows deeper ones; the rows come with `collect`")
    }
    let asked =
      frame.parameters[word: "missing"] == "learn"
      ? "missing = learn" : frame.parameters[float: "validation_share"] > 0
        ? "validation_share" : nil
    guard let asked else { return }
    throw EngineError(
      .unsupported, "`\(asked)` is not available on \(name)",
      hint: "`:engine duckdb` has it; the rows come with `collect`")
  }

  private static func droppedNote(_ dropped: Int64) -> String {
    "\(dropped) \(dropped == 1 ? "row was" : "rows were") left out because something that the"
      + " formula uses is null"
  }
}

/// What MLlib has grown, and what it tells of it.
private struct GrownTrees {
  let server: ServerModel
  let weights: [Double]
  let importances: [Double]
  let nodeCount: Int

  init(
    _ frame: TrainingFrame, classes: Int, _ relation: Relation, _ session: SparkSession,
    _ options: OperationOptions
  ) async throws {
    let parameters = frame.parameters
    let tree = TreeParameters(
      maxDepth: parameters[int: "max_depth"], maxBins: parameters[int: "max_bins"],
      minInstancesPerNode: parameters[int: "min_instances_per_node"],
      minInfoGain: parameters[float: "min_info_gain"], seed: Int64(parameters[int: "seed"]))
    let (features, label) = (TrainingRows.features, TrainingRows.label)
    let isClassifier = frame.request.task == .classification
    let impurity = try Impurity(frame)
    switch (frame.request.kind, isClassifier) {
    case (.tree, true):
      var estimator = DecisionTreeClassifier(featuresCol: features, labelCol: label, tree: tree)
      estimator.impurity = impurity.ofClasses
      estimator.outputs = .own
      try await self.init(
        one: session.fit(estimator, to: relation, options), in: session)
    case (.tree, false):
      var estimator = DecisionTreeRegressor(featuresCol: features, labelCol: label, tree: tree)
      estimator.predictionCol = ClassifierColumns.own.predictionCol
      try await self.init(
        one: session.fit(estimator, to: relation, options), in: session)
    case (.forest, true):
      var estimator = RandomForestClassifier(
        featuresCol: features, labelCol: label, tree: tree, forest: ForestParameters(frame))
      estimator.impurity = impurity.ofClasses
      estimator.outputs = .own
      try await self.init(
        many: session.fit(estimator, to: relation, options), in: session)
    case (.forest, false):
      var estimator = RandomForestRegressor(
        featuresCol: features, labelCol: label, tree: tree, forest: ForestParameters(frame))
      estimator.predictionCol = ClassifierColumns.own.predictionCol
      try await self.init(
        many: session.fit(estimator, to: relation, options), in: session)
    case (_, true):
      guard classes == 2 else {
        throw EngineError(
          .unsupported, "`fit boosted` tells two classes apart on spark, and"
            + " `\(frame.request.formula.label.name)` has \(classes)",
          hint: "`fit forest` takes any number of classes")
      }
      var estimator = GBTClassifier(
        featuresCol: features, labelCol: label, tree: tree, boosting: BoostingParameters(frame))
      estimator.outputs = .own
      try await self.init(
        many: session.fit(estimator, to: relation, options), in: session)
    case (_, false):
      var estimator = GBTRegressor(
        featuresCol: features, labelCol: label, tree: tree, boosting: BoostingParameters(frame))
      estimator.lossType = parameters[word: "loss"]
      estimator.predictionCol = ClassifierColumns.own.predictionCol
      try await self.init(
        many: session.fit(estimator, to: relation, options), in: session)
    }
  }

  private init(one model: some SingleTreeModel, in session: SparkSession) async throws {
    server = ServerModel(model, in: session)
    weights = [1]
    importances = try await model.featureImportances()
    nodeCount = try await model.numNodes()
  }

  private init(many model: some TreeEnsembleModel, in session: SparkSession) async throws {
    server = ServerModel(model, in: session)
    weights = try await model.treeWeights()
    importances = try await model.featureImportances()
    nodeCount = try await model.totalNumNodes()
  }
}

/// What a split makes less; `gini` is what the catalogue says where a program says nothing.
private struct Impurity {
  let ofClasses: ClassifierImpurity

  init(_ frame: TrainingFrame) throws {
    let word = frame.parameters[word: "impurity"]
    let isStated = frame.request.parameters["impurity"] != nil
    switch frame.request.task {
    case .classification:
      guard let impurity = ClassifierImpurity(rawValue: word) else {
        throw EngineError(
          .input, "`impurity = \(word)` is for numbers, and this predicts classes",
          hint: "`gini` or `entropy`")
      }
      ofClasses = impurity
    case .regression:
      guard !isStated || word == "variance" else {
        throw EngineError(
          .input, "`impurity = \(word)` is for classes, and this predicts a number",
          hint: "leave it out, or say `variance`")
      }
      ofClasses = .gini
    }
  }
}

extension ForestParameters {
  fileprivate init(_ frame: TrainingFrame) {
    self.init(
      numTrees: frame.parameters[int: "num_trees"],
      featureSubsetStrategy: frame.parameters[word: "feature_subset"],
      subsamplingRate: frame.parameters[float: "subsample_rate"])
  }
}

extension BoostingParameters {
  fileprivate init(_ frame: TrainingFrame) {
    self.init(
      maxIter: frame.parameters[int: "max_iter"], stepSize: frame.parameters[float: "step_size"],
      featureSubsetStrategy: frame.parameters[word: "feature_subset"],
      subsamplingRate: frame.parameters[float: "subsample_rate"])
  }
}
