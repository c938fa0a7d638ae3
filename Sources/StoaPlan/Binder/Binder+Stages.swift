import StoaLanguage

extension Binder {
  /// Resolves a stage after what the stages before it give.
  func bind(_ stage: Stage, after outcome: Outcome) async throws -> BoundStep {
    guard case .frame(let plan) = outcome else {
      return try await bind(stage, afterOther: outcome)
    }
    func frame(_ plan: Plan, _ effect: Effect? = nil) -> BoundStep {
      BoundStep(span: stage.span, outcome: .frame(plan), effect: effect)
    }
    switch stage.kind {
    case .fit(let fit):
      return BoundStep(span: stage.span, outcome: .fit(try await self.fit(fit, plan, stage)))
    case .split(let shares, let seed):
      return BoundStep(
        span: stage.span, outcome: .frames(try await split(plan, shares, seed, stage.span)))
    case .crossValidate(let fit):
      let experiment = try await crossValidation(fit, plan, stage)
      return frame(experiment.placeholder, .experiment(experiment))
    case .tune(let fit):
      let experiment = try await tuning(fit, plan, stage)
      return frame(experiment.placeholder, .experiment(experiment))
    case .cache: return frame(plan, .cache)
    case .collect: return frame(plan, .collect)
    case .explain: return frame(plan, .explain)
    case .profile: return frame(plan, .profile)
    case .save(let save):
      let target = try await target(save)
      if let reason = await context.unsupported(target, of: plan) {
        throw Diagnostic(code: "unsupported", message: reason, span: stage.span)
      }
      return frame(plan, .save(target))
    case .expect(let expectation):
      return frame(plan, .expect(try await self.expectation(expectation, plan, stage.span)))
    case .predict(let syntax): return frame(try await predict(plan, syntax, stage))
    case .join(let join): return frame(try await self.join(plan, join, stage))
    case .asofJoin(let right, let keys, let time):
      return frame(try await asof(plan, right, keys, time))
    case .union(let right): return frame(try await combine(.union, plan, right, stage))
    case .except(let right): return frame(try await combine(.except, plan, right, stage))
    case .intersect(let right): return frame(try await combine(.intersect, plan, right, stage))
    case .pivot(let key, let values, let by):
      return frame(try await pivot(plan, key, values, by, stage.span))
    case .plot:
      throw Diagnostic(
        code: "unsupported", message: "this version does not draw charts", span: stage.verb,
        hint: "save the frame with `save \"file.csv\"` and draw it elsewhere")
    default:
      return frame(try await rows(stage, plan, await scope(plan)))
    }
  }

  /// Resolves a stage that follows a model, or the parts of a split.
  private func bind(_ stage: Stage, afterOther outcome: Outcome) async throws -> BoundStep {
    switch (stage.kind, outcome) {
    case (.save(let save), .fit), (.save(let save), .model):
      if let format = save.format {
        throw Diagnostic(
          code: "option", message: "a model has one format, and it is not said",
          span: format.span)
      }
      return BoundStep(
        span: stage.span, outcome: outcome,
        effect: .saveModel(path: try await path(save.path), overwrite: save.overwrite))
    case (_, .frames):
      throw Diagnostic(
        code: "unnamed-parts", message: "the parts of a split need names before they go on",
        span: stage.span, hint: "write `train, test = … | split …`, and begin with `train | …`")
    default:
      throw Diagnostic(
        code: "not-a-frame", message: "a model comes before this stage, and it needs rows",
        span: stage.span, hint: "a model is used as in `test | predict model`")
    }
  }

