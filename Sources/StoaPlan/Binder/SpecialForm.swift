import StoaLanguage

/// Calls whose types no signature can say.
struct SpecialForm {
  let binder: ExpressionBinder
  let call: Call
  let span: SourceSpan

  /// The expression of such a call, or nil where the signature says it all.
  func form(_ entry: FunctionEntry, _ arguments: [Expression]) throws -> Expression? {
    switch entry.name {
    case "add": return binder.shifted("time+", arguments[0], arguments[1])
    case "if":
      let values = try common(Array(arguments[1...]))
      let condition = ExpressionBinder.coerce(arguments[0], to: .bool)
      return .conditional(
        [ConditionalBranch(condition: condition, value: values[0])], otherwise: values[1],
        values[0].type)
    case "case": return try cases(arguments)
    case "int", "float", "string", "bool": return try conversion(entry, arguments[0])
    case "decimal": return try decimal(arguments)
    case "null_if": return .call("null_if", try common(arguments), try common(arguments)[0].type)
    case "bin": return try bin(arguments)
    case "sum": return try sum(arguments[0])
    case "trunc": try checkUnit(arguments[1])
    case "quantile": return try quantile(arguments)
    case "lag", "lead": return try neighbour(entry.name, arguments)
    case "parse_date", "parse_timestamp", "format_time":
      if arguments.count > 1 { try checkFormat(arguments[1]) }
    default: break
    }
    return nil
  }

  private func common(_ values: [Expression]) throws -> [Expression] {
    let type = values.reduce(DataType?.some(.null)) { type, value in
      type.flatMap { DataType.common($0, value.type) }
    }
    guard let type else {
      let types = Set(values.map(\.type.inWords)).sorted().joined(separator: " and ")
      throw Diagnostic(
        code: "type",
        message:
          "the values of `\(call.function.text)` must be of one type, and these are \(types)",
        span: span, hint: "write `string(…)`, `int(…)` or `float(…)` around some")
    }
    return values.map { ExpressionBinder.coerce($0, to: type == .null ? .string : type) }
  }

  private func cases(_ arguments: [Expression]) throws -> Expression {
    guard arguments.count % 2 == 1, arguments.count >= 3 else {
      throw Diagnostic(
        code: "argument-count",
        message: "`case` takes pairs of a condition and a value, and a last value for the rest",
        span: span, hint: "as in `case(x > 10, \"high\", x > 5, \"middle\", \"low\")`")
    }
    let pairs = stride(from: 0, to: arguments.count - 1, by: 2)
    for index in pairs where arguments[index].type != .bool && arguments[index].type != .null {
      throw Diagnostic(
        code: "type",
        message:
          "a condition of `case` must be true or false, "
          + "and this is \(arguments[index].type.inWords)",
        span: call.arguments[index].span)
    }
    let values = try common(pairs.map { arguments[$0 + 1] } + [arguments[arguments.count - 1]])
    let branches = pairs.enumerated().map { position, index in
      ConditionalBranch(
        condition: ExpressionBinder.coerce(arguments[index], to: .bool), value: values[position])
    }
    return .conditional(branches, otherwise: values[values.count - 1], values[0].type)
  }

  private func conversion(_ entry: FunctionEntry, _ value: Expression) throws -> Expression {
    let type: DataType =
      switch entry.name {
      case "int": .int
      case "float": .float
      case "bool": .bool
      default: .string
      }
    if value.type == type { return value }
    if value.type == .null { return .literal(.null, type) }
    if type != .string { try refuseTime(value, as: type) }
    return .call(entry.name, [value], type)
  }

  /// A time is no number.
  private func refuseTime(_ value: Expression, as type: DataType) throws {
    guard value.type.isTemporal || value.type == .duration else { return }
    let hint =
      value.type == .duration
      ? "divide it by a duration, as in `d / 1h`" : "take a part of it, as `year(t)` or `hour(t)`"
    throw Diagnostic(
      code: "type", message: "\(value.type.inWords) cannot be written as \(type.inWords)",
      span: span, hint: hint)
  }

  private func decimal(_ arguments: [Expression]) throws -> Expression {
    let numbers = arguments.dropFirst().map { argument -> Int in
      if case .literal(.int(let value), _) = argument { Int(clamping: value) } else { 0 }
    }
    let precision = numbers.first ?? 18
    let scale = numbers.count > 1 ? numbers[1] : 2
    guard (1...38).contains(precision), (0...precision).contains(scale) else {
      throw Diagnostic(
        code: "decimal",
        message: "a decimal has 1 to 38 digits, and at most all of them after the point",
        span: span, hint: "as in `decimal(price, 18, 2)`")
    }
    let type = DataType.decimal(precision: precision, scale: scale)
    try refuseTime(arguments[0], as: type)
    return .call("decimal", [arguments[0]], type)
  }

