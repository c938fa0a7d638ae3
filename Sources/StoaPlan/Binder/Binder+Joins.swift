import StoaLanguage

extension Binder {
  func join(_ left: Plan, _ join: JoinSyntax, _ stage: Stage) async throws -> Plan {
    let right = try await frame(join.right)
    let kind = try joinKind(join.kind)
    if kind == .cross, let key = join.keys.first {
      throw Diagnostic(
        code: "join-key", message: "a cross join has no key",
        span: key.left.span.union(key.right.span))
    }
    if kind != .cross, join.keys.isEmpty {
      let shared = left.schema.names.filter { right.schema[$0] != nil }
      throw Diagnostic(
        code: "join-key", message: "this join does not say which rows belong together",
        span: stage.span,
        hint: shared.first.map { "write `on \($0)`" }
          ?? "write `on a == b`, or `kind cross` for every pair")
    }
    let keys = try await self.keys(join.keys, left, right)
    let withoutRight = kind == .semi || kind == .anti
    let shared = Set(keys.filter { $0.left == $0.right }.map(\.right))
    let columns =
      withoutRight ? [] : right.schema.names.filter { !shared.contains($0) }
    return .join(
      left, right,
      JoinSpecification(
        kind: kind, keys: keys, rightColumns: try suffixed(columns, left, stage.span)))
  }

  func asof(
    _ left: Plan, _ right: Source, _ keys: [JoinKey], _ time: Identifier
  ) async throws -> Plan {
    let other = try await frame(right)
    let bound = try await self.keys(keys, left, other)
    let leftTime = try await scope(left).column(time)
    let rightTime = try await scope(other).column(time)
    guard leftTime.type.isTemporal || leftTime.type.isNumeric,
      DataType.common(leftTime.type, rightTime.type) != nil
    else {
      throw Diagnostic(
        code: "type",
        message:
          "`\(time.text)` is \(leftTime.type.inWords) here and \(rightTime.type.inWords) there",
        span: time.span, hint: "an asof join goes by a time or a number that both sides have")
    }
    let shared = Set(bound.filter { $0.left == $0.right }.map(\.right))
    let columns = other.schema.names.filter { !shared.contains($0) }
    return .asofJoin(
      left, other,
      AsofSpecification(
        keys: bound, time: time.text, rightColumns: try suffixed(columns, left, time.span)))
  }

  /// The columns of two frames by name, in the order of the left one.
  func combine(
    _ operation: SetOperation, _ left: Plan, _ right: Source, _ stage: Stage
  ) async throws -> Plan {
    let other = try await frame(right)
    let missing =
      left.schema.names.filter { other.schema[$0] == nil }
      + other.schema.names.filter { left.schema[$0] == nil }
    if let name = missing.first {
      throw Diagnostic(
        code: "columns-differ",
        message: "one side has a column `\(name)`, and the other has not", span: stage.span,
        hint: "make the columns the same first, with `select` or `derive`")
    }
    var leftColumns: [NamedExpression] = []
    var rightColumns: [NamedExpression] = []
    for field in left.schema.fields {
      let otherType = other.schema[field.name] ?? field.type
      guard let type = DataType.common(field.type, otherType) else {
        throw Diagnostic(
          code: "type",
          message: "`\(field.name)` is \(field.type.inWords) here and \(otherType.inWords) there",
          span: stage.span, hint: "make the types the same first, with `derive`")
      }
      let (a, b) = (
        Expression.column(field.name, field.type), Expression.column(field.name, otherType)
      )
      leftColumns.append(NamedExpression(field.name, ExpressionBinder.coerce(a, to: type)))
      rightColumns.append(NamedExpression(field.name, ExpressionBinder.coerce(b, to: type)))
    }
    return .setOperation(operation, .project(left, leftColumns), .project(other, rightColumns))
  }

  private func joinKind(_ word: Identifier?) throws -> JoinKind {
    guard let word else { return .inner }
    if let kind = JoinKind(rawValue: word.text) { return kind }
    let known = JoinKind.allCases.map(\.rawValue)
    throw Diagnostic(
      code: "join-kind", message: "there is no kind of join `\(word.text)`", span: word.span,
      hint: word.text == "outer"
        ? "did you mean `full`?"
        : Suggestion.nearest(to: word.text, among: known).map { "did you mean `\($0)`?" }
          ?? "the kinds are \(known.joined(separator: ", "))")
  }

  private func keys(_ keys: [JoinKey], _ left: Plan, _ right: Plan) async throws -> [JoinPair] {
    let (here, there) = (await scope(left), await scope(right))
    return try each(keys) { key in
      let a = try here.column(key.left)
      let b = try there.column(key.right)
      guard DataType.common(a.type, b.type) != nil else {
        throw Diagnostic(
          code: "type",
          message: "the key is \(a.type.inWords) here and \(b.type.inWords) there",
          span: key.left.span.union(key.right.span),
          hint: "make the types the same first, with `derive`")
      }
      return JoinPair(left: a.name, right: b.name)
    }
  }

  /// Columns of the right side; those that the left side has as well get a suffix.
  func suffixed(
    _ names: [String], _ left: Plan, _ span: SourceSpan
  ) throws -> [Renamed] {
    let taken = Set(left.schema.names.map { $0.lowercased() })
    let columns = names.map {
      Renamed($0, as: taken.contains($0.lowercased()) ? $0 + "_right" : $0)
    }
    let all = left.schema.names + columns.map(\.new)
    try checkUnique(all, all.map { _ in span })
    return columns
  }
}