  /// Resolves a stage that looks at its own input and nothing else.
  private func rows(
    _ stage: Stage, _ plan: Plan, _ scope: Scope
  ) async throws -> Plan {
    switch stage.kind {
    case .where(let predicate):
      return .filter(plan, try ExpressionBinder(scope).predicate(predicate, of: "where"))
    case .select(let items): return .project(plan, try select(items, scope))
    case .drop(let names): return try drop(plan, names, scope, stage.span)
    case .dropMissing(let names): return try dropMissing(plan, names, scope)
    case .rename(let renamings): return try rename(plan, renamings, scope)
    case .derive(let items, let by, let sort):
      return by.isEmpty && sort.isEmpty
        ? try derive(plan, items, scope) : try window(plan, items, by, sort, scope)
    case .summarize(let items, let by):
      return try summarize(plan, items, by, scope, stage.span)
    case .sort(let items): return .sort(plan, try sortKeys(items, scope))
    case .take(let count): return .limit(plan, skip: 0, take: try rowCount(count, scope, "`take`"))
    case .skip(let count):
      return .limit(plan, skip: try rowCount(count, scope, "`skip`"), take: nil)
    case .top(let count, let by):
      return .limit(
        .sort(plan, try sortKeys([by], scope)), skip: 0, take: try rowCount(count, scope, "`top`"))
    case .distinct(let names):
      return .distinct(plan, on: try each(names) { try scope.column($0).name })
    case .sample(let size, let seed):
      let seedValue = try seed.map { try Self.int($0, scope, "`seed`") }
      return .sample(plan, SampleSpecification(size: try self.size(size, scope), seed: seedValue))
    case .unpivot(let names, let name, let value):
      return try unpivot(plan, names, name, value, scope)
    case .fill(let items): return try fill(plan, items, scope)
    case .describe: return describe(plan)
    case .count:
      let count = AggregateCall(function: "count", arguments: [], type: .int)
      return .aggregate(plan, keys: [], values: [NamedExpression("count", .aggregate(count))])
    case .schema:
      let fields = [Field("column", .string), Field("type", .string)]
      return .literal(
        Schema(fields),
        rows: plan.schema.fields.map { [.string($0.name), .string($0.type.description)] })
    case .evaluate(let label, let metrics):
      return try await evaluate(plan, label, metrics, scope, stage.span)
    default:
      throw Diagnostic(
        code: "unsupported", message: "this stage is not known to the binder", span: stage.span)
    }
  }

  func sortKeys(_ items: [SortItem], _ scope: Scope) throws -> [SortKey] {
    try each(items) { item in
      let value = try ExpressionBinder(scope).bind(item.value)
      if case .other(let name) = value.type {
        throw Diagnostic(
          code: "type", message: "a \(name) cannot be put in order", span: item.value.span,
          hint: "sort by it as text: `string(…)`")
      }
      return SortKey(value, descending: item.descending)
    }
  }

  private func rowCount(_ expr: Expr, _ scope: Scope, _ what: String) throws -> Int64 {
    let count = try Self.int(expr, scope, what)
    guard count >= 0 else {
      throw Diagnostic(
        code: "row-count", message: "\(what) takes a number of rows, and \(count) is below zero",
        span: expr.span)
    }
    return count
  }

  private func size(_ size: SampleSize, _ scope: Scope) throws -> SampleSpecification.Size {
    switch size {
    case .rows(let count): return .rows(try rowCount(count, scope, "`sample`"))
    case .percent(let expr):
      let percent = try Self.number(expr, scope, "a share")
      guard (0...100).contains(percent) else {
        throw Diagnostic(
          code: "share", message: "a share is from 0% to 100%", span: expr.span)
      }
      return .share(percent / 100)
    }
  }

  private func split(
    _ plan: Plan, _ shares: [Expr], _ seed: Expr?, _ span: SourceSpan
  ) async throws -> [Plan] {
    let scope = await scope(plan)
    guard let seed else {
      throw Diagnostic(
        code: "no-seed", message: "`split` needs a seed, so that the parts fit together",
        span: span, hint: "write `split 0.7 seed 42`")
    }
    let seedValue = try Self.int(seed, scope, "`seed`")
    var parts = try each(shares) { share in
      let value = try Self.number(share, scope, "a share")
      guard value > 0, value <= 1 else {
        throw Diagnostic(
          code: "share", message: "a share is above 0 and at most 1", span: share.span,
          hint: value > 1 && value < 100 ? "did you mean \(value / 100)?" : nil)
      }
      return value
    }
    let sum = parts.reduce(0, +)
    guard sum <= 1 + 1e-9 else {
      throw Diagnostic(
        code: "share", message: "the shares add up to more than 1", span: span)
    }
    if sum < 1 - 1e-9 { parts.append(1 - sum) }
    return parts.indices.map { .split(plan, shares: parts, index: $0, seed: seedValue) }
  }
}
