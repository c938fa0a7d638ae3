import StoaEngine
import StoaPlan

/// Computes scalar expressions for one row in this process, as the engines do for many.
///
/// It knows what factors of formulas are made of: arithmetic, comparisons, conditions, numeric
/// functions and parts of dates. Anything else is refused, never approximated.
struct ScalarEvaluator {
  let row: NamedRow

  /// The value of an expression.
  ///
  /// - Throws: `EngineError` of the kind `input` where a column is not there or has another type,
  ///   `query` where an int overflows, `unsupported` where only an engine can compute it.
  func evaluate(_ expression: Expression) throws -> Value {
    switch expression {
    case .column(let name, let type): return try column(name, type)
    case .literal(let value, _): return value
    case .call(let name, let arguments, let type): return try call(name, arguments, type)
    case .cast(let value, let type): return try cast(evaluate(value), to: type)
    case .conditional(let branches, let otherwise, _):
      for branch in branches where try evaluate(branch.condition) == .bool(true) {
        return try evaluate(branch.value)
      }
      return try evaluate(otherwise)
    case .isNull(let value): return try .bool(evaluate(value).isNull)
    case .isIn(let value, let list):
      let wanted = try evaluate(value)
      let tests = try list.map { try compare(wanted, evaluate($0)).map { $0 == 0 } }
      if tests.contains(true) { return .bool(true) }
      return tests.contains(nil) ? .null : .bool(false)
    case .aggregate(let call): throw unsupported(call.function)
    case .window(let call): throw unsupported(call.function)
    }
  }

  private func column(_ name: String, _ type: DataType) throws -> Value {
    guard let value = row[name] else {
      throw EngineError(.input, "the row has no `\(name)`, which the model reads")
    }
    switch (value, type) {
    case (.null, _), (.bool, .bool), (.int, .int), (.float, .float), (.string, .string),
      (.date, .date), (.timestamp, .timestamp), (.duration, .duration), (.decimal, .decimal):
      return value
    case (.int(let number), .float): return .float(Double(number))
    default:
      throw EngineError(
        .input,
        "`\(name)` is \(value.typeName) in the row, and the model reads \(type.withArticle)")
    }
  }

  private func call(_ name: String, _ arguments: [Expression], _ type: DataType) throws -> Value {
    if name == "and" || name == "or" { return try logical(name, arguments) }
    if name == "coalesce" {
      for argument in arguments {
        let value = try evaluate(argument)
        if !value.isNull { return value }
      }
      return .null
    }
    let values = try arguments.map(evaluate)
    if values.contains(.null) { return .null }
    if let test = Self.comparisons[name], values.count == 2 {
      return try compare(values[0], values[1]).map { .bool(test($0)) } ?? .null
    }
    if name == "not", case .bool(let value) = values[0] { return .bool(!value) }
    if type == .int, let operation = ScalarFunctions.ints[name] {
      return try operation(values.map(int))
    }
    if let part = ScalarFunctions.timeParts[name], let time = CalendarTime(values[0]) {
      return .int(part(time))
    }
    let numbers = values.compactMap(\.number)
    if type == .float, numbers.count == values.count {
      if let function = ScalarFunctions.unary[name], numbers.count == 1 {
        return function(numbers[0]).map(Value.float) ?? .null
      }
      if let function = ScalarFunctions.binary[name], numbers.count == 2 {
        return function(numbers[0], numbers[1]).map(Value.float) ?? .null
      }
    }
    if case .string(let text) = values[0], let function = ScalarFunctions.text[name] {
      return .string(function(text))
    }
    throw unsupported(name)
  }

  private func logical(_ name: String, _ arguments: [Expression]) throws -> Value {
    let values = try arguments.map(evaluate)
    let decisive = Value.bool(name == "or")
    if values.contains(decisive) { return decisive }
    return values.contains(.null) ? .null : .bool(name == "and")
  }

  private func int(_ value: Value) throws -> Int64 {
    guard case .int(let number) = value else {
      throw unsupported("arithmetic on \(value.typeName)")
    }
    return number
  }

  private static let comparisons: [String: @Sendable (Int) -> Bool] = [
    "==": { $0 == 0 }, "!=": { $0 != 0 }, "<": { $0 < 0 }, "<=": { $0 <= 0 }, ">": { $0 > 0 },
    ">=": { $0 >= 0 },
  ]

  /// Below zero, zero or above zero as the first value is less, equal or more; nil where either
  /// is null.
  private func compare(_ left: Value, _ right: Value) throws -> Int? {
    if left.isNull || right.isNull { return nil }
    func order<T: Comparable>(_ a: T, _ b: T) -> Int { a < b ? -1 : a == b ? 0 : 1 }
    switch (left, right) {
    case (.string(let a), .string(let b)):
      return a == b ? 0 : a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
    case (.bool(let a), .bool(let b)): return order(a ? 1 : 0, b ? 1 : 0)
    case (.int(let a), .int(let b)), (.timestamp(let a), .timestamp(let b)),
      (.duration(let a), .duration(let b)):
      return order(a, b)
    case (.date(let a), .date(let b)): return order(a, b)
    default:
      guard let a = left.number, let b = right.number else { throw unsupported("a comparison") }
      return order(a, b)
    }
  }

  private func cast(_ value: Value, to type: DataType) throws -> Value {
    switch (value, type) {
    case (.null, _): return .null
    case (_, .float):
      if let number = value.number { return .float(number) }
      if case .bool(let flag) = value { return .float(flag ? 1 : 0) }
    case (.bool(let flag), .int): return .int(flag ? 1 : 0)
    case (.int, .int), (.string, .string), (.bool, .bool), (.date, .date): return value
    case (.int(let number), .string): return .string(String(number))
    case (.bool(let flag), .string): return .string(flag ? "true" : "false")
    default: break
    }
    throw unsupported("a cast to \(type)")
  }

  private func unsupported(_ what: String) -> EngineError {
    EngineError(
      .unsupported, "`\(what)` in the formula can be computed by an engine alone",
      hint: "use `row … | predict`")
  }
}

extension DataType {
  /// The type with its article, as a sentence has it.
  var withArticle: String { (self == .int ? "an " : "a ") + description }
}

extension Value {
  /// What it is, as a sentence has it.
  var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "a bool"
    case .int: "an int"
    case .float: "a float"
    case .decimal: "a decimal"
    case .string: "a string"
    case .date: "a date"
    case .timestamp: "a timestamp"
    case .duration: "a duration"
    case .other: "of another type"
    }
  }

  /// An int, a float or a decimal as a float.
  var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .float(let value): value
    case .decimal(let unscaled, let scale):
      Double(unscaled) / (0..<scale).reduce(1.0) { power, _ in power * 10 }
    default: nil
    }
  }
}
