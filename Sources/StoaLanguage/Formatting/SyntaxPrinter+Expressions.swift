extension SyntaxPrinter {
  /// How tightly an expression holds together, loosest first.
  private enum Level: Int, Comparable {
    case or, and, not, comparison, coalesce, additive, multiplicative, unary, power, primary

    static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }

    var tighter: Level { Level(rawValue: rawValue + 1) ?? .primary }
  }

  /// An expression with no more parentheses than it needs.
  public func text(of expression: Expr) -> String {
    switch expression.kind {
    case .literal(let literal): return text(of: literal, span: expression.span)
    case .name(let identifier): return name(identifier)
    case .call(let call): return text(of: call)
    case .unary(.not, let operand): return "not " + text(of: operand, atLeast: .not)
    case .unary(.negate, let operand): return "-" + negated(operand)
    case .binary(let sign, let left, let right): return binary(sign, left, right)
    case .isIn(let value, let list, let negated):
      return "\(operand(value)) \(negated ? "not " : "")in [\(self.list(list, text(of:)))]"
    case .between(let value, let lower, let upper, let negated):
      return "\(operand(value)) \(negated ? "not " : "")between \(operand(lower)) and "
        + operand(upper)
    case .isNull(let value, let negated):
      return "\(operand(value)) is \(negated ? "not " : "")null"
    case .like(let value, let pattern, let negated):
      return "\(operand(value)) \(negated ? "not " : "")like \(operand(pattern))"
    }
  }

  /// An operand of a comparison.
  private func operand(_ expression: Expr) -> String { text(of: expression, atLeast: .coalesce) }

  /// A factor of a formula, in which `+`, `-`, `*` and `:` mean something else.
  func factor(_ expression: Expr) -> String { text(of: expression, atLeast: .power) }

  /// What stands before the `%` of `sample`.
  func unary(_ expression: Expr) -> String { text(of: expression, atLeast: .unary) }

  /// An end of a range.
  func additive(_ expression: Expr) -> String { text(of: expression, atLeast: .additive) }

  /// An expression that must not begin with one of these words, which would be read as keywords.
  func text(of expression: Expr, notBeginningWith words: [String]) -> String {
    let text = text(of: expression)
    let first = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    return words.contains(String(first)) ? "(\(text))" : text
  }

  private func text(of expression: Expr, atLeast level: Level) -> String {
    let text = text(of: expression)
    return self.level(of: expression) < level ? "(\(text))" : text
  }

  private func negated(_ operand: Expr) -> String {
    // `-2` is read as one number, `-(2)` as the negative of one.
    let text = text(of: operand, atLeast: .unary)
    return operand.isLiteral && level(of: operand) == .primary ? "(\(text))" : text
  }

  private func binary(_ sign: BinaryOperator, _ left: Expr, _ right: Expr) -> String {
    let level = level(of: sign)
    let leftLevel: Level =
      switch level {
      case .comparison, .power: level.tighter
      default: level
      }
    let rightLevel: Level = level == .power ? .unary : level.tighter
    return "\(text(of: left, atLeast: leftLevel)) \(sign.rawValue) "
      + text(of: right, atLeast: rightLevel)
  }

  private func level(of sign: BinaryOperator) -> Level {
    switch sign {
    case .or: .or
    case .and: .and
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: .comparison
    case .coalesce: .coalesce
    case .add, .subtract: .additive
    case .multiply, .divide, .floorDivide, .remainder: .multiplicative
    case .power: .power
    }
  }

  private func level(of expression: Expr) -> Level {
    switch expression.kind {
    case .name, .call: .primary
    case .literal(.int(let value)): value < 0 ? .unary : .primary
    case .literal(.float(let value)): value.sign == .minus ? .unary : .primary
    case .literal(.duration(let value)): value < 0 ? .unary : .primary
    case .literal: .primary
    case .unary(.not, _): .not
    case .unary(.negate, _): .unary
    case .binary(let sign, _, _): level(of: sign)
    case .isIn, .between, .isNull, .like: .comparison
    }
  }

  private func text(of call: Call) -> String {
    let clauses = ["where", "rows"]
    var inside = list(call.arguments) { text(of: $0, notBeginningWith: clauses) }
    if let filter = call.filter {
      inside += (inside.isEmpty ? "" : " ") + "where \(text(of: filter))"
    }
    if let frame = call.frame {
      inside += (inside.isEmpty ? "" : " ") + "rows \(frame.first)..\(frame.last)"
    }
    return "\(name(call.function))(\(inside))"
  }

  private func text(of literal: Literal, span: SourceSpan) -> String {
    switch literal {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .string(let value): string(value, span: span)
    case .int(let value): spelling(of: span) ?? String(value)
    case .float(let value): spelling(of: span) ?? String(value)
    case .date(let days): spelling(of: span) ?? "@\(CivilDate(daysSinceEpoch: days))"
    case .timestamp(let value): spelling(of: span) ?? Self.timestamp(value)
    case .duration(let value): spelling(of: span) ?? Self.duration(value)
    }
  }

  private static func timestamp(_ microseconds: Int64) -> String {
    let day = CivilDate.microsecondsPerDay
    let (days, rest) = microseconds.quotientAndRemainder(dividingBy: day)
    let time = rest < 0 ? rest + day : rest
    let date = CivilDate(daysSinceEpoch: Int32(clamping: rest < 0 ? days - 1 : days))
    let seconds = time / 1_000_000
    let fraction = time % 1_000_000
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }
    return "@\(date)T\(clock.joined(separator: ":"))"
      + (fraction == 0 ? "" : ".\(padded(fraction, 6))")
  }

  private static func duration(_ microseconds: Int64) -> String {
    let unit = Lexer.durationUnits.last { microseconds % $0.microseconds == 0 }
    guard let unit, microseconds != 0 else { return "0s" }
    return "\(microseconds / unit.microseconds)\(unit.unit)"
  }

  private static func padded(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension CivilDate: CustomStringConvertible {
  /// As in ISO 8601, `2024-01-31`.
  public var description: String {
    let year = String(year)
    return String(repeating: "0", count: max(0, 4 - year.utf8.count)) + year
      + (month < 10 ? "-0" : "-") + String(month) + (day < 10 ? "-0" : "-") + String(day)
  }
}
