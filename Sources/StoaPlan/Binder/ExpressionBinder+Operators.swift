import StoaLanguage

extension ExpressionBinder {
  func binary(
    _ op: BinaryOperator, _ left: Expr, _ right: Expr, _ span: SourceSpan
  ) throws -> Expression {
    switch op {
    case .and, .or:
      let sides = try each([left, right]) { try predicate($0, of: op.rawValue) }
      return .call(op.rawValue, sides, .bool)
    default: break
    }
    let sides = try each([left, right]) { try bind($0) }
    let (a, b) = (sides[0], sides[1])
    switch op {
    case .and, .or, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return try comparison(op, a, b, span)
    case .coalesce:
      guard let type = DataType.common(a.type, b.type) else {
        throw mismatch(op.rawValue, a.type, b.type, span)
      }
      return .call(
        "coalesce", [Self.coerce(a, to: type), Self.coerce(b, to: type)], type)
    case .add, .subtract, .multiply, .divide, .floorDivide, .remainder, .power:
      return try arithmetic(op, a, b, span)
    }
  }

  private func comparison(
    _ op: BinaryOperator, _ a: Expression, _ b: Expression, _ span: SourceSpan
  ) throws -> Expression {
    if op == .equal || op == .notEqual,
      [a, b].contains(where: { if case .literal(.null, .null) = $0 { true } else { false } })
    {
      throw Diagnostic(
        code: "null-comparison", message: "a comparison with null is never true", span: span,
        hint: op == .equal ? "write `… is null`" : "write `… is not null`")
    }
    guard let type = DataType.common(a.type, b.type) else {
      throw mismatch(op.rawValue, a.type, b.type, span)
    }
    if case .other(let name) = type {
      throw Diagnostic(
        code: "type", message: "a \(name) cannot be compared", span: span,
        hint: "compare it as text: `string(…)`")
    }
    return .call(op.rawValue, [Self.coerce(a, to: type), Self.coerce(b, to: type)], .bool)
  }

  private func arithmetic(
    _ op: BinaryOperator, _ a: Expression, _ b: Expression, _ span: SourceSpan
  ) throws -> Expression {
    if let temporal = temporal(op, a, b) { return temporal }
    guard a.type.isNumeric || a.type == .null, b.type.isNumeric || b.type == .null else {
      throw mismatch(op.rawValue, a.type, b.type, span)
    }
    let common = DataType.common(a.type, b.type) ?? .float
    switch op {
    case .divide, .power: return numeric(op, a, b, .float)
    case .floorDivide where common != .int: return numeric(op, a, b, .float)
    case .multiply:
      guard case .decimal = common else {
        return numeric(op, a, b, common == .null ? .int : common)
      }
      let scale = Self.scale(a.type) + Self.scale(b.type)
      guard scale <= 38 else { return numeric(op, a, b, .float) }
      let type = DataType.decimal(precision: 38, scale: scale)
      return exact(op, a, b, common, type)
    default:
      if case .decimal(_, let scale) = common {
        return exact(op, a, b, common, .decimal(precision: 38, scale: scale))
      }
      return numeric(op, a, b, common == .null ? .int : common)
    }
  }

  private func numeric(
    _ op: BinaryOperator, _ a: Expression, _ b: Expression, _ type: DataType
  ) -> Expression {
    .call(op.rawValue, [Self.coerce(a, to: type), Self.coerce(b, to: type)], type)
  }

  /// Arithmetic of decimals, which are not written in another scale before it.
  private func exact(
    _ op: BinaryOperator, _ a: Expression, _ b: Expression, _ common: DataType, _ type: DataType
  ) -> Expression {
    let sides = [a, b].map { $0.type == .null ? Self.coerce($0, to: common) : $0 }
    return .cast(.call(op.rawValue, sides, type), type)
  }

  private static func scale(_ type: DataType) -> Int {
    if case .decimal(_, let scale) = type { return scale }
    return 0
  }

  /// Arithmetic of dates, timestamps and durations, or nil where it is none.
  private func temporal(_ op: BinaryOperator, _ a: Expression, _ b: Expression) -> Expression? {
    switch (op, a.type, b.type) {
    case (.add, .date, .duration), (.add, .timestamp, .duration): return shifted("time+", a, b)
    case (.add, .duration, .date), (.add, .duration, .timestamp): return shifted("time+", b, a)
    case (.subtract, .date, .duration), (.subtract, .timestamp, .duration):
      return shifted("time-", a, b)
    case (.subtract, .date, .date), (.subtract, .date, .timestamp),
      (.subtract, .timestamp, .date), (.subtract, .timestamp, .timestamp):
      return .call("elapsed", [a, b], .duration)
    case (.add, .duration, .duration), (.subtract, .duration, .duration):
      return .call(op.rawValue, [a, b], .duration)
    case (.multiply, .duration, let type) where type.isNumeric:
      return .call("duration*", [a, Self.coerce(b, to: .float)], .duration)
    case (.multiply, let type, .duration) where type.isNumeric:
      return .call("duration*", [b, Self.coerce(a, to: .float)], .duration)
    case (.divide, .duration, .duration): return .call("ratio", [a, b], .float)
    case (.divide, .duration, let type) where type.isNumeric:
      return .call("duration/", [a, Self.coerce(b, to: .float)], .duration)
    default: return nil
    }
  }

  /// A time moved by a duration: a date stays a date where the duration is written as whole days.
  func shifted(_ name: String, _ time: Expression, _ duration: Expression) -> Expression {
    var type = time.type
    if type == .date {
      type = .timestamp
      if case .literal(.duration(let micros), _) = duration, micros % 86_400_000_000 == 0 {
        type = .date
      }
    }
    return .call(name, [time, duration], type)
  }
}
