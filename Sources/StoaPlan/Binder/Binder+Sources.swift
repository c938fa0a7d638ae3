import StoaLanguage

extension Binder {
  func source(_ source: Source) async throws -> Outcome {
    switch source.kind {
    case .load(let load): return .frame(try await self.load(load))
    case .loadModel(let path):
      return .model(try await context.model(at: try await self.path(path)))
    case .row(let values): return .frame(try await row(values))
    case .table(let columns, let rows): return .frame(try await table(columns, rows))
    case .range(let first, let last, let step):
      return .frame(try await range(first, last, step))
    case .sql(let text): return .frame(try await sql(text))
    case .system(let name): return .frame(try await system(name))
    case .name(let name): return try await named(name)
    case .previous: return try await named(Identifier("_", span: source.span))
    case .group(let pipeline):
      let bound = try await bind(pipeline)
      if let effect = bound.steps.first(where: { $0.effect != nil }) {
        throw Diagnostic(
          code: "effect-in-group", message: "this stage does something, and stands in parentheses",
          span: effect.span, hint: "give the pipeline a line of its own")
      }
      return bound.outcome
    }
  }

  /// The plan of a source that must give rows.
  func frame(_ source: Source) async throws -> Plan {
    guard case .frame(let plan) = try await self.source(source) else {
      throw Diagnostic(
        code: "not-a-frame", message: "a frame is wanted here, and this is none", span: source.span)
    }
    return plan
  }

  func path(_ literal: StringLiteral) async throws -> String {
    guard literal.isParam else { return literal.text }
    switch await context.binding(named: literal.text) {
    case .param(.string(let path), _): return path
    case .param:
      throw Diagnostic(
        code: "path", message: "the param `\(literal.text)` is no text, and a path is",
        span: literal.span)
    default:
      throw Diagnostic(
        code: "unknown-name", message: "there is no param `\(literal.text)`", span: literal.span,
        hint: "write a path in quotes: `\"\(literal.text)\"`")
    }
  }

  private func named(_ name: Identifier) async throws -> Outcome {
    switch await context.binding(named: name.text) {
    case .frame(let plan): return .frame(plan)
    case .model(let model): return .model(model)
    case .param:
      throw Diagnostic(
        code: "not-a-frame",
        message: "`\(name.text)` is a param, and a pipeline begins with a frame",
        span: name.span, hint: "write `row \(name.text) = \(name.text)` to see it")
    case nil:
      if name.text.hasPrefix("_") {
        throw Diagnostic(
          code: "no-result", message: "there is no result `\(name.text)` yet", span: name.span,
          hint: "run a pipeline first")
      }
      let known = await context.names()
      let hint =
        Suggestion.nearest(to: name.text, among: known).map { "did you mean `\($0)`?" }
        ?? ForeignVerbs.find(name.text)?.hint
        ?? "begin with `load \"file.csv\"`, or bind a name: `\(name.text) = load \"…\"`"
      throw Diagnostic(
        code: "unknown-name", message: "there is no frame `\(name.text)`", span: name.span,
        hint: hint)
    }
  }

  private func system(_ name: Identifier) async throws -> Plan {
    if let plan = try await context.systemFrame(name.text) { return plan }
    let known = await context.systemFrameNames()
    throw Diagnostic(
      code: "unknown-name", message: "there is no frame `$\(name.text)`", span: name.span,
      hint: Suggestion.nearest(to: name.text, among: known).map { "did you mean `$\($0)`?" }
        ?? "there are \(known.map { "`$\($0)`" }.joined(separator: ", "))")
  }

  private func row(_ values: [NamedExpr]) async throws -> Plan {
    let one = Plan.literal(Schema([Field("__one", .int)]), rows: [[.int(1)]])
    let scope = await scope(one).with(Schema([]))
    let columns = try each(values) { value in
      guard let name = value.name else {
        throw Diagnostic(
          code: "unnamed", message: "a value of `row` needs a name", span: value.value.span,
          hint: "as in `row year = 2012`")
      }
      return NamedExpression(name.text, Self.known(try ExpressionBinder(scope).bind(value.value)))
    }
    try checkUnique(columns.map(\.name), values.map { $0.name?.span ?? $0.value.span })
    return .project(one, columns)
  }

  private func table(_ columns: [ColumnDeclaration], _ rows: [[Expr]]) async throws -> Plan {
    let fields = try each(columns) { Field($0.name.text, try Self.type($0.type)) }
    try checkUnique(fields.map(\.name), columns.map(\.name.span))
    let binder = ExpressionBinder(await scope(.literal(Schema([]), rows: [])))
    let values = try each(rows) { row in
      guard row.count == fields.count else {
        let span = row.dropFirst().reduce(row.first?.span ?? SourceSpan(0, 0)) { $0.union($1.span) }
        throw Diagnostic(
          code: "row-width",
          message: "a row has \(row.count) values, and the table \(fields.count) columns",
          span: span)
      }
      return try zip(row, fields).map { try Self.constant(binder.bind($0), $1, $0.span) }
    }
    return .literal(Schema(fields), rows: values)
  }

