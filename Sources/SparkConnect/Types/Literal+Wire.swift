import Foundation

extension Literal {
  var wire: WireExpression.Literal {
    var wire = WireExpression.Literal()
    switch self {
    case .null(let type): wire.null = type.wire
    case .boolean(let value): wire.boolean = value
    case .byte(let value): wire.byte = Int32(value)
    case .short(let value): wire.short = Int32(value)
    case .integer(let value): wire.integer = value
    case .long(let value): wire.long = value
    case .float(let value): wire.float = value
    case .double(let value): wire.double = value
    case .decimal(let text, let precision, let scale):
      wire.decimal.value = text
      if let precision { wire.decimal.precision = Int32(precision) }
      if let scale { wire.decimal.scale = Int32(scale) }
    case .string(let value): wire.string = value
    case .binary(let bytes): wire.binary = Data(bytes)
    case .date(let days): wire.date = days
    case .timestamp(let microseconds): wire.timestamp = microseconds
    case .timestampNTZ(let microseconds): wire.timestampNtz = microseconds
    case .nanosecondTimestamp(let microseconds, let nanoseconds, let precision):
      wire.timestampLtzNanos.epochMicros = microseconds
      wire.timestampLtzNanos.nanosWithinMicro = nanoseconds
      if let precision { wire.timestampLtzNanos.precision = Int32(precision) }
    case .nanosecondTimestampNTZ(let microseconds, let nanoseconds, let precision):
      wire.timestampNtzNanos.epochMicros = microseconds
      wire.timestampNtzNanos.nanosWithinMicro = nanoseconds
      if let precision { wire.timestampNtzNanos.precision = Int32(precision) }
    case .time(let nanoseconds, let precision):
      wire.time.nano = nanoseconds
      if let precision { wire.time.precision = Int32(precision) }
    case .calendarInterval(let months, let days, let microseconds):
      wire.calendarInterval.months = months
      wire.calendarInterval.days = days
      wire.calendarInterval.microseconds = microseconds
    case .yearMonthInterval(let months): wire.yearMonthInterval = months
    case .dayTimeInterval(let microseconds): wire.dayTimeInterval = microseconds
    case .array(let elements, let type):
      wire.array.elements = elements.map(\.wire)
      wire.dataType = SparkType.array(type, containsNull: true).wire
    case .map(let pairs, let key, let value):
      wire.map.keys = pairs.keys.map(\.wire)
      wire.map.values = pairs.values.map(\.wire)
      wire.dataType = SparkType.map(key, value, valueContainsNull: true).wire
    case .struct(let members, let type):
      wire.struct.elements = members.map(\.wire)
      wire.dataType = type.wire
    }
    return wire
  }

  /// What a literal of the server's stands for; nothing at all is a null.
  init(_ wire: WireExpression.Literal) throws(SparkError) {
    switch wire.literalType {
    case .null(let type): self = .null(SparkType(type))
    case nil: self = .null(.null)
    case .boolean(let value): self = .boolean(value)
    case .byte(let value): self = .byte(try Self.narrow(value))
    case .short(let value): self = .short(try Self.narrow(value))
    case .integer(let value): self = .integer(value)
    case .long(let value): self = .long(value)
    case .float(let value): self = .float(value)
    case .double(let value): self = .double(value)
    case .decimal(let value):
      self = .decimal(
        value.value, precision: value.hasPrecision ? Int(value.precision) : nil,
        scale: value.hasScale ? Int(value.scale) : nil)
    case .string(let value): self = .string(value)
    case .binary(let value): self = .binary([UInt8](value))
    case .date(let value): self = .date(value)
    case .timestamp(let value): self = .timestamp(value)
    case .timestampNtz(let value): self = .timestampNTZ(value)
    case .timestampLtzNanos(let value):
      self = .nanosecondTimestamp(
        value.epochMicros, value.nanosWithinMicro,
        precision: value.hasPrecision ? Int(value.precision) : nil)
    case .timestampNtzNanos(let value):
      self = .nanosecondTimestampNTZ(
        value.epochMicros, value.nanosWithinMicro,
        precision: value.hasPrecision ? Int(value.precision) : nil)
    case .time(let value):
      self = .time(value.nano, precision: value.hasPrecision ? Int(value.precision) : nil)
    case .calendarInterval(let value):
      self = .calendarInterval(
        months: value.months, days: value.days, microseconds: value.microseconds)
    case .yearMonthInterval(let value): self = .yearMonthInterval(value)
    case .dayTimeInterval(let value): self = .dayTimeInterval(value)
    case .array(let array): try self.init(array, wire)
    case .map(let map): try self.init(map, wire)
    case .struct(let members): try self.init(members, wire)
    case .specializedArray(let array): self.init(array)
    }
  }

  /// Spark 4.3 says the type beside the value, others inside it.
  private init(
    _ array: WireExpression.Literal.Array, _ wire: WireExpression.Literal
  ) throws(SparkError) {
    var type = SparkType(array.elementType)
    if wire.hasDataType, case .array(let element, _) = SparkType(wire.dataType) { type = element }
    self = .array(try Self.list(array.elements), of: type)
  }

  private init(
    _ map: WireExpression.Literal.Map, _ wire: WireExpression.Literal
  ) throws(SparkError) {
    guard map.keys.count == map.values.count else {
      throw SparkError(.malformedResponse, "a map has \(map.keys.count) keys for other values")
    }
    var (keyType, valueType) = (SparkType(map.keyType), SparkType(map.valueType))
    if wire.hasDataType, case .map(let key, let value, _) = SparkType(wire.dataType) {
      (keyType, valueType) = (key, value)
    }
    let pairs = zip(try Self.list(map.keys), try Self.list(map.values))
    self = .map(Dictionary(pairs) { $1 }, key: keyType, value: valueType)
  }

  private init(
    _ members: WireExpression.Literal.Struct, _ wire: WireExpression.Literal
  ) throws(SparkError) {
    let type = wire.hasDataType ? wire.dataType : members.structType
    self = .struct(try Self.list(members.elements), type: SparkType(type))
  }

  private init(_ array: WireExpression.Literal.SpecializedArray) {
    self =
      switch array.valueType {
      case .bools(let bools): .array(bools.values.map(Literal.boolean), of: .boolean)
      case .ints(let ints): .array(ints.values.map(Literal.integer), of: .integer)
      case .longs(let longs): .array(longs.values.map(Literal.long), of: .long)
      case .floats(let floats): .array(floats.values.map(Literal.float), of: .float)
      case .doubles(let doubles): .array(doubles.values.map(Literal.double), of: .double)
      case .strings(let strings): .array(strings.values.map(Literal.string), of: .string())
      case nil: .array([], of: .null)
      }
  }

  private static func list(
    _ literals: [WireExpression.Literal]
  ) throws(SparkError) -> [Literal] {
    var list: [Literal] = []
    for literal in literals { list.append(try Literal(literal)) }
    return list
  }

  private static func narrow<Value: FixedWidthInteger>(
    _ value: Int32
  ) throws(SparkError) -> Value {
    guard let narrow = Value(exactly: value) else {
      throw SparkError(.malformedResponse, "\(value) is too large for a literal of its type")
    }
    return narrow
  }
}
