/// A value in a plan, a parameter of a query, or what MLlib tells of a model.
public indirect enum Literal: Hashable, Sendable {
  case null(SparkType)
  case boolean(Bool)
  case byte(Int8), short(Int16), integer(Int32), long(Int64)
  case float(Float), double(Double)
  /// Digits with a point, as `-12.50`
  case decimal(String, precision: Int? = nil, scale: Int? = nil)
  case string(String)
  case binary([UInt8])
  /// Days since 1970-01-01
  case date(Int32)
  /// Microseconds since 1970-01-01, in UTC and without a zone
  case timestamp(Int64), timestampNTZ(Int64)
  /// The same, and the nanoseconds within the last microsecond
  case nanosecondTimestamp(Int64, Int32, precision: Int?)
  case nanosecondTimestampNTZ(Int64, Int32, precision: Int?)
  /// Nanoseconds since midnight
  case time(Int64, precision: Int?)
  case calendarInterval(months: Int32, days: Int32, microseconds: Int64)
  /// Months
  case yearMonthInterval(Int32)
  /// Microseconds
  case dayTimeInterval(Int64)
  case array([Literal], of: SparkType)
  case map([Literal: Literal], key: SparkType, value: SparkType)
  case `struct`([Literal], type: SparkType)
}

extension Literal: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .long(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
}

/// Values of Swift's own types; nil where the literal is of another kind.
extension Literal {
  public var int: Int? {
    switch self {
    case .byte(let value): Int(value)
    case .short(let value): Int(value)
    case .integer(let value): Int(value)
    case .long(let value): Int(value)
    default: nil
    }
  }

  /// A whole number too, where it is exact
  public var double: Double? {
    switch self {
    case .float(let value): Double(value)
    case .double(let value): value
    default: int.flatMap(Double.init(exactly:))
    }
  }

  public var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  public var bool: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  public var elements: [Literal]? {
    if case .array(let elements, _) = self { elements } else { nil }
  }

  public var doubles: [Double]? { all(\.double) }
  public var strings: [String]? { all(\.string) }

  private func all<Value>(_ value: (Literal) -> Value?) -> [Value]? {
    guard let elements else { return nil }
    let values = elements.compactMap(value)
    return values.count == elements.count ? values : nil
  }

  public static func strings(_ values: [String]) -> Literal {
    .array(values.map(Literal.string), of: .string())
  }

  public static func doubles(_ values: [Double]) -> Literal {
    .array(values.map(Literal.double), of: .double)
  }

  public static func integers(_ values: [Int32]) -> Literal {
    .array(values.map(Literal.integer), of: .integer)
  }
}
