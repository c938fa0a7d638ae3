import StoaLanguage
import StoaPlan

/// Reads values of a case file.
public enum ExpectedValue {
  /// A value with its type before it, or one that tells its type.
  static func typed(_ text: String) throws -> (DataType, Value) {
    if let (type, rest) = leadingType(text) { return (type, try value(rest, type)) }
    let type = try literal(text).type
    guard type != .null else {
      throw SuiteTextError("`\(text)` does not tell its type; write it before: `int null`")
    }
    return (type, try value(text, type))
  }

  /// A value of a type.
  public static func value(_ text: String, _ type: DataType) throws -> Value {
    if text == "null" { return .null }
    switch type {
    case .int:
      if let number = Int64(text) { return .int(number) }
    case .float:
      // A float is written with a point, so that it cannot be taken for an int.
      let isFloat = text.contains { ".en".contains($0) }
      if let number = Double(text), isFloat { return .float(number) }
    case .decimal(_, let scale):
      if let number = decimal(text, scale: scale) {
        return .decimal(unscaled: number, scale: scale)
      }
    case .other:
      return .other(text)
    default:
      let (found, value) = try literal(text)
      if found == type { return value }
    }
    throw SuiteTextError("`\(text)` is not a value of the type \(type)")
  }

  /// A type as a schema line has it, such as `decimal(18, 2)`.
  static func type(_ text: String) throws -> DataType {
    let plain: [String: DataType] = [
      "bool": .bool, "int": .int, "float": .float, "string": .string, "date": .date,
      "timestamp": .timestamp, "duration": .duration,
    ]
    if let type = plain[text] { return type }
    if let match = text.wholeMatch(of: /decimal\((\d+), (\d+)\)/),
      let precision = Int(match.1), let scale = Int(match.2)
    {
      return .decimal(precision: precision, scale: scale)
    }
    if let match = text.wholeMatch(of: /other\((.*)\)/) { return .other(String(match.1)) }
    throw SuiteTextError("there is no type `\(text)`")
  }

  private static func leadingType(_ text: String) -> (DataType, String)? {
    let word = text.prefix { $0.isLetter }
    guard !word.isEmpty, word.endIndex < text.endIndex else { return nil }
    let end =
      text[word.endIndex] == "("
      ? text[word.endIndex...].firstIndex(of: ")").map(text.index(after:)) : word.endIndex
    guard let end, end < text.endIndex, text[end] == " ",
      let type = try? type(String(text[..<end]))
    else { return nil }
    return (type, String(text[text.index(after: end)...]))
  }

  /// The value of a literal of the language.
  private static func literal(_ text: String) throws -> (type: DataType, value: Value) {
    let program = try? Parser.parse("row x = \(text)").get()
    guard case .pipeline(let pipeline)? = program?.statements.first?.kind,
      case .row(let values) = pipeline.source.kind, values.count == 1
    else { throw SuiteTextError("`\(text)` is not a value") }
    var expression = values[0].value
    var sign: Int64 = 1
    if case .unary(.negate, let operand) = expression.kind {
      expression = operand
      sign = -1
    }
    guard case .literal(let literal) = expression.kind else {
      throw SuiteTextError("`\(text)` is not a value")
    }
    switch literal {
    case .null: return (.null, .null)
    case .bool(let value): return (.bool, .bool(value))
    case .int(let value): return (.int, .int(sign * value))
    case .float(let value): return (.float, .float(Double(sign) * value))
    case .string(let value): return (.string, .string(value))
    case .date(let value): return (.date, .date(value))
    case .timestamp(let value): return (.timestamp, .timestamp(value))
    case .duration(let value): return (.duration, .duration(sign * value))
    }
  }

  private static func decimal(_ text: String, scale: Int) -> Int128? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == (scale == 0 ? 1 : 2), parts.count < 2 || parts[1].count == scale else {
      return nil
    }
    return Int128(parts.joined())
  }
}
