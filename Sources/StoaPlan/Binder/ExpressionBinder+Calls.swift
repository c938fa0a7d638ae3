import StoaLanguage

extension ExpressionBinder {
  func call(_ call: Call, _ span: SourceSpan) throws -> Expression {
    let name = call.function.text
    guard let entry = FunctionCatalogue[name] else { throw unknownFunction(call.function) }
    try checkPlace(entry, call, span)
    try checkCount(entry, call, span)

    let inner = entry.isAggregate || entry.isWindow ? ExpressionBinder(scope.at(.row)) : self
    let arguments = try each(Array(call.arguments.enumerated())) { index, argument in
      let parameter = entry.parameters[min(index, entry.parameters.count - 1)]
      return try inner.argument(argument, parameter, entry)
    }
    let filter = try call.filter.map { try inner.predicate($0, of: "where") }

    let special = SpecialForm(binder: self, call: call, span: span)
    if let form = try special.form(entry, arguments) { return form }
    let (coerced, type) = try resolved(entry, arguments, call, span)
    if entry.isWindow || (entry.isAggregate && scope.place == .window) {
      return .window(
        WindowCall(
          function: name, arguments: coerced, filter: Self.present(name, coerced, filter),
          frame: call.frame, type: type))
    }
    if entry.isAggregate {
      return .aggregate(
        AggregateCall(
          function: name, arguments: coerced, filter: Self.present(name, coerced, filter),
          type: type))
    }
    return .call(name, coerced, type)
  }

  /// The filter of an aggregate; a list has no nulls on any engine.
  private static func present(
    _ name: String, _ arguments: [Expression], _ filter: Expression?
  ) -> Expression? {
    guard name == "list", let value = arguments.first else { return filter }
    let present = Expression.call("not", [.isNull(value)], .bool)
    return filter.map { .call("and", [present, $0], .bool) } ?? present
  }