  private func bin(_ arguments: [Expression]) throws -> Expression {
    let width = arguments[1]
    let value =
      arguments[0].type == .null
      ? ExpressionBinder.coerce(arguments[0], to: width.type) : arguments[0]
    if case .literal(let constant, _) = width, constant.isZeroOrBelow {
      throw Diagnostic(
        code: "bin-width", message: "the width of a bin is above zero", span: call.arguments[1].span
      )
    }
    switch (value.type, width.type) {
    case (.int, .int): return .call("bin", [value, width], .int)
    case (let a, let b) where a.isNumeric && b.isNumeric:
      return .call("bin", [value, width].map { ExpressionBinder.coerce($0, to: .float) }, .float)
    case (.date, .duration):
      if case .literal(.duration(let micros), _) = width, micros % 86_400_000_000 == 0 {
        return .call("bin", [value, width], .date)
      }
      return .call("bin", [ExpressionBinder.coerce(value, to: .timestamp), width], .timestamp)
    case (.timestamp, .duration): return .call("bin", [value, width], .timestamp)
    case (.duration, .duration): return .call("bin", [value, width], .duration)
    default:
      throw Diagnostic(
        code: "type",
        message: "bins of \(value.type.inWords) cannot be \(width.type.inWords) wide", span: span,
        hint: value.type.isTemporal
          ? "write a duration, as in `bin(t, 7d)`" : "as in `bin(price, 1000)`")
    }
  }

  private func sum(_ value: Expression) throws -> Expression? {
    switch value.type {
    case .date, .timestamp:
      throw Diagnostic(
        code: "type", message: "\(value.type.inWords) cannot be added up", span: span,
        hint: "add up durations, as in `sum(end - start)`")
    case .decimal(_, let scale):
      let type = DataType.decimal(precision: 38, scale: scale)
      return binder.scope.place == .window
        ? .window(
          WindowCall(
            function: "sum", arguments: [value], filter: try filter(), frame: call.frame, type: type
          ))
        : .aggregate(
          AggregateCall(function: "sum", arguments: [value], filter: try filter(), type: type))
    default: return nil
    }
  }

  private func filter() throws -> Expression? {
    try call.filter.map { try ExpressionBinder(binder.scope.at(.row)).predicate($0, of: "where") }
  }

  private func quantile(_ arguments: [Expression]) throws -> Expression? {
    let share = ExpressionBinder.coerce(arguments[1], to: .float)
    guard case .literal(.float(let value), _) = share, (0...1).contains(value) else {
      throw Diagnostic(
        code: "quantile", message: "`q` of `quantile` is a number from 0 to 1 that is written out",
        span: call.arguments[1].span, hint: "as in `quantile(price, 0.95)`")
    }
    return binder.scope.place == .window
      ? .window(
        WindowCall(
          function: "quantile", arguments: [arguments[0], share], filter: try filter(),
          frame: call.frame, type: .float))
      : .aggregate(
        AggregateCall(
          function: "quantile", arguments: [arguments[0], share], filter: try filter(), type: .float
        ))
  }

  private func neighbour(_ name: String, _ arguments: [Expression]) throws -> Expression {
    var result = arguments
    var type = arguments[0].type
    if arguments.count == 3 {
      let values = try common([arguments[0], arguments[2]])
      (result[0], result[2]) = (values[0], values[1])
      type = values[0].type
    }
    return .window(WindowCall(function: name, arguments: result, type: type == .null ? .int : type))
  }

  private func checkUnit(_ unit: Expression) throws {
    let units = ["year", "quarter", "month", "week", "day", "hour", "minute", "second"]
    guard case .literal(.string(let text), _) = unit, !units.contains(text) else { return }
    throw Diagnostic(
      code: "time-unit", message: "there is no unit of time \"\(text)\"",
      span: call.arguments[1].span,
      hint: Suggestion.nearest(to: text, among: units).map { "did you mean \"\($0)\"?" }
        ?? "the units are \(units.joined(separator: ", "))")
  }

  private func checkFormat(_ format: Expression) throws {
    guard case .literal(.string(let text), _) = format else { return }
    let known = Dialect.spark.timeCodes ?? [:]
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "%" else { continue }
      let code = "%\(rest.popFirst().map(String.init) ?? "")"
      if known[code] == nil {
        throw Diagnostic(
          code: "time-format", message: "there is no code `\(code)` in a format of times",
          span: call.arguments[1].span,
          hint: "the codes are \(known.keys.sorted().joined(separator: " "))")
      }
    }
  }
}

extension Value {
  fileprivate var isZeroOrBelow: Bool {
    switch self {
    case .int(let value): value <= 0
    case .float(let value): value <= 0
    case .duration(let value): value <= 0
    default: false
    }
  }
}
