import StoaEngine
import StoaPlan

extension ModelDocument.Content {
  init(_ parts: ModelParts, _ facts: TrainingFacts) throws {
    formula = try StoredFormula(parts.formula)
    inputs = parts.formula.inputs.map { StoredField(name: $0.name, type: $0.type.description) }
    levels = parts.design?.levels.map { $0.map(StoredValue.init) } ?? []
    hasIntercept = parts.design?.hasIntercept ?? false
    columns = parts.design?.columnNames ?? []
    self.facts = StoredFacts(facts)
    switch parts {
    case .linear(_, _, let solution):
      kind = ModelKind.linear.rawValue
      task = LearningTask.regression.rawValue
      classes = []
      equations = [
        StoredEquation(
          classIndex: 0, intercept: solution.intercept.map(StoredEstimate.init),
          coefficients: solution.coefficients.map(StoredEstimate.init))
      ]
      linear = solution.statistics
      notes = solution.notes
    case .logistic(_, _, let solution):
      kind = ModelKind.logistic.rawValue
      task = LearningTask.classification.rawValue
      classes = solution.classes.map(StoredValue.init)
      equations = solution.equations.map {
        StoredEquation(
          classIndex: $0.classIndex, intercept: $0.intercept.map(StoredEstimate.init),
          coefficients: $0.coefficients.map(StoredEstimate.init))
      }
      logistic = solution.statistics
      notes = solution.notes
    case .trees(_, let content):
      kind = content.kind.rawValue
      task = content.task.rawValue
      classes = content.classes.map(StoredValue.init)
      equations = []
      columns = content.features.map(\.name)
      trees = try StoredTrees(content)
      notes = content.notes
    case .network(_, let content):
      kind = ModelKind.network.rawValue
      task = LearningTask.classification.rawValue
      classes = content.classes.map(StoredValue.init)
      equations = []
      network = StoredNetwork(content)
      notes = content.notes
    }
  }

  /// The model, everything in the content checked against everything else.
  ///
  /// - Throws: `ModelDamage`, or `EngineError` where the formula is not one for this kind.
  func model() throws -> any Model {
    let formula = try formula.formula()
    switch ModelKind(rawValue: kind) {
    case .tree, .forest, .boosted: return try treeModel(formula)
    case .network:
      guard let network else { throw ModelDamage("it lacks the parts of a network") }
      let content = try network.content(
        design(formula), classes: ascending(classes, formula.label.value.type, "the classes"),
        notes: notes)
      return try NetworkModel(content, formula: formula, facts: facts.facts)
    case .linear:
      let design = try design(formula)
      guard let linear, let equation = equations.first, equations.count == 1 else {
        throw ModelDamage("it lacks the parts of a linear model")
      }
      guard formula.label.value.type.isNumeric, task == LearningTask.regression.rawValue else {
        throw ModelDamage("its label is no number")
      }
      let solution = try LinearTrainer.Solution(
        intercept: intercept(equation), coefficients: coefficients(equation, design),
        statistics: linear, notes: notes)
      return try LinearModel(
        formula: formula, design: design, solution: solution, facts: facts.facts)
    case .logistic:
      return try logisticModel(formula, design(formula))
    case nil:
      throw EngineError(
        .unsupported, "the model is of the kind `\(kind)`, which this version cannot read",
        hint: "a newer version of Stoa can")
    }
  }

  private func treeModel(_ formula: Formula) throws -> TreeModel {
    guard let trees, let kind = ModelKind(rawValue: kind), let task = LearningTask(rawValue: task)
    else { throw ModelDamage("it lacks the parts of a tree model") }
    let type = formula.label.value.type
    guard task == .classification || (classes.isEmpty && type.isNumeric) else {
      throw ModelDamage("its label is no number")
    }
    let known = task == .regression ? [] : try ascending(classes, type, "the classes")
    let content = try trees.content(kind, task, classes: known, notes: notes)
    return try TreeModel(content, formula: formula, facts: facts.facts)
  }

  private func design(_ formula: Formula) throws -> Design {
    let layout = try FormulaLayout(formula)
    guard levels.count == layout.categories.count else {
      throw ModelDamage("it has levels of \(levels.count) categories for a formula with"
        + " \(layout.categories.count)")
    }
    let checked = try zip(layout.categories, levels).map { category, levels in
      try ascending(levels, category.value.type, "the levels of `\(category.name)`")
    }
    return try Design(layout, levels: checked, hasIntercept: hasIntercept)
  }

  private func logisticModel(_ formula: Formula, _ design: Design) throws -> LogisticModel {
    let type = formula.label.value.type
    let classes = try ascending(self.classes, type, "the classes")
    let first = equations.first?.classIndex
    guard let logistic, classes.count >= 2,
      [.string, .bool, .int].contains(type), task == LearningTask.classification.rawValue,
      first == 1 || (first == 0 && classes.count > 2),
      equations.map(\.classIndex) == Array((first ?? 0)..<classes.count)
    else { throw ModelDamage("its classes and equations are not those of a logistic model") }
    let solution = try LogisticTrainer.Solution(
      classes: classes,
      equations: equations.map {
        try LogisticTrainer.Equation(
          classIndex: $0.classIndex, intercept: intercept($0),
          coefficients: coefficients($0, design))
      }, statistics: logistic, notes: notes)
    return try LogisticModel(
      formula: formula, design: design, solution: solution, facts: facts.facts)
  }

  private func intercept(_ equation: StoredEquation) throws -> CoefficientEstimate? {
    guard (equation.intercept?.value != nil) == hasIntercept else {
      throw ModelDamage("an intercept is missing, or there is one too many")
    }
    return try equation.intercept?.estimate(CoefficientEstimate.intercept)
  }

  private func coefficients(
    _ equation: StoredEquation, _ design: Design
  ) throws -> [CoefficientEstimate] {
    guard equation.coefficients.count == design.width else {
      throw ModelDamage(
        "it has \(equation.coefficients.count) coefficients for \(design.width) columns")
    }
    return try zip(equation.coefficients, design.columnNames).map { try $0.estimate($1) }
  }

  private func ascending(
    _ stored: [StoredValue], _ type: DataType, _ what: String
  ) throws -> [Value] {
    let values = try stored.map { try $0.checked(against: type) }
    guard !values.isEmpty, !values.contains(.null),
      zip(values, values.dropFirst()).allSatisfy({ $0.precedes($1) })
    else { throw ModelDamage("\(what) are not in ascending order") }
    return values
  }
}
