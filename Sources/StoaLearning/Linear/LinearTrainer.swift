import StoaEngine
import StoaPlan

/// Trains linear regressions from one pass of aggregates in the engine.
///
/// Ordinary least squares where `reg_param` is 0; else MLlib's objective (see
/// `LinearTrainer+Penalty`).
struct LinearTrainer: Sendable {
  let request: FitRequest
  let engine: any Engine
  let context: ExecutionContext
  let parameters: TrainingParameters

  /// What the equations give, in the units of the data.
  struct Solution: Sendable {
    var intercept: CoefficientEstimate?
    var coefficients: [CoefficientEstimate]
    var statistics: LinearStatistics
    var notes: [String]
  }

  init(_ request: FitRequest, engine: any Engine, _ context: ExecutionContext) throws {
    let label = request.formula.label
    guard label.value.type.isNumeric else {
      throw EngineError(
        .input, "`\(label.name)` is \(label.value.type.withArticle), and `fit linear` predicts a"
          + " number",
        hint: "`fit logistic` predicts a class")
    }
    self.request = request
    self.engine = engine
    self.context = context
    parameters = try TrainingParameters(request.parameters, for: .linear)
  }

  /// - Throws: `EngineError`, as `Trainers.fit` says.
  func train() async throws -> LinearModel {
    let layout = try FormulaLayout(request.formula)
    let groups = try await GroupStatistics(
      layout, label: request.formula.label, of: request.input, engine: engine, context)
    guard groups.rows > 0 else {
      throw EngineError.noRows(request.formula, dropped: groups.dropped)
    }
    let design = try Design(
      layout, levels: groups.levels, hasIntercept: parameters[bool: "fit_intercept"])
    let cross = CrossProducts(groups, design)
    try Task.checkIfCancelled()
    var solution = try await context.measure("solve") {
      parameters[float: "reg_param"] > 0
        ? penalized(cross, design) : try await leastSquares(cross, design)
    }
    solution.notes = droppedNote(groups.dropped) + design.referenceNotes + solution.notes
    let facts = TrainingFacts(
      engine: engine.name, engineVersion: engine.version, rows: Int64(groups.rows),
      dropped: groups.dropped, parameters: parameters.values)
    return try LinearModel(
      formula: request.formula, design: design, solution: solution, facts: facts)
  }

  private func leastSquares(_ centred: CrossProducts, _ design: Design) async throws -> Solution {
    let hasIntercept = design.hasIntercept
    let cross = hasIntercept ? centred : centred.aboutZero()
    let factor = Cholesky(cross.columns, floor: hasIntercept ? cross.roundingFloor : nil)
    let right = factor.kept.map { cross.label[$0] }
    let half = factor.halfSolve(right)
    let means = factor.kept.map { cross.means[$0] }
    let kept = factor.solve(right)
    var estimate = Estimate(
      coefficients: kept, intercept: hasIntercept ? cross.labelMean - dot(kept, means) : 0,
      errors: max(cross.labelSquare - dot(half, half), 0))
    if needsRefinement(estimate, cross, factor) {
      estimate = try await refined(estimate, cross, design, factor)
    }
    let statistics = LinearStatistics(
      rows: cross.rows, errors: estimate.errors, total: cross.labelSquare, rank: factor.rank,
      hasIntercept: hasIntercept, hasTests: true)
    let deviation = statistics.residualStandardError
    var coefficients = design.columnNames.map { CoefficientEstimate(term: $0, value: nil) }
    for (index, diagonal) in factor.inverseDiagonal().enumerated() {
      coefficients[factor.kept[index]].value = estimate.coefficients[index]
      coefficients[factor.kept[index]].standardError = deviation.map { $0 * diagonal.squareRoot() }
    }
    let lever = factor.halfSolve(means)
    let intercept = CoefficientEstimate(
      term: CoefficientEstimate.intercept, value: estimate.intercept,
      standardError: deviation.map { $0 * (1 / cross.rows + dot(lever, lever)).squareRoot() })
    var notes = design.dependenceNotes(factor, of: cross.columns)
    if deviation == nil {
      notes.append("there are as many coefficients as rows, so nothing can be tested")
    }
    return Solution(
      intercept: hasIntercept ? intercept : nil, coefficients: coefficients,
      statistics: statistics, notes: notes)
  }

  private func droppedNote(_ dropped: Int64) -> [String] {
    dropped == 0 ? [] : [TrainingFacts.droppedNote(dropped)]
  }
}

extension TrainingFacts {
  static func droppedNote(_ dropped: Int64) -> String {
    dropped == 1
      ? "1 row was left out because something that the formula uses is null in it"
      : "\(dropped) rows were left out because something that the formula uses is null in them"
  }
}

extension EngineError {
  static func noRows(_ formula: Formula, dropped: Int64) -> EngineError {
    EngineError(
      .input,
      dropped == 0
        ? "there is no row to fit `\(formula.text)` to"
        : "there is no row to fit `\(formula.text)` to: in all \(dropped) of them something that"
          + " it uses is null",
      hint: dropped == 0 ? nil : "`describe` shows which columns are null")
  }
}
