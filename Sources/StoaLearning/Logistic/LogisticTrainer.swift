import Foundation
import StoaEngine
import StoaPlan

/// Trains logistic regressions of two or more classes.
///
/// It minimises MLlib's objective, with u the sample deviation of a column, or 1 without
/// `standardization`, and no penalty on intercepts:
///
///     1/n Σ -ln p(class of row) + λα Σ uⱼ|bⱼ| + λ(1-α)/2 Σ uⱼ²bⱼ²
///
/// Two classes have one equation, for the second class. More classes have one each but the first,
/// as in statsmodels' `MNLogit`; with a penalty all have one, as in MLlib, with intercepts that
/// sum to zero.
struct LogisticTrainer: Sendable {
  /// One equation: the score of a class.
  struct Equation: Hashable, Sendable {
    /// Position in the classes.
    var classIndex: Int
    var intercept: CoefficientEstimate?
    var coefficients: [CoefficientEstimate]
  }

  struct Solution: Sendable {
    var classes: [Value]
    var equations: [Equation]
    var statistics: LogisticStatistics
    var notes: [String]
  }

  /// Classes a model may have: a score in an engine's language grows with their square.
  static let mostClasses = 100

  let request: FitRequest
  let engine: any Engine
  let context: ExecutionContext
  let parameters: TrainingParameters

  init(_ request: FitRequest, engine: any Engine, _ context: ExecutionContext) throws {
    let label = request.formula.label
    switch label.value.type {
    case .string, .bool, .int: break
    case let type:
      throw EngineError(
        .input, "`\(label.name)` is \(type.withArticle), and `fit logistic` predicts a class:"
          + " text, a bool or an int",
        hint: "`fit linear` predicts a number")
    }
    self.request = request
    self.engine = engine
    self.context = context
    parameters = try TrainingParameters(request.parameters, for: .logistic)
  }

  /// - Throws: `EngineError`, as `Trainers.fit` says.
  func train() async throws -> LogisticModel {
    let layout = try FormulaLayout(request.formula)
    let rows = try await TrainingRows(
      layout, label: request.formula.label, of: request.input, engine: engine, context)
    try check(rows)
    let design = try Design(
      layout, levels: rows.levels, hasIntercept: parameters[bool: "fit_intercept"])
    var scaled = ScaledDesign(design, rows)
    let isPenalized = parameters[float: "reg_param"] > 0
    var notes = rows.dropped == 0 ? [] : [TrainingFacts.droppedNote(rows.dropped)]
    notes += design.referenceNotes
    let isSmall =
      (design.width + 1) * (rows.classes.count - 1) <= LogisticSolver.largestNewton
    if !isPenalized && isSmall {
      let cross = scaled.crossProducts(centred: design.hasIntercept)
      let factor = Cholesky(cross)
      notes += design.dependenceNotes(factor, of: cross)
      scaled.remove(factor.dropped)
    }
    let objective = objective(rows, scaled, isPenalized: isPenalized)
    let solver = LogisticSolver(
      objective: objective, maxIterations: parameters[int: "max_iter"],
      tolerance: parameters[float: "tol"], onProgress: context.onProgress)
    let outcome = try await context.measure("solve") {
      try await solver.minimize(from: start(objective, rows))
    }
    let solution = solution(
      outcome, objective, design, rows, isPenalized: isPenalized, notes: notes)
    let facts = TrainingFacts(
      engine: engine.name, engineVersion: engine.version, rows: Int64(rows.count),
      dropped: rows.dropped, parameters: parameters.values)
    return try LogisticModel(
      formula: request.formula, design: design, solution: solution, facts: facts)
  }

  private func check(_ rows: TrainingRows) throws {
    guard rows.count > 0 else { throw EngineError.noRows(request.formula, dropped: rows.dropped) }
    let label = request.formula.label.name
    guard rows.classes.count > 1 else {
      throw EngineError(
        .input, "`\(label)` is \(rows.classes[0].level) in every row, so there is nothing to tell"
          + " apart")
    }
    guard rows.classes.count <= Self.mostClasses else {
      throw EngineError(
        .unsupported, "`\(label)` has \(rows.classes.count) classes, and `fit logistic` takes at"
          + " most \(Self.mostClasses)",
        hint: "put rare classes together before fitting")
    }
  }

  func objective(
    _ rows: TrainingRows, _ scaled: ScaledDesign, isPenalized: Bool
  ) -> LogisticObjective {
    let isBinary = rows.classes.count == 2
    let hasPivot = isBinary || !isPenalized
    let equations = hasPivot ? rows.classes.count - 1 : rows.classes.count
    let hasIntercept = parameters[bool: "fit_intercept"]
    let strength = parameters[float: "reg_param"]
    let share = parameters[float: "elastic_net_param"]
    // A scaled coefficient is the plain one times the deviation.
    let units = scaled.factors.map { parameters[bool: "standardization"] ? 1 : $0 }
    let free = hasIntercept ? [0.0] : []
    let lasso = units.map { strength * share * $0 } + free
    let ridge = units.map { strength * (1 - share) * $0 * $0 } + free
    return LogisticObjective(
      design: scaled, labels: rows.labels, equations: equations, hasPivot: hasPivot,
      hasIntercept: hasIntercept, lasso: (0..<equations).flatMap { _ in lasso },
      ridge: (0..<equations).flatMap { _ in ridge })
  }

  /// Coefficients of zero, and the intercepts that fit the frequencies of the classes.
  func start(_ objective: LogisticObjective, _ rows: TrainingRows) -> [Double] {
    var theta = Array(repeating: 0.0, count: objective.dimension)
    guard objective.hasIntercept else { return theta }
    let logs = rows.classCounts.map { log(Double($0)) }
    let base = objective.hasPivot ? logs[0] : logs.reduce(0, +) / Double(logs.count)
    for equation in 0..<objective.equations {
      theta[(equation + 1) * objective.stride - 1] =
        logs[equation + (objective.hasPivot ? 1 : 0)] - base
    }
    return theta
  }
}

extension TrainingRows {
  /// The number of rows of each class.
  var classCounts: [Int] {
    var counts = Array(repeating: 0, count: classes.count)
    for label in labels { counts[label] += 1 }
    return counts
  }
}
