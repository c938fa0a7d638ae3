extension SQLPrinter {
  /// Prints an expression; `over` is the window that it may use.
  mutating func sql(_ expression: Expression, over: Window? = nil) throws -> String {
    switch expression {
    case .column(let name, _):
      return quote(name)
    case .literal(.null, let type):
      return "CAST(NULL AS \(self.type(type)))"
    case .literal(.bool(let value), _):
      return value ? "TRUE" : "FALSE"
    case .literal(let value, let type):
      return "CAST(\(parameter(value, type)) AS \(self.type(type)))"
    case .call(let name, let arguments, let type):
      return try call(name, arguments, type, over: over)
    case .cast(let value, let type):
      return "CAST(\(try sql(value, over: over)) AS \(self.type(type)))"
    case .conditional(let branches, let otherwise, _):
      var text = "CASE"
      for branch in branches {
        text += " WHEN \(try sql(branch.condition, over: over))"
        text += " THEN \(try sql(branch.value, over: over))"
      }
      return text + " ELSE \(try sql(otherwise, over: over)) END"
    case .isNull(let value):
      return "(\(try sql(value, over: over)) IS NULL)"
    case .isIn(let value, let list):
      let items = try list.map { try sql($0, over: over) }
      return "(\(try sql(value, over: over)) IN (\(items.joined(separator: ", "))))"
    case .aggregate(let aggregate):
      return try self.aggregate(aggregate)
    case .window(let call):
      guard let over else { throw PlanError(message: "`\(call.function)` stands outside a window") }
      return try window(call, over)
    }
  }

  /// The rows that a window function sees.
  struct Window {
    var partition: [String]
    var order: String
    /// The order of the frame, for functions of a row's place where the window has none.
    var frameOrder = ""
  }

  private mutating func call(
    _ name: String, _ arguments: [Expression], _ type: DataType, over: Window?
  ) throws -> String {
    guard let template = lookUp(name, arguments, in: dialect.functions) else {
      throw PlanError(message: "\(dialect.name) has no form of `\(name)`")
    }
    var formats: [Int: String] = [:]
    var texts: [String] = []
    for (index, argument) in arguments.enumerated() {
      if template.contains("{\(index)f}"), case .literal(.string(var format), _) = argument {
        if name.hasPrefix("parse_"), let skip = dialect.functions["without_first_word"] {
          let isNamed = try Self.takeWeekday(from: &format, dialect.name)
          if isNamed { texts[0] = expand(skip, [texts[0]], type: .string) }
        }
        formats[index] = parameter(.string(timeFormat(format)), .string)
        texts.append("")
      } else {
        texts.append(try sql(argument, over: over))
      }
    }
    return expand(template, texts, type: type, formats: formats)
  }

  private mutating func aggregate(_ call: AggregateCall) throws -> String {
    var (order, row) = ("", "")
    var template = lookUp(call.function, call.arguments, in: dialect.aggregates)
    switch aggregateOrder {
    case .none: break
    case .text(let text): order = text
    case .rowNumber(let column):
      row = column
      template = dialect.numberedAggregates[call.function] ?? template
    }
    guard let template else {
      throw PlanError(message: "\(dialect.name) has no form of `\(call.function)`")
    }
    let arguments = try call.arguments.map { try sql($0) }
    let tail = try call.filter.map { " FILTER (WHERE \(try sql($0)))" } ?? ""
    return expand(template, arguments, type: call.type, order: order, row: row, tail: tail)
  }

  private mutating func window(_ call: WindowCall, _ window: Window) throws -> String {
    let ownTemplate = lookUp(call.function, call.arguments, in: dialect.windows)
    let template = ownTemplate ?? lookUp(call.function, call.arguments, in: dialect.aggregates)
    guard let template else {
      throw PlanError(message: "\(dialect.name) has no form of `\(call.function)`")
    }
    let arguments = try call.arguments.map { try sql($0) }
    var tail = try call.filter.map { " FILTER (WHERE \(try sql($0)))" } ?? ""
    var parts: [String] = []
    if !window.partition.isEmpty {
      parts.append("PARTITION BY \(window.partition.joined(separator: ", "))")
    }
    var order = window.order
    if order.isEmpty, ownTemplate != nil {
      order = window.frameOrder.isEmpty ? dialect.windowOrder : window.frameOrder
    }
    if !order.isEmpty { parts.append("ORDER BY \(order)") }
    if let frame = rows(call, isSorted: !window.order.isEmpty) { parts.append(frame) }
    tail += " OVER (\(parts.joined(separator: " ")))"
    return expand(template, arguments, type: call.type, tail: tail)
  }

  /// The frame, always written out: what SQL takes without one depends on the order and on ties.
  private func rows(_ call: WindowCall, isSorted: Bool) -> String? {
    if let frame = call.frame {
      return "ROWS BETWEEN \(bound(frame.first)) AND \(bound(frame.last))"
    }
    switch call.function {
    case "row_number", "rank", "dense_rank", "lag", "lead": return nil
    case "first", "last":
      return "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
    default:
      let end = isSorted ? "CURRENT ROW" : "UNBOUNDED FOLLOWING"
      return "ROWS BETWEEN UNBOUNDED PRECEDING AND \(end)"
    }
  }

  private func bound(_ offset: Int) -> String {
    switch offset {
    case 0: "CURRENT ROW"
    case .min: "UNBOUNDED PRECEDING"
    case .max: "UNBOUNDED FOLLOWING"
    case ..<0: "\(-offset) PRECEDING"
    default: "\(offset) FOLLOWING"
    }
  }

  func lookUp(_ name: String, _ arguments: [Expression], in table: [String: String]) -> String? {
    if let first = arguments.first, let form = table["\(name):\(first.type.word)"] { return form }
    return table["\(name)/\(arguments.count)"] ?? table[name]
  }

  /// Fills a template in one pass, so that what is filled in is not read again.
  func expand(
    _ template: String, _ arguments: [String], type: DataType, formats: [Int: String] = [:],
    order: String = "", row: String = "", tail: String = ""
  ) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let word = String(rest[rest.index(after: open)..<close])
      switch word {
      case "*": result += arguments.joined(separator: ", ")
      case "||": result += arguments.joined(separator: " || ")
      case "type": result += self.type(type)
      case "order": result += order
      case "row": result += row
      case "tail": result += tail
      default:
        if let index = Int(word), arguments.indices.contains(index) {
          result += arguments[index]
        } else if let index = Int(word.dropLast()), let format = formats[index] {
          result += format
        } else {
          result += "{\(word)}"
        }
      }
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  /// Takes the name of a weekday off the beginning of a format; whether there was one.
  private static func takeWeekday(from format: inout String, _ engine: String) throws -> Bool {
    let weekday = #/%[aA]/#
    guard format.firstMatch(of: weekday) != nil else { return false }
    guard let start = format.prefixMatch(of: #/\s*%[aA][^%A-Za-z0-9]*/#) else {
      throw PlanError(message: "\(engine) reads the name of a weekday at the beginning only")
    }
    format.removeSubrange(start.range)
    return true
  }

  /// A format of times in the codes of the dialect.
  private func timeFormat(_ format: String) -> String {
    guard let codes = dialect.timeCodes else { return format }
    var result = ""
    var letters = ""
    func flush() {
      // The engine takes bare letters for codes, so text goes into quotes.
      if !letters.isEmpty { result += "'\(letters)'" }
      letters = ""
    }
    var rest = format[...]
    while let character = rest.popFirst() {
      if character == "%", let code = rest.popFirst(), let form = codes["%\(code)"] {
        flush()
        result += form
      } else if character.isLetter {
        letters.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return result
  }
}

extension DataType {
  /// The type without its parameters, as the dialects' tables have it.
  var word: String {
    switch self {
    case .decimal: "decimal"
    case .other: "other"
    default: description
    }
  }
}
