import StoaLanguage

extension Binder {
  func select(_ items: [NamedExpr], _ scope: Scope) throws -> [NamedExpression] {
    let columns = try each(items) { item in
      let value = Self.known(try ExpressionBinder(scope).bind(item.value))
      return NamedExpression(try name(of: item), value)
    }
    try checkUnique(columns.map(\.name), items.map { $0.name?.span ?? $0.value.span })
    return columns
  }

  /// The name that an item gives, or that of the column that it is.
  private func name(of item: NamedExpr) throws -> String {
    if let name = item.name { return name.text }
    if case .name(let column) = item.value.kind { return column.text }
    throw Diagnostic(
      code: "unnamed", message: "a computed column needs a name", span: item.value.span,
      hint: "write `name = \(source(item.value.span))`")
  }

  func drop(
    _ plan: Plan, _ names: [Identifier], _ scope: Scope, _ span: SourceSpan
  ) throws -> Plan {
    let dropped = Set(try each(names) { try scope.column($0).name })
    let kept = plan.schema.fields.filter { !dropped.contains($0.name) }
    guard !kept.isEmpty else {
      throw Diagnostic(
        code: "no-columns", message: "this drops every column", span: span)
    }
    return .project(plan, kept.map(NamedExpression.init(copying:)))
  }

  func dropMissing(_ plan: Plan, _ names: [Identifier], _ scope: Scope) throws -> Plan {
    let fields =
      names.isEmpty ? plan.schema.fields : try each(names) { try scope.column($0) }
    return fields.reduce(plan) { plan, field in
      .filter(plan, .call("not", [.isNull(.column(field.name, field.type))], .bool))
    }
  }

  func rename(_ plan: Plan, _ renamings: [Renaming], _ scope: Scope) throws -> Plan {
    let pairs = try each(renamings) { (try scope.column($0.old).name, $0.new.text) }
    let new = Dictionary(pairs, uniquingKeysWith: { _, last in last })
    let columns = plan.schema.fields.map { field in
      NamedExpression(new[field.name] ?? field.name, .column(field.name, field.type))
    }
    let spans = columns.map { column in
      renamings.first { $0.new.text == column.name }?.new.span ?? renamings[0].new.span
    }
    try checkUnique(columns.map(\.name), spans)
    return .project(plan, columns)
  }

  /// Adds or replaces columns; one may use those before it in the same stage.
  func derive(_ plan: Plan, _ items: [NamedExpr], _ scope: Scope) throws -> Plan {
    var result = plan
    var pending: [NamedExpression] = []
    func flush() {
      if !pending.isEmpty { result = result.deriving(pending) }
      pending = []
    }
    var mistakes: [Diagnostic] = []
    for item in items {
      do {
        let name = try name(of: item)
        let schema = result.schema.replacing(pending)
        try checkCase(name, schema, item.name?.span ?? item.value.span)
        let value = Self.known(try ExpressionBinder(scope.with(schema)).bind(item.value))
        let isDependent = pending.contains { value.columns.contains($0.name) || $0.name == name }
        if isDependent { flush() }
        pending.append(NamedExpression(name, value))
      } catch let mistake as Diagnostic {
        mistakes.append(mistake)
      } catch let list as DiagnosticList {
        mistakes += list.diagnostics
      }
    }
    if !mistakes.isEmpty { throw DiagnosticList(mistakes) }
    flush()
    return result
  }

  /// Refuses a new column whose name differs from that of another in case alone.
  private func checkCase(_ name: String, _ schema: Schema, _ span: SourceSpan) throws {
    let other = schema.names.first { $0 != name && $0.lowercased() == name.lowercased() }
    guard let other, schema[name] == nil else { return }
    throw Diagnostic(
      code: "duplicate-column", message: "`\(name)` and `\(other)` differ in case alone",
      span: span, hint: "write `\(other)` to replace it, or take another name")
  }

  /// Adds or replaces columns computed over windows.
  func window(
    _ plan: Plan, _ items: [NamedExpr], _ by: [Expr], _ sort: [SortItem], _ scope: Scope
  ) throws -> Plan {
    let binder = ExpressionBinder(scope)
    let partition = try each(by) { try binder.bind($0) }
    let order = try sortKeys(sort, scope)
    let columns = try each(items) { item in
      let name = try name(of: item)
      try checkCase(name, plan.schema, item.name?.span ?? item.value.span)
      let value = Self.known(try ExpressionBinder(scope.at(.window)).bind(item.value))
      return NamedExpression(name, value)
    }
    try checkUnique(columns.map(\.name), items.map { $0.name?.span ?? $0.value.span })
    return .window(plan, columns, partition: partition, order: order)
  }

  func fill(_ plan: Plan, _ items: [NamedExpr], _ scope: Scope) throws -> Plan {
    let columns = try each(items) { item in
      guard let name = item.name else {
        throw Diagnostic(
          code: "unnamed", message: "`fill` takes a column and its replacement",
          span: item.value.span, hint: "as in `fill price = 0`")
      }
      let field = try scope.column(name)
      let value = try ExpressionBinder(scope).bind(item.value)
      guard DataType.common(field.type, value.type) == field.type else {
        throw Diagnostic(
          code: "type",
          message:
            "`\(field.name)` is \(field.type.inWords), and its replacement \(value.type.inWords)",
          span: item.value.span)
      }
      return NamedExpression(
        field.name,
        .call(
          "coalesce",
          [.column(field.name, field.type), ExpressionBinder.coerce(value, to: field.type)],
          field.type))
    }
    return plan.deriving(columns)
  }

  func unpivot(
    _ plan: Plan, _ names: [Identifier], _ name: Identifier, _ value: Identifier, _ scope: Scope
  ) throws -> Plan {
    let fields = try each(names) { try scope.column($0) }
    let type = fields.reduce(DataType?.some(.null)) { type, field in
      type.flatMap { DataType.common($0, field.type) }
    }
    guard let type else {
      let types = Set(fields.map(\.type.inWords)).sorted().joined(separator: " and ")
      throw Diagnostic(
        code: "type",
        message: "the columns of `unpivot` must be of one type, and these are \(types)",
        span: names.dropFirst().reduce(names[0].span) { $0.union($1.span) },
        hint: "make them one before it, with `derive`")
    }
    let gone = Set(fields.map(\.name))
    let keep = plan.schema.names.filter { !gone.contains($0) }
    try checkUnique(
      keep + [name.text, value.text], keep.map { _ in name.span } + [name.span, value.span])
    return .expand(
      plan, keep: keep, columns: [Field(name.text, .string), Field(value.text, type)],
      rows: fields.map { field in
        [
          .literal(.string(field.name), .string),
          ExpressionBinder.coerce(.column(field.name, field.type), to: type),
        ]
      })
  }
}

extension NamedExpression {
  init(copying field: Field) {
    self.init(field.name, .column(field.name, field.type))
  }
}

extension Plan {
  /// This with columns added, or replaced in place.
  func deriving(_ columns: [NamedExpression]) -> Plan {
    let new = Dictionary(columns.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    return .project(
      self,
      schema.replacing(columns).fields.map { new[$0.name] ?? NamedExpression(copying: $0) })
  }
}
