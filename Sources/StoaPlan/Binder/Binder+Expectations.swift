import StoaLanguage

extension Binder {
  func expectation(
    _ expectation: Expectation, _ plan: Plan, _ span: SourceSpan
  ) async throws -> BoundExpectation {
    let scope = await scope(plan)
    switch expectation {
    case .predicate(let predicate):
      let bound = try ExpressionBinder(scope).predicate(predicate, of: "expect")
      let holds = Expression.call("coalesce", [bound, .literal(.bool(false), .bool)], .bool)
      return BoundExpectation(
        violations: .filter(plan, .call("not", [holds], .bool)), figure: nil, text: source(span))
    case .rows(let op, let value):
      let count = Plan.aggregate(
        plan, keys: [],
        values: [
          NamedExpression(
            "rows", .aggregate(AggregateCall(function: "count", arguments: [], type: .int)))
        ])
      let wanted = Expression.literal(.int(try Self.int(value, scope, "the number of rows")), .int)
      let holds = Expression.call(op.rawValue, [.column("rows", .int), wanted], .bool)
      return BoundExpectation(
        violations: .filter(count, .call("not", [holds], .bool)), figure: count,
        text: source(span))
    case .column(let name, let tolerance, let target):
      let field = try scope.column(name)
      guard field.type.isNumeric else {
        throw Diagnostic(
          code: "type",
          message: "`within` measures numbers, and `\(name.text)` is \(field.type.inWords)",
          span: name.span)
      }
      let column = ExpressionBinder.coerce(.column(field.name, field.type), to: .float)
      let wanted = Expression.literal(
        .float(try Self.number(target, scope, "the figure")), .float)
      let slack = Expression.literal(
        .float(try Self.number(tolerance, scope, "the tolerance")), .float)
      let distance = Expression.call("abs", [.call("-", [column, wanted], .float)], .float)
      let holds = Expression.call(
        "coalesce",
        [.call("<=", [distance, slack], .bool), .literal(.bool(false), .bool)], .bool)
      return BoundExpectation(
        violations: .filter(plan, .call("not", [holds], .bool)),
        figure: .project(plan, [NamedExpression(copying: field)]), text: source(span))
    }
  }
}
