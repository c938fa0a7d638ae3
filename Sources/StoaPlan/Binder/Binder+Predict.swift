import StoaLanguage

extension Binder {
  /// Adds what a model predicts, as expressions over the columns that it reads.
  func predict(
    _ plan: Plan, _ syntax: PredictSyntax, _ stage: Stage
  ) async throws -> Plan {
    let model = try await self.model(syntax.model)
    try checkInputs(model, plan, syntax.model.span)
    let prediction = syntax.name?.text ?? "prediction"
    let predicted = try await predict(plan, model, syntax.top, prediction)
    guard let near = syntax.near else { return predicted }
    return try await places(predicted, near, model, prediction, stage.span)
  }

  func predict(
    _ plan: Plan, _ model: any PredictingModel, _ top: Expr?, _ prediction: String
  ) async throws -> Plan {
    let scope = await scope(plan)
    let inputs = Self.inputs(of: model, in: plan)
    let scores = await scores(of: model, in: plan)?.map { $0.substituting(inputs) }
    if let top {
      return try self.top(plan, model, scores, top, prediction, scope)
    }
    guard let scores else {
      return .predicted(plan.scored(by: model, .best(prediction)), ModelReference(model))
    }
    guard !model.classes.isEmpty else {
      return .predicted(
        plan.deriving([NamedExpression(prediction, scores[0])]), ModelReference(model))
    }
    // The scores are computed once, as columns that the next step reads.
    let names = scores.indices.map { "__score_\($0)" }
    let columns = names.map { Expression.column($0, .float) }
    let best =
      columns.count == 1
      ? columns[0] : Expression.call("greatest", columns, .float)
    let missing = Expression.isNull(columns[0])
    let branches =
      [ConditionalBranch(condition: missing, value: .literal(.null, model.labelType))]
      + zip(columns, model.classes).map { column, value in
        ConditionalBranch(
          condition: .call("==", [column, best], .bool), value: .literal(value, model.labelType))
      }
    let choice = Expression.conditional(
      branches, otherwise: .literal(.null, model.labelType), model.labelType)
    let scored = plan.deriving(zip(names, scores).map { NamedExpression($0, $1) })
    let kept = plan.schema.fields.filter { $0.name != prediction && $0.name != "probability" }
    return .predicted(
      .project(
        scored,
        kept.map(NamedExpression.init(copying:))
          + [NamedExpression(prediction, choice), NamedExpression("probability", best)]),
      ModelReference(model))
  }

  /// The expressions by which the rows of a plan are scored; nil where that is done by features.
  func scores(of model: any PredictingModel, in plan: Plan) async -> [Expression]? {
    guard let scores = model.scores, model.prefersFeatures, !plan.isWritten else {
      return model.scores
    }
    let scored = plan.scored(by: model, .best("prediction"))
    return await context.unsupported(in: scored).isEmpty ? nil : scores
  }

  /// One row a class, best first.
  private func top(
    _ plan: Plan, _ model: any PredictingModel, _ scores: [Expression]?, _ top: Expr,
    _ prediction: String, _ scope: Scope
  ) throws -> Plan {
    guard !model.classes.isEmpty else {
      throw Diagnostic(
        code: "top", message: "this model predicts a number, and `top` ranks classes",
        span: top.span)
    }
    let count = try Self.int(top, scope, "`top`")
    guard count > 0 else {
      throw Diagnostic(
        code: "top", message: "`top` takes a number of classes above zero", span: top.span)
    }
    let kept = plan.schema.fields.filter { $0.name != prediction && $0.name != "probability" }
    let one = Expression.literal(.int(1), .int)
    // Each row gets a number, so that its classes can be ranked among themselves.
    let numbered = Plan.window(
      plan,
      [
        NamedExpression(
          "__row", .window(WindowCall(function: "row_number", arguments: [], type: .int)))
      ],
      partition: [one], order: [])
    let expanded: Plan
    if let scores {
      let rows = zip(model.classes, scores).map { value, score in
        [Expression.literal(value, model.labelType), score]
      }
      expanded = .expand(
        numbered, keep: kept.map(\.name) + ["__row"],
        columns: [Field(prediction, model.labelType), Field("probability", .float)], rows: rows)
    } else {
      expanded = numbered.scored(by: model, .top(prediction, count: count))
    }
    let best = [
      SortKey(.column("probability", .float), descending: true),
      SortKey(.column(prediction, model.labelType)),
    ]
    let ranked = Plan.window(
      expanded,
      [
        NamedExpression(
          "__rank", .window(WindowCall(function: "row_number", arguments: [], type: .int)))
      ],
      partition: [.column("__row", .int)], order: best)
    let first = Plan.filter(
      ranked, .call("<=", [.column("__rank", .int), .literal(.int(count), .int)], .bool))
    let sorted = Plan.sort(
      first, [SortKey(.column("__row", .int)), SortKey(.column("__rank", .int))])
    return .project(
      sorted,
      kept.map(NamedExpression.init(copying:)) + [
        NamedExpression(prediction, .column(prediction, model.labelType)),
        NamedExpression("probability", .column("probability", .float)),
      ])
  }

  private func model(_ name: Identifier) async throws -> any PredictingModel {
    switch await context.binding(named: name.text) {
    case .model(let model): return model
    case .frame, .param:
      throw Diagnostic(
        code: "not-a-model", message: "`\(name.text)` is no model", span: name.span,
        hint: "train one: `\(name.text)_model = train | fit linear y ~ x`")
    case nil:
      var models: [String] = []
      for other in await context.names() {
        if case .model = await context.binding(named: other) { models.append(other) }
      }
      throw Diagnostic(
        code: "unknown-name", message: "there is no model `\(name.text)`", span: name.span,
        hint: Suggestion.didYouMean(Suggestion.nearest(to: name.text, among: models))
          ?? (models.isEmpty
            ? "train one: `\(name.text) = train | fit linear y ~ x`, or load one: "
              + "`\(name.text) = load model \"…\"`"
            : "the models are \(models.map { "`\($0)`" }.joined(separator: ", "))"))
    }
  }

  private func checkInputs(
    _ model: any PredictingModel, _ plan: Plan, _ span: SourceSpan
  ) throws {
    for input in model.inputs {
      guard let type = plan.schema[input.name] else {
        throw Diagnostic(
          code: "model-input",
          message: "the model reads `\(input.name)`, and there is no such column here",
          span: span,
          hint: Suggestion.nearest(to: input.name, among: plan.schema.names).map {
            "rename it: `rename \(input.name) = \($0)`"
          })
      }
      let fits =
        type == .null || DataType.common(type, input.type) == input.type
        || (type.isNumeric && input.type.isNumeric)
      guard fits else {
        throw Diagnostic(
          code: "model-input",
          message:
            "the model reads `\(input.name)` as \(input.type.inWords), "
            + "and here it is \(type.inWords)",
          span: span, hint: "change it before, with `derive`")
      }
    }
  }

  /// The columns of a frame in the types that a model reads them in.
  static func inputs(of model: any PredictingModel, in plan: Plan) -> [String: Expression] {
    var result: [String: Expression] = [:]
    for input in model.inputs {
      guard let type = plan.schema[input.name], type != input.type else { continue }
      result[input.name] = ExpressionBinder.coerce(.column(input.name, type), to: input.type)
    }
    return result
  }
}
