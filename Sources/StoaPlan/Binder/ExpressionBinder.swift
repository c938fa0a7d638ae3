import StoaLanguage

/// Resolves the names and types of an expression.
struct ExpressionBinder {
  let scope: Scope

  init(_ scope: Scope) {
    self.scope = scope
  }

  func bind(_ expr: Expr) throws -> Expression {
    switch expr.kind {
    case .literal(let literal): return Self.literal(literal)
    case .name(let name): return try self.name(name)
    case .unary(.not, let operand):
      return .call("not", [try predicate(operand, of: "not")], .bool)
    case .unary(.negate, let operand): return try negated(operand, expr.span)
    case .binary(let op, let left, let right): return try binary(op, left, right, expr.span)
    case .call(let call): return try self.call(call, expr.span)
    case .isIn(let value, let list, let negated):
      return Self.negate(try isIn(value, list), if: negated)
    case .between(let value, let low, let high, let negated):
      let within = Expression.call(
        "and",
        [
          try binary(.greaterOrEqual, value, low, expr.span),
          try binary(.lessOrEqual, value, high, expr.span),
        ], .bool)
      return Self.negate(within, if: negated)
    case .isNull(let value, let negated):
      return Self.negate(.isNull(try bind(value)), if: negated)
    case .like(let value, let pattern, let negated):
      let sides = try [value, pattern].map { side in
        let bound = try bind(side)
        guard bound.type == .string || bound.type == .null else {
          throw Diagnostic(
            code: "type", message: "`like` compares text, and this is \(bound.type.inWords)",
            span: side.span, hint: "write `string(…)` around it")
        }
        return bound
      }
      return Self.negate(.call("like", sides, .bool), if: negated)
    }
  }

  /// An expression that must be true or false, for a clause of this name.
  func predicate(_ expr: Expr, of clause: String) throws -> Expression {
    let bound = try bind(expr)
    switch bound.type {
    case .bool: return bound
    case .null: return Self.coerce(bound, to: .bool)
    default:
      throw Diagnostic(
        code: "type", message: "`\(clause)` needs true or false, and this is \(bound.type.inWords)",
        span: expr.span,
        hint: bound.type.isNumeric ? "compare it with something, as in `… > 0`" : nil)
    }
  }

  private func name(_ name: Identifier) throws -> Expression {
    if let type = scope.schema[name.text] {
      if scope.place == .group {
        throw Diagnostic(
          code: "not-aggregated",
          message: "`\(name.text)` has many values in a group", span: name.span,
          hint: "take one of them, as `max(\(name.text))`, or group by it: `by \(name.text)`")
      }
      return .column(name.text, type)
    }
    if let param = scope.params[name.text] { return .literal(param.value, param.type) }
    throw scope.unknownColumn(name)
  }

  private func isIn(_ value: Expr, _ list: [Expr]) throws -> Expression {
    let bound = try bind(value)
    let items = try each(list) { item in
      let boundItem = try bind(item)
      guard DataType.common(bound.type, boundItem.type) != nil else {
        throw mismatch("in", bound.type, boundItem.type, item.span)
      }
      return boundItem
    }
    let type = items.reduce(bound.type) { DataType.common($0, $1.type) ?? $0 }
    return .isIn(Self.coerce(bound, to: type), items.map { Self.coerce($0, to: type) })
  }

  private func negated(_ operand: Expr, _ span: SourceSpan) throws -> Expression {
    let bound = try bind(operand)
    switch bound {
    case .literal(.int(let value), let type) where value != .min:
      return .literal(.int(-value), type)
    case .literal(.float(let value), let type): return .literal(.float(-value), type)
    case .literal(.duration(let value), let type): return .literal(.duration(-value), type)
    default:
      guard bound.type.isNumeric || bound.type == .null else {
        throw Diagnostic(
          code: "type", message: "`-` needs a number, and this is \(bound.type.inWords)",
          span: operand.span)
      }
      return .call("negate", [bound], bound.type)
    }
  }

  static func literal(_ literal: Literal) -> Expression {
    switch literal {
    case .null: .literal(.null, .null)
    case .bool(let value): .literal(.bool(value), .bool)
    case .int(let value): .literal(.int(value), .int)
    case .float(let value): .literal(.float(value), .float)
    case .string(let value): .literal(.string(value), .string)
    case .date(let days): .literal(.date(days), .date)
    case .timestamp(let micros): .literal(.timestamp(micros), .timestamp)
    case .duration(let micros): .literal(.duration(micros), .duration)
    }
  }

  static func negate(_ expression: Expression, if negated: Bool) -> Expression {
    negated ? .call("not", [expression], .bool) : expression
  }

  /// The expression as a type that its own can be written in.
  static func coerce(_ expression: Expression, to type: DataType) -> Expression {
    if expression.type == type { return expression }
    switch (expression, type) {
    case (.literal(.null, _), _): return .literal(.null, type)
    case (.literal(.int(let value), _), .float): return .literal(.float(Double(value)), .float)
    case (.literal(.date(let days), _), .timestamp):
      return .literal(.timestamp(Int64(days) * 86_400_000_000), .timestamp)
    default: return .cast(expression, type)
    }
  }

  func mismatch(
    _ op: String, _ left: DataType, _ right: DataType, _ span: SourceSpan
  ) -> Diagnostic {
    var hint: String?
    switch (left, right) {
    case (.string, .date), (.date, .string):
      hint = "write a day as `@2024-01-31`, or read text with `parse_date(…)`"
    case (.string, .timestamp), (.timestamp, .string):
      hint = "write a moment as `@2024-01-31T10:00:00`, or read text with `parse_timestamp(…)`"
    case (.string, _) where right.isNumeric, (_, .string) where left.isNumeric:
      hint =
        op == "+"
        ? "put text together with `concat(a, b)`"
        : "read a number from text with `int(…)` or `float(…)`, or write text in quotes"
    case (.string, .string) where op == "+": hint = "put text together with `concat(a, b)`"
    default: break
    }
    return Diagnostic(
      code: "type", message: "`\(op)` does not go with \(left.inWords) and \(right.inWords)",
      span: span, hint: hint)
  }
}
