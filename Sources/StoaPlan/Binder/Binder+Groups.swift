import StoaLanguage

extension Binder {
  func summarize(
    _ plan: Plan, _ items: [NamedExpr], _ by: [NamedExpr], _ scope: Scope, _ span: SourceSpan
  ) throws -> Plan {
    let keys = try each(by) { item in
      let value = Self.known(try ExpressionBinder(scope).bind(item.value))
      return NamedExpression(try keyName(item, value), value)
    }
    let values = try each(items) { item in
      let value = Self.known(try ExpressionBinder(scope.at(.group)).bind(item.value))
      return NamedExpression(try aggregateName(item), value)
    }
    try checkUnique(
      (keys + values).map(\.name), (by + items).map { $0.name?.span ?? $0.value.span })
    return .aggregate(plan, keys: keys, values: values)
  }

  /// A key that is an expression keeps the name of its column.
  private func keyName(_ item: NamedExpr, _ value: Expression) throws -> String {
    if let name = item.name { return name.text }
    if value.columns.count == 1, let name = value.columns.first { return name }
    throw Diagnostic(
      code: "unnamed", message: "this key is computed from several columns, and needs a name",
      span: item.value.span, hint: "write `key = \(source(item.value.span))`")
  }

  /// An aggregate without a name is named after itself and its column.
  private func aggregateName(_ item: NamedExpr) throws -> String {
    if let name = item.name { return name.text }
    if case .call(let call) = item.value.kind {
      if call.arguments.isEmpty { return call.function.text }
      if case .name(let column) = call.arguments[0].kind {
        return "\(call.function.text)_\(column.text)"
      }
    }
    throw Diagnostic(
      code: "unnamed", message: "this value needs a name", span: item.value.span,
      hint: "write `name = \(source(item.value.span))`")
  }

  /// One column for each value of a key: an aggregate over the rows that have it.
  func pivot(
    _ plan: Plan, _ key: Identifier, _ values: Expr, _ by: [Identifier], _ span: SourceSpan
  ) async throws -> Plan {
    let scope = await scope(plan)
    let field = try scope.column(key)
    let groups = try each(by) { try scope.column($0) }
    let value = try ExpressionBinder(scope.at(.group)).bind(values)
    guard case .aggregate(let call) = value else {
      throw Diagnostic(
        code: "pivot", message: "`values` of `pivot` is one aggregate", span: values.span,
        hint: "as in `pivot month values mean(price) by state`")
    }
    let limit = 500
    let column = Expression.column(field.name, field.type)
    let found = try await context.distinctValues(of: column, in: plan, limit: limit + 1)
    guard found.count <= limit else {
      throw Diagnostic(
        code: "pivot",
        message: "`\(field.name)` has more than \(limit) values, and each would be a column",
        span: key.span, hint: "bin it or filter it first")
    }
    let columns = found.map { value in
      var aggregate = call
      let matches: Expression =
        value.isNull ? .isNull(column) : .call("==", [column, .literal(value, field.type)], .bool)
      aggregate.filter = call.filter.map { .call("and", [$0, matches], .bool) } ?? matches
      return NamedExpression(value.columnName, .aggregate(aggregate))
    }
    guard !columns.isEmpty else {
      throw Diagnostic(
        code: "pivot", message: "`\(field.name)` has no values to make columns of", span: key.span)
    }
    let names = groups.map(\.name) + columns.map(\.name)
    try checkUnique(names, names.map { _ in key.span })
    return .aggregate(plan, keys: groups.map(NamedExpression.init(copying:)), values: columns)
  }

  /// A summary of every column, one row each.
  func describe(_ plan: Plan) -> Plan {
    let fields = plan.schema.fields
    var values: [NamedExpression] = []
    var rows: [[Expression]] = []
    for (index, field) in fields.enumerated() {
      let column = Expression.column(field.name, field.type)
      func part(_ name: String, _ type: DataType, _ arguments: [Expression]) -> Expression {
        let label = "\(name)_\(values.count)"
        values.append(
          NamedExpression(
            label, .aggregate(AggregateCall(function: name, arguments: arguments, type: type))))
        return .column(label, type)
      }
      let total = index == 0 ? part("count", .int, []) : .column("count_0", .int)
      let count = part("count", .int, [column])
      let isPlain = if case .other = field.type { false } else { true }
      let distinct = isPlain ? part("count_distinct", .int, [column]) : .literal(.null, .int)
      func figure(_ name: String, _ more: [Expression] = []) -> Expression {
        field.type.isNumeric ? part(name, .float, [column] + more) : .literal(.null, .float)
      }
      func quantile(_ share: Double) -> Expression {
        figure("quantile", [.literal(.float(share), .float)])
      }
      func edge(_ name: String) -> Expression {
        isPlain
          ? .call("string", [part(name, field.type, [column])], .string) : .literal(.null, .string)
      }
      rows.append([
        .literal(.string(field.name), .string),
        .literal(.string(field.type.description), .string),
        count, .call("-", [total, count], .int), distinct, figure("mean"), figure("stddev"),
        edge("min"), quantile(0.25), quantile(0.5), quantile(0.75), edge("max"),
      ])
    }
    let columns = [
      Field("column", .string), Field("type", .string), Field("count", .int),
      Field("missing", .int), Field("distinct", .int), Field("mean", .float),
      Field("stddev", .float), Field("min", .string), Field("q25", .float),
      Field("median", .float), Field("q75", .float), Field("max", .string),
    ]
    return .expand(
      .aggregate(plan, keys: [], values: values), keep: [], columns: columns, rows: rows)
  }
}
