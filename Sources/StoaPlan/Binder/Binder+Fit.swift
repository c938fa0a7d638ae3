import StoaLanguage

extension Binder {
  func fit(_ fit: FitSyntax, _ plan: Plan, _ stage: Stage) async throws -> FitRequest {
    var request = try await unparameterized(fit, plan, stage)
    request.parameters = try parameters(fit.options, self.kind(fit).1, await scope(plan))
    return request
  }

  /// What is asked for, without the parameters.
  func unparameterized(
    _ fit: FitSyntax, _ plan: Plan, _ stage: Stage
  ) async throws -> FitRequest {
    let (kind, _) = try self.kind(fit)
    let scope = await scope(plan)
    let binder = ExpressionBinder(scope)
    let label = try binder.bind(fit.label)
    let task = try self.task(fit, kind, label, fit.label.span)
    let terms = try self.terms(fit, label.columns, scope)
    guard !terms.isEmpty else {
      throw Diagnostic(
        code: "formula", message: "the formula has nothing to predict from", span: stage.span,
        hint: "write columns after `~`, as in `price ~ year + odometer`")
    }
    let labelText = source(fit.label.span)
    let texts = terms.map { $0.factors.map(\.name).joined(separator: ":") }
    return FitRequest(
      kind: kind, task: task,
      formula: Formula(
        label: NamedExpression(labelText, label), terms: terms,
        text: "\(labelText) ~ \(texts.joined(separator: " + "))"),
      input: plan)
  }

  func kind(_ fit: FitSyntax) throws -> (ModelKind, ModelEntry) {
    let known = ModelCatalogue.all.map(\.name)
    guard let entry = ModelCatalogue.find(fit.kind.text),
      let kind = ModelKind(rawValue: fit.kind.text)
    else {
      throw Diagnostic(
        code: "model-kind", message: "there is no kind of model `\(fit.kind.text)`",
        span: fit.kind.span,
        hint: Suggestion.didYouMean(Suggestion.nearest(to: fit.kind.text, among: known))
          ?? "the kinds are \(known.joined(separator: ", "))")
    }
    return (kind, entry)
  }

  private func task(
    _ fit: FitSyntax, _ kind: ModelKind, _ label: Expression, _ span: SourceSpan
  ) throws -> LearningTask {
    let natural: LearningTask = label.type.isNumeric ? .regression : .classification
    guard label.type.isNumeric || label.type == .string || label.type == .bool else {
      throw Diagnostic(
        code: "type", message: "\(label.type.inWords) cannot be predicted", span: span,
        hint: "predict a number, text or a bool")
    }
    switch kind {
    case .linear:
      if let word = fit.task, word.text != "regressor" { throw wrongTask(word, kind) }
      guard natural == .regression else {
        throw Diagnostic(
          code: "type",
          message: "a linear model predicts a number, and this is \(label.type.inWords)",
          span: span, hint: "`fit logistic` predicts classes")
      }
      return .regression
    case .logistic:
      if let word = fit.task, word.text != "classifier" { throw wrongTask(word, kind) }
      guard label.type == .int || natural == .classification else {
        throw Diagnostic(
          code: "type",
          message: "a logistic model predicts classes, and this is \(label.type.inWords)",
          span: span,
          hint:
            "`fit linear` predicts numbers; a condition such as `price > 10000` makes two classes")
      }
      return .classification
    case .tree, .forest, .boosted, .network:
      return fit.task.map { $0.text == "classifier" ? .classification : .regression } ?? natural
    }
  }

  private func wrongTask(_ word: Identifier, _ kind: ModelKind) -> Diagnostic {
    Diagnostic(
      code: "model-task", message: "a \(kind.rawValue) model is no \(word.text)", span: word.span)
  }

