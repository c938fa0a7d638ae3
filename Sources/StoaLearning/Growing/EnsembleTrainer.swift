import Foundation
import StoaEngine
import StoaPlan

/// Trains decision trees, random forests and boosted trees in this process.
///
/// The columns that a formula uses come out of the engine once, are cut into bins, and a tree is
/// grown depth first. Parameters have the meanings of Spark's MLlib.
struct EnsembleTrainer: Sendable {
  let request: FitRequest
  let engine: any Engine
  let context: ExecutionContext
  let frame: TrainingFrame
  let parameters: TrainingParameters

  init(_ request: FitRequest, engine: any Engine, _ context: ExecutionContext) throws {
    self.request = request
    self.engine = engine
    self.context = context
    frame = try TrainingFrame(request)
    parameters = frame.parameters
    try checkImpurity()
  }

  /// Whether bins, the order of levels and leaves are those of MLlib.
  var isMLlib: Bool { parameters[word: "bins"] == "mllib" }
  var keepsNulls: Bool { parameters[word: "missing"] == "learn" }
  var seed: UInt64 { UInt64(bitPattern: Int64(parameters[int: "seed"])) }
  var isClassifier: Bool { request.task == .classification }

  /// Bins of a boosted ensemble where nothing is said: as many as a byte holds, and one for the
  /// missing values.
  private static let boostedBins = 255

  private var bins: Int {
    let isStated = request.parameters["max_bins"] != nil
    return request.kind == .boosted && !isStated && !isMLlib
      ? Self.boostedBins : parameters[int: "max_bins"]
  }

  /// - Throws: `EngineError`, as `Trainers.fit` says.
  func train() async throws -> TreeModel {
    let columns = try await TrainingColumns(
      frame, keepsNulls: keepsNulls, engine: engine, context)
    let layout = await context.measure("bin") { binLayout(columns) }
    try check(columns, layout)
    // A byte holds a bin of most models; where a feature has more of them, all take two.
    let ensemble =
      layout.allSatisfy { $0.count <= 256 }
      ? try await grow(columns, layout, UInt8.self)
      : try await grow(columns, layout, UInt16.self)
    return try await context.measure("assemble") { try model(ensemble, columns, layout) }
  }

  private func binLayout(_ columns: TrainingColumns) -> [BinLayout] {
    let bins = isMLlib ? min(self.bins, columns.rows) : self.bins
    return Parallel.map(columns.features.count) { feature in
      BinLayout(
        columns.columns[feature], levels: columns.features[feature].levels?.count, bins: bins,
        isExact: isMLlib)
    }
  }

  private func checkImpurity() throws {
    let word = parameters[word: "impurity"]
    let isStated = request.parameters["impurity"] != nil
    guard isStated, (word == "variance") == isClassifier, request.kind != .boosted else { return }
    throw EngineError(
      .input,
      isClassifier
        ? "`impurity = variance` is for numbers, and this predicts classes"
        : "`impurity = \(word)` is for classes, and this predicts a number",
      hint: isClassifier ? "`gini` or `entropy`" : "leave it out, or say `variance`")
  }

  private func check(_ columns: TrainingColumns, _ layout: [BinLayout]) throws {
    for (feature, bins) in zip(columns.features, layout) {
      guard case .category(let levels) = bins.kind else { continue }
      if isMLlib, levels > self.bins {
        throw EngineError(
          .input, "`\(feature.name)` has \(levels) levels, and `max_bins` is \(self.bins)",
          hint: "say `with max_bins = \(levels)`, or leave it out with `- \(feature.name)`")
      }
      guard levels < 1 << 16 else {
        throw EngineError(
          .unsupported, "`\(feature.name)` has \(levels) levels, and a tree takes up to 65,535",
          hint: "leave it out with `- \(feature.name)`, or put rare levels together")
      }
    }
    guard layout.allSatisfy({ $0.count <= 1 << 16 }) else {
      throw EngineError(.input, "`max_bins` is at most 65,535 on \(engine.name)")
    }
    guard columns.rows < Int(UInt32.max) else {
      throw EngineError(.unsupported, "trees are grown on at most 4,294,967,294 rows here")
    }
  }

  private func grow<Bin: FixedWidthInteger & UnsignedInteger & Sendable>(
    _ columns: TrainingColumns, _ layout: [BinLayout], _ type: Bin.Type
  ) async throws -> Ensemble {
    let matrix = await context.measure("bin") { BinnedMatrix<Bin>(columns, layout) }
    let stop = StopSign()
    let ensemble = try await context.measure("grow") {
      try await stop.run { stop in
        switch (request.kind, columns.label) {
        case (.boosted, .numbers(let targets)): boost(matrix, numbers: targets, stop)
        case (.boosted, .classes(let labels)):
          boost(matrix, classes: labels, columns.classes.count, stop)
        case (_, .numbers(let targets)): forest(matrix, numbers: targets, stop)
        case (_, .classes(let labels)):
          forest(matrix, classes: labels, columns.classes.count, stop)
        }
      }
    }
    guard !ensemble.trees.isEmpty, !stop.isUp || request.kind != .tree else {
      throw EngineError(.cancelled, "the training was stopped")
    }
    return ensemble
  }

  /// The trees of a training.
  struct Ensemble: Sendable {
    var trees: [DecisionTree]
    var weights: [Double]
    var importances: [Double]
    var notes: [String] = []

    init() {
      trees = []
      weights = []
      importances = []
    }

    /// Adds a tree; the importances of all count alike, as in MLlib.
    mutating func append(_ tree: DecisionTree, weight: Double, _ importances: [Double]) {
      trees.append(tree)
      weights.append(weight)
      if self.importances.isEmpty {
        self.importances = importances
      } else {
        for place in importances.indices { self.importances[place] += importances[place] }
      }
    }
  }

  private func model(
    _ ensemble: Ensemble, _ columns: TrainingColumns, _ layout: [BinLayout]
  ) throws -> TreeModel {
    let sum = ensemble.importances.reduce(0, +)
    var notes = columns.dropped == 0 ? [] : [TrainingFacts.droppedNote(columns.dropped)]
    notes += ensemble.notes
    var facts = frame.facts(engine: engine, rows: Int64(columns.rows), dropped: columns.dropped)
    facts.parameters["max_bins"] = .int(Int64(bins))
    return try TreeModel(
      TreeModel.Content(
        kind: request.kind, task: request.task, features: columns.features,
        classes: columns.classes, trees: ensemble.trees, weights: ensemble.weights,
        importances: ensemble.importances.map { sum > 0 ? $0 / sum : 0 },
        treeCount: ensemble.trees.count,
        nodeCount: ensemble.trees.reduce(0) { $0 + $1.count }, notes: notes,
        takesNulls: keepsNulls),
      formula: request.formula, facts: facts)
  }

  /// Tells how far a training is that goes step by step.
  func tell(_ done: Int, of all: Int, _ what: String, loss: Double? = nil) {
    context.onProgress(
      Progress(
        fraction: Double(done) / Double(all),
        stages: [Progress.Stage(name: "grow", tasksDone: done, tasks: all, unit: what)],
        loss: loss))
  }
}
