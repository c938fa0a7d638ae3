import StoaLanguage
import StoaPlan

/// Values of params as they are given outside a program, in `--set name=value`.
enum ParamText {
  /// The value of a text as a type: a string as it stands, all else as the language writes it.
  static func value(_ text: String, as type: DataType) -> Value? {
    if type == .string { return .string(text) }
    let result = Parser.parse("param value = \(text)")
    guard result.diagnostics.isEmpty, result.program.statements.count == 1,
      case .param(_, let expression)? = result.program.statements.first?.kind,
      let value = literal(expression)
    else { return nil }
    switch (value, type) {
    case (.null, _), (.bool, .bool), (.int, .int), (.float, .float), (.date, .date),
      (.timestamp, .timestamp), (.duration, .duration):
      return value
    case (.int(let whole), .float): return .float(Double(whole))
    default: return nil
    }
  }

  private static func literal(_ expression: Expr) -> Value? {
    switch expression.kind {
    case .literal(let literal): Value(literal)
    case .unary(.negate, let inner): literal(inner).flatMap(negated)
    default: nil
    }
  }

  private static func negated(_ value: Value) -> Value? {
    switch value {
    case .int(let whole): .int(-whole)
    case .float(let number): .float(-number)
    case .duration(let micros): .duration(-micros)
    default: nil
    }
  }
}

extension Value {
  /// The value of a literal.
  init(_ literal: Literal) {
    self =
      switch literal {
      case .null: .null
      case .bool(let value): .bool(value)
      case .int(let value): .int(value)
      case .float(let value): .float(value)
      case .string(let value): .string(value)
      case .date(let days): .date(days)
      case .timestamp(let micros): .timestamp(micros)
      case .duration(let micros): .duration(micros)
      }
  }
}