  private func unknownFunction(_ name: Identifier) -> Diagnostic {
    let hint: String?
    if let foreign = FunctionCatalogue.foreign[name.text.lowercased()] {
      hint = "here it is \(foreign.hasPrefix("`") ? foreign : "`\(foreign)`")"
    } else {
      hint = Suggestion.nearest(to: name.text, among: FunctionCatalogue.all.map(\.name))
        .map { "did you mean `\($0)`?" }
    }
    return Diagnostic(
      code: "unknown-function", message: "there is no function `\(name.text)`", span: name.span,
      hint: hint ?? "`:help functions` lists them")
  }

  private func checkPlace(_ entry: FunctionEntry, _ call: Call, _ span: SourceSpan) throws {
    let name = entry.name
    if entry.isWindow, scope.place != .window {
      throw Diagnostic(
        code: "window-place", message: "`\(name)` needs to know its group", span: span,
        hint: "write `derive x = \(name)(…) by group sort column`")
    }
    if entry.isAggregate, scope.place == .row {
      throw Diagnostic(
        code: "aggregate-place",
        message: "`\(name)` is computed over many rows, and this place has one", span: span,
        hint: "write `summarize \(name)(…)`, or `derive x = \(name)(…) by group`")
    }
    if call.frame != nil, scope.place != .window || !entry.isAggregate {
      throw Diagnostic(
        code: "frame-place", message: "`rows` goes with an aggregate in `derive … by … sort …`",
        span: span)
    }
    if call.filter != nil, !entry.isAggregate {
      throw Diagnostic(
        code: "filter-place",
        message: "`where` inside a call goes with an aggregate, and `\(name)` is none",
        span: span, hint: "write `if(condition, \(name)(…), null)`")
    }
  }

  private func checkCount(_ entry: FunctionEntry, _ call: Call, _ span: SourceSpan) throws {
    let count = call.arguments.count
    let least = entry.parameters.filter { !$0.isOptional }.count
    let most = entry.parameters.contains(where: \.isRepeated) ? Int.max : entry.parameters.count
    guard count < least || count > most else { return }
    let wanted =
      most == .max
      ? "at least \(least)"
      : least == most ? "\(least)" : "\(least) \(most - least == 1 ? "or" : "to") \(most)"
    let help = entry.help.prefix(1).lowercased() + entry.help.dropFirst().dropLast()
    throw Diagnostic(
      code: "argument-count",
      message: "`\(entry.name)` takes \(wanted) argument\(wanted == "1" ? "" : "s"), not \(count)",
      span: span, hint: "it is `\(entry.signature)`: \(help)")
  }

  private func argument(
    _ expr: Expr, _ parameter: FunctionEntry.Parameter, _ entry: FunctionEntry
  ) throws -> Expression {
    let bound = try bind(expr)
    let type = bound.type
    let fits: Bool
    switch parameter.kind {
    case .any: fits = true
    case .number: fits = type.isNumeric
    case .int: fits = type == .int
    case .bool: fits = type == .bool
    case .text: fits = type == .string
    case .date: fits = type == .date
    case .timestamp: fits = type == .timestamp
    case .duration: fits = type == .duration
    case .time: fits = type.isTemporal
    case .ordered:
      if case .other = type { fits = false } else { fits = true }
    case .measurable: fits = type.isNumeric || type.isTemporal || type == .duration
    case .word:
      if case .literal(.string, _) = bound { fits = true } else { fits = false }
    case .wholeNumber:
      if case .literal(.int, _) = bound { fits = true } else { fits = false }
    }
    if fits { return bound }
    if type == .null, let kind = parameter.kind.typeOfNull {
      return kind == .null ? bound : Self.coerce(bound, to: kind)
    }
    throw Diagnostic(
      code: "type",
      message:
        "`\(parameter.name)` of `\(entry.name)` needs \(parameter.kind.inWords), "
        + "and this is \(type.inWords)",
      span: expr.span, hint: hint(for: parameter.kind, type, entry))
  }

  private func hint(
    for kind: FunctionEntry.Kind, _ type: DataType, _ entry: FunctionEntry
  ) -> String? {
    switch (kind, type) {
    case (.number, .string), (.measurable, .string), (.int, .string):
      "read a number from text with `int(…)` or `float(…)`"
    case (.int, .float): "make it whole with `int(…)`"
    case (.text, _): "write `string(…)` around it"
    case (.time, .string), (.timestamp, .string), (.date, .string):
      "read text with `parse_date(…)` or `parse_timestamp(…)`"
    case (.timestamp, .date): "a date has no time; write `timestamp(…)` around it"
    case (.word, _): "write it in quotes, as in `\(entry.example.text)`"
    case (.wholeNumber, _): "write a number, as in `\(entry.example.text)`"
    default: nil
    }
  }

  /// The arguments in the types that they are computed in, and the type of the result.
  private func resolved(
    _ entry: FunctionEntry, _ arguments: [Expression], _ call: Call, _ span: SourceSpan
  ) throws -> ([Expression], DataType) {
    switch entry.result {
    case .bool: return (arguments, .bool)
    case .int: return (arguments, .int)
    case .float:
      guard entry.category == .numbers || entry.category == .geography else {
        return (arguments, .float)
      }
      return (arguments.map { Self.coerce($0, to: .float) }, .float)
    case .string: return (arguments.map { typed($0, .string) }, .string)
    case .date: return (arguments, .date)
    case .timestamp: return (arguments, .timestamp)
    case .duration: return (arguments, .duration)
    case .list: return (arguments, .other("list"))
    case .same(let index):
      guard arguments[index].type == .null else { return (arguments, arguments[index].type) }
      return (arguments.map { typed($0, .int) }, .int)
    case .common(let start):
      let type = arguments[start...].reduce(DataType?.some(.null)) { type, argument in
        type.flatMap { DataType.common($0, argument.type) }
      }
      guard let type else {
        let types = Set(arguments[start...].map(\.type.inWords)).sorted()
          .joined(separator: " and ")
        throw Diagnostic(
          code: "type",
          message:
            "the values of `\(entry.name)` must be of one type, and these are \(types)",
          span: span, hint: "write `string(…)`, `int(…)` or `float(…)` around some")
      }
      let whole = type == .null ? DataType.string : type
      return (
        Array(arguments[..<start]) + arguments[start...].map { Self.coerce($0, to: whole) }, whole
      )
    case .special: return (arguments, .null)
    }
  }

  private func typed(_ expression: Expression, _ type: DataType) -> Expression {
    expression.type == .null ? Self.coerce(expression, to: type) : expression
  }
}

extension FunctionEntry.Kind {
  /// The type of a bare null as such an argument: the null type where the other arguments tell,
  /// and nil where null cannot stand.
  var typeOfNull: DataType? {
    switch self {
    case .any, .ordered, .measurable: .null
    case .number, .int: .int
    case .bool: .bool
    case .text: .string
    case .date: .date
    case .timestamp, .time: .timestamp
    case .duration: .duration
    case .word, .wholeNumber: nil
    }
  }

  var inWords: String {
    switch self {
    case .any: "a value"
    case .number: "a number"
    case .int: "an int"
    case .bool: "true or false"
    case .text: "text"
    case .date: "a date"
    case .timestamp: "a timestamp"
    case .duration: "a duration"
    case .time: "a date or a timestamp"
    case .ordered: "something that can be put in order"
    case .measurable: "a number, a time or a duration"
    case .word: "a text that is written out"
    case .wholeNumber: "a whole number that is written out"
    }
  }
}
