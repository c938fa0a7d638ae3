import StoaEngine
import StoaPlan

/// A scalar expression in the form of the model file.
indirect enum StoredExpression: Hashable, Codable {
  case column(name: String, type: String)
  case literal(value: StoredValue, type: String)
  case call(function: String, arguments: [StoredExpression], type: String)
  case cast(value: StoredExpression, type: String)
  case conditional(branches: [Branch], otherwise: StoredExpression, type: String)
  case isNull(value: StoredExpression)
  case isIn(value: StoredExpression, list: [StoredExpression])

  struct Branch: Hashable, Codable {
    var condition: StoredExpression
    var value: StoredExpression
  }

  /// - Throws: `EngineError` where the expression holds an aggregate or a window.
  init(_ expression: Expression) throws {
    switch expression {
    case .column(let name, let type): self = .column(name: name, type: type.description)
    case .literal(let value, let type):
      self = .literal(value: StoredValue(value), type: type.description)
    case .call(let name, let arguments, let type):
      self = try .call(
        function: name, arguments: arguments.map(StoredExpression.init), type: type.description)
    case .cast(let value, let type):
      self = try .cast(value: StoredExpression(value), type: type.description)
    case .conditional(let branches, let otherwise, let type):
      self = try .conditional(
        branches: branches.map {
          try Branch(
            condition: StoredExpression($0.condition), value: StoredExpression($0.value))
        }, otherwise: StoredExpression(otherwise), type: type.description)
    case .isNull(let value): self = try .isNull(value: StoredExpression(value))
    case .isIn(let value, let list):
      self = try .isIn(value: StoredExpression(value), list: list.map(StoredExpression.init))
    case .aggregate, .window:
      throw EngineError(.fault, "a formula with an aggregate cannot be saved")
    }
  }

  /// The expression, checked: its functions are those of the language, each with as many
  /// arguments as it takes.
  ///
  /// - Throws: `ModelDamage` where it is not one that the binder could have made.
  func expression() throws -> Expression {
    switch self {
    case .column(let name, let type): return try .column(name, DataType(stored: type))
    case .literal(let value, let type):
      return try .literal(value.checked(against: DataType(stored: type)), DataType(stored: type))
    case .call(let function, let arguments, let type):
      try FormulaFunctions.check(function, arguments)
      return try .call(function, arguments.map { try $0.expression() }, DataType(stored: type))
    case .cast(let value, let type):
      return try .cast(value.expression(), DataType(stored: type))
    case .conditional(let branches, let otherwise, let type):
      guard !branches.isEmpty else { throw ModelDamage("a condition has no branch") }
      return try .conditional(
        branches.map {
          try ConditionalBranch(condition: $0.condition.expression(), value: $0.value.expression())
        }, otherwise: otherwise.expression(), DataType(stored: type))
    case .isNull(let value): return try .isNull(value.expression())
    case .isIn(let value, let list):
      guard !list.isEmpty else { throw ModelDamage("a list of values is empty") }
      return try .isIn(value.expression(), list.map { try $0.expression() })
    }
  }
}

/// A value in the form of the model file.
enum StoredValue: Hashable, Codable {
  case null
  case bool(value: Bool)
  case int(value: Int64)
  case float(value: Double)
  case decimal(unscaled: String, scale: Int)
  case string(value: String)
  /// Days since 1970-01-01
  case date(value: Int32)
  /// Microseconds since 1970-01-01T00:00:00
  case timestamp(value: Int64)
  /// Microseconds
  case duration(value: Int64)
  case other(value: String)

  init(_ value: Value) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value: value)
    case .int(let value): self = .int(value: value)
    case .float(let value): self = .float(value: value)
    case .decimal(let unscaled, let scale):
      self = .decimal(unscaled: String(unscaled), scale: scale)
    case .string(let value): self = .string(value: value)
    case .date(let value): self = .date(value: value)
    case .timestamp(let value): self = .timestamp(value: value)
    case .duration(let value): self = .duration(value: value)
    case .other(let value): self = .other(value: value)
    }
  }

  func value() throws -> Value {
    switch self {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .float(let value): return .float(value)
    case .decimal(let text, let scale):
      guard let unscaled = Int128(text), (0...38).contains(scale) else {
        throw ModelDamage("`\(text)` is no decimal")
      }
      return .decimal(unscaled: unscaled, scale: scale)
    case .string(let value): return .string(value)
    case .date(let value): return .date(value)
    case .timestamp(let value): return .timestamp(value)
    case .duration(let value): return .duration(value)
    case .other: throw ModelDamage("a value has a type that formulas do not have")
    }
  }

  /// The value, where it is null or of a type.
  func checked(against type: DataType) throws -> Value {
    let value = try value()
    switch (value, type) {
    case (.null, _), (.bool, .bool), (.int, .int), (.float, .float), (.string, .string),
      (.decimal, .decimal), (.date, .date), (.timestamp, .timestamp), (.duration, .duration):
      return value
    default: throw ModelDamage("a value is not a \(type), as the file says it is")
    }
  }
}

/// What is wrong with the content of a model file, as the end of a sentence.
struct ModelDamage: Error {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}

extension DataType {
  /// Reads a type as the language writes it.
  init(stored text: String) throws {
    let plain: [DataType] = [
      .bool, .int, .float, .string, .date, .timestamp, .duration, .null,
    ]
    if let type = plain.first(where: { $0.description == text }) {
      self = type
      return
    }
    if let match = text.wholeMatch(of: /decimal\((\d{1,2}), (\d{1,2})\)/),
      let precision = Int(match.1), let scale = Int(match.2), (1...38).contains(precision),
      scale <= precision
    {
      self = .decimal(precision: precision, scale: scale)
      return
    }
    throw ModelDamage("`\(text)` is no type that a formula can have")
  }
}
