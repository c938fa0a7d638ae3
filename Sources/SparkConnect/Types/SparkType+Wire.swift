extension SparkType {
  init(_ type: WireDataType) {
    switch type.kind {
    case .null, nil: self = .null
    case .boolean: self = .boolean
    case .byte: self = .byte
    case .short: self = .short
    case .integer: self = .integer
    case .long: self = .long
    case .float: self = .float
    case .double: self = .double
    case .decimal(let decimal):
      self = .decimal(
        precision: decimal.hasPrecision ? Int(decimal.precision) : 10, scale: Int(decimal.scale))
    case .string(let string):
      let isPlain = ["", "UTF8_BINARY"].contains(string.collation)
      self = .string(collation: isPlain ? nil : string.collation)
    case .char(let char): self = .char(length: Int(char.length))
    case .varChar(let char): self = .varchar(length: Int(char.length))
    case .binary: self = .binary
    case .date: self = .date
    case .timestamp: self = .timestamp
    case .timestampNtz: self = .timestampNTZ
    case .timestampLtzNanos(let type):
      self = .nanosecondTimestamp(precision: type.hasPrecision ? Int(type.precision) : 9)
    case .timestampNtzNanos(let type):
      self = .nanosecondTimestampNTZ(precision: type.hasPrecision ? Int(type.precision) : 9)
    case .time(let time): self = .time(precision: time.hasPrecision ? Int(time.precision) : 6)
    case .calendarInterval: self = .calendarInterval
    case .yearMonthInterval: self = .yearMonthInterval
    case .dayTimeInterval: self = .dayTimeInterval
    case .array(let array):
      self = .array(SparkType(array.elementType), containsNull: array.containsNull)
    case .map(let map):
      self = .map(
        SparkType(map.keyType), SparkType(map.valueType), valueContainsNull: map.valueContainsNull)
    case .struct(let type): self = .struct(type.fields.map(StructField.init))
    case .variant: self = .variant
    case .geometry(let type): self = .geometry(srid: Int(type.srid))
    case .geography(let type): self = .geography(srid: Int(type.srid))
    case .udt(let type):
      self = .userDefined(
        jvmClass: type.jvmClass, storage: type.hasSqlType ? SparkType(type.sqlType) : nil)
    case .unparsed(let type): self = .unparsed(type.dataTypeString)
    }
  }

  var wire: WireDataType {
    var wire = WireDataType()
    switch self {
    case .null: wire.null = .init()
    case .boolean: wire.boolean = .init()
    case .byte: wire.byte = .init()
    case .short: wire.short = .init()
    case .integer: wire.integer = .init()
    case .long: wire.long = .init()
    case .float: wire.float = .init()
    case .double: wire.double = .init()
    case .decimal(let precision, let scale):
      wire.decimal.precision = Int32(precision)
      wire.decimal.scale = Int32(scale)
    case .string(let collation): wire.string.collation = collation ?? "UTF8_BINARY"
    case .char(let length): wire.char.length = Int32(length)
    case .varchar(let length): wire.varChar.length = Int32(length)
    case .binary: wire.binary = .init()
    case .date: wire.date = .init()
    case .timestamp: wire.timestamp = .init()
    case .timestampNTZ: wire.timestampNtz = .init()
    case .nanosecondTimestamp(let precision): wire.timestampLtzNanos.precision = Int32(precision)
    case .nanosecondTimestampNTZ(let precision): wire.timestampNtzNanos.precision = Int32(precision)
    case .time(let precision): wire.time.precision = Int32(precision)
    case .calendarInterval: wire.calendarInterval = .init()
    case .yearMonthInterval:
      wire.yearMonthInterval.startField = 0
      wire.yearMonthInterval.endField = 1
    case .dayTimeInterval:
      wire.dayTimeInterval.startField = 0
      wire.dayTimeInterval.endField = 3
    case .array(let element, let containsNull):
      wire.array.elementType = element.wire
      wire.array.containsNull = containsNull
    case .map(let key, let value, let containsNull):
      wire.map.keyType = key.wire
      wire.map.valueType = value.wire
      wire.map.valueContainsNull = containsNull
    case .struct(let fields): wire.struct.fields = fields.map(\.wire)
    case .variant: wire.variant = .init()
    case .geometry(let srid): wire.geometry.srid = Int32(srid)
    case .geography(let srid): wire.geography.srid = Int32(srid)
    case .userDefined(let name, let storage):
      wire.udt.type = "udt"
      wire.udt.jvmClass = name
      if let storage { wire.udt.sqlType = storage.wire }
    case .unparsed(let text): wire.unparsed.dataTypeString = text
    }
    return wire
  }
}

extension StructField {
  init(_ field: WireDataType.StructField) {
    self.init(
      field.name, SparkType(field.dataType), isNullable: field.nullable,
      metadata: field.hasMetadata ? field.metadata : nil)
  }

  var wire: WireDataType.StructField {
    .with {
      $0.name = name
      $0.dataType = type.wire
      $0.nullable = isNullable
      if let metadata { $0.metadata = metadata }
    }
  }
}

extension WireDataType {
  /// The columns that a schema stands for.
  var fields: [SparkConnect.StructField] {
    get throws(SparkError) {
      guard case .struct(let fields) = SparkType(self) else {
        throw SparkError(.malformedResponse, "the schema of a result is not a struct")
      }
      return fields
    }
  }
}