  private static func constant(
    _ bound: Expression, _ field: Field, _ span: SourceSpan
  ) throws -> Value {
    if case .literal(let value, let type) = bound {
      if case .literal(let coerced, field.type) = ExpressionBinder.coerce(bound, to: field.type) {
        return coerced
      }
      if case .decimal(_, let scale) = field.type, let value = value.decimal(scale: scale) {
        return value
      }
      throw Diagnostic(
        code: "type",
        message: "`\(field.name)` is \(field.type.inWords), and this is \(type.inWords)",
        span: span)
    }
    throw Diagnostic(
      code: "not-constant", message: "a value of `table` is written out", span: span,
      hint: "compute in a stage after it: `| derive …`")
  }

  private func range(_ first: Expr, _ last: Expr, _ step: Expr?) async throws -> Plan {
    let scope = await scope(.literal(Schema([]), rows: []))
    let bounds = try each([first, last]) { try Self.int($0, scope, "a bound of `range`") }
    let stride = try step.map { try Self.int($0, scope, "`step`") } ?? 1
    guard stride != 0 else {
      throw Diagnostic(
        code: "range-step", message: "the step of a range is not zero",
        span: step?.span ?? last.span)
    }
    return .range(column: "n", first: bounds[0], last: bounds[1], step: stride)
  }

  private func sql(_ text: StringLiteral) async throws -> Plan {
    var frames: [String: Plan] = [:]
    let words = Set(text.text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    for name in await context.names() where words.contains(name) {
      if case .frame(let plan) = await context.binding(named: name) { frames[name] = plan }
    }
    let schema = try await context.schema(ofSQL: text.text, frames: frames)
    return .sql(text.text, schema, frames: frames)
  }

  /// A value that is written out or comes from a param, or nil where it is none.
  private static func constant(_ expr: Expr, _ scope: Scope) -> Expression? {
    // Why it cannot be bound without columns says less than the callers do: what they need.
    try? ExpressionBinder(scope.with(Schema([]))).bind(expr)
  }

  /// A whole number that is written out or comes from a param.
  static func int(_ expr: Expr, _ scope: Scope, _ what: String) throws -> Int64 {
    if case .literal(.int(let value), _) = constant(expr, scope) { return value }
    throw Diagnostic(
      code: "not-constant", message: "\(what) is a whole number that is written out, or a param",
      span: expr.span)
  }

  /// A number that is written out or comes from a param.
  static func number(_ expr: Expr, _ scope: Scope, _ what: String) throws -> Double {
    if let bound = constant(expr, scope), bound.type.isNumeric,
      case .literal(.float(let value), _) = ExpressionBinder.coerce(bound, to: .float)
    {
      return value
    }
    throw Diagnostic(
      code: "not-constant", message: "\(what) is a number that is written out, or a param",
      span: expr.span)
  }

  /// An expression of a type that a column can have.
  static func known(_ expression: Expression) -> Expression {
    expression.type == .null ? ExpressionBinder.coerce(expression, to: .string) : expression
  }

  /// A type by its name.
  static func type(_ name: Identifier) throws -> DataType {
    if let type = typeNames[name.text] { return type }
    let foreign = [
      "integer": "int", "bigint": "int", "long": "int", "double": "float", "real": "float",
      "number": "float", "text": "string", "varchar": "string", "str": "string",
      "boolean": "bool", "datetime": "timestamp", "time": "timestamp", "interval": "duration",
    ]
    let hint =
      (foreign[name.text.lowercased()]
      ?? Suggestion.nearest(to: name.text, among: Array(typeNames.keys))).map {
        "did you mean `\($0)`?"
      }
    throw Diagnostic(
      code: "unknown-type", message: "there is no type `\(name.text)`", span: name.span,
      hint: hint ?? "the types are \(typeNames.keys.sorted().joined(separator: ", "))")
  }

  private static let typeNames: [String: DataType] = [
    "bool": .bool, "int": .int, "float": .float, "decimal": .decimal(precision: 18, scale: 2),
    "string": .string, "date": .date, "timestamp": .timestamp, "duration": .duration,
  ]

  /// Refuses two columns of one name; names that differ in case alone are one name to an engine.
  func checkUnique(_ names: [String], _ spans: [SourceSpan]) throws {
    var seen: [String: String] = [:]
    for (name, span) in zip(names, spans) {
      if let other = seen[name.lowercased()] {
        let message =
          other == name
          ? "there are two columns `\(name)`"
          : "`\(name)` and `\(other)` differ in case alone"
        throw Diagnostic(
          code: "duplicate-column", message: message, span: span, hint: "give one another name")
      }
      seen[name.lowercased()] = name
    }
  }
}

extension Value {
  /// A number as a decimal of this scale, where nothing is lost.
  fileprivate func decimal(scale: Int) -> Value? {
    guard case .int(let value) = self else { return nil }
    let power = (0..<scale).reduce(Int128(1)) { result, _ in result * 10 }
    return .decimal(unscaled: Int128(value) * power, scale: scale)
  }
}