  /// The terms with `.` and exclusions resolved, each once.
  private func terms(
    _ fit: FitSyntax, _ labelColumns: Set<String>, _ scope: Scope
  ) throws -> [Formula.Term] {
    var result: [Formula.Term] = []
    let binder = ExpressionBinder(scope)
    var mistakes: [Diagnostic] = []
    for term in fit.terms {
      do {
        switch term.kind {
        case .all:
          let fields = scope.schema.fields.filter {
            !labelColumns.contains($0.name) && Self.isUsable($0.type)
          }
          for field in fields {
            add(Formula.Term(factors: [NamedExpression(copying: field)]), to: &result)
          }
        case .include(let factors):
          let bound = try each(factors) { try factor($0, binder) }
          add(Formula.Term(factors: bound), to: &result)
        case .exclude(let expr):
          let bound = try factor(expr, binder)
          guard let index = result.firstIndex(where: { $0.factors.map(\.value) == [bound.value] })
          else {
            throw Diagnostic(
              code: "formula", message: "there is no term `\(bound.name)` before it to leave out",
              span: term.span)
          }
          result.remove(at: index)
        }
      } catch let mistake as Diagnostic {
        mistakes.append(mistake)
      } catch let list as DiagnosticList {
        mistakes += list.diagnostics
      }
    }
    if !mistakes.isEmpty { throw DiagnosticList(mistakes) }
    return result
  }

  private func add(_ term: Formula.Term, to terms: inout [Formula.Term]) {
    if !terms.contains(term) { terms.append(term) }
  }

  private static func isUsable(_ type: DataType) -> Bool {
    type.isNumeric || type == .string || type == .bool
  }

  private func factor(_ expr: Expr, _ binder: ExpressionBinder) throws -> NamedExpression {
    let value = try binder.bind(expr)
    guard Self.isUsable(value.type) else {
      throw Diagnostic(
        code: "type", message: "\(value.type.inWords) cannot be a term of a formula",
        span: expr.span,
        hint: value.type.isTemporal ? "take a part of it, as `year(t)` or `hour(t)`" : nil)
    }
    var name = source(expr.span)
    if case .column(let column, _) = value { name = column }
    return NamedExpression(name, value)
  }

  private func parameters(
    _ options: [Option], _ entry: ModelEntry, _ scope: Scope
  ) throws -> [String: ParameterValue] {
    let pairs = try each(options) { option in
      guard let parameter = entry.parameters.first(where: { $0.name == option.name.text }) else {
        let known = entry.parameters.map(\.name)
        throw Diagnostic(
          code: "unknown-parameter",
          message: "a \(entry.name) model has no parameter `\(option.name.text)`",
          span: option.name.span,
          hint: Suggestion.didYouMean(Suggestion.nearest(to: option.name.text, among: known))
            ?? "the parameters are \(known.joined(separator: ", "))")
      }
      return (parameter.name, try self.value(option, parameter, scope))
    }
    return Dictionary(pairs, uniquingKeysWith: { _, last in last })
  }

  func value(
    _ option: Option, _ parameter: ModelParameter, _ scope: Scope
  ) throws -> ParameterValue {
    func wrong(_ what: String) -> Diagnostic {
      Diagnostic(
        code: "parameter", message: "`\(parameter.name)` is \(what)",
        span: option.values.first?.span ?? option.name.span)
    }
    func inBounds(_ value: Double) throws {
      guard let bounds = parameter.bounds, !bounds.contains(value) else { return }
      let low = bounds.lowerBound.formattedBound
      throw wrong(
        bounds.upperBound >= 1e6
          ? "at least \(low)" : "from \(low) to \(bounds.upperBound.formattedBound)")
    }
    if case .requiredInts = parameter.fallback {
      return .list(try option.values.map { .int(try Self.int($0, scope, "`\(parameter.name)`")) })
    }
    let expr = try Self.single(option)
    switch parameter.fallback {
    case .bool:
      guard
        case .literal(.bool(let flag), _) = try ExpressionBinder(scope.with(Schema([]))).bind(expr)
      else { throw wrong("`true` or `false`") }
      return .bool(flag)
    case .int, .randomInt:
      let value = try Self.int(expr, scope, "`\(parameter.name)`")
      try inBounds(Double(value))
      return .int(value)
    case .float:
      let value = try Self.number(expr, scope, "`\(parameter.name)`")
      try inBounds(value)
      return .float(value)
    case .word:
      guard case .name(let word) = expr.kind, parameter.choices.contains(word.text) else {
        throw wrong("one of \(parameter.choices.joined(separator: ", "))")
      }
      return .word(word.text)
    case .requiredInts:
      throw wrong("a list of ints")
    }
  }
}

extension Double {
  fileprivate var formattedBound: String {
    self == rounded() && magnitude < 1e15 ? String(Int(self)) : String(self)
  }
}
