/// The type in SQL, as `ARRAY<DECIMAL(10,2)>`.
extension SparkType: CustomStringConvertible {
  public var description: String {
    switch self {
    case .null: "VOID"
    case .boolean: "BOOLEAN"
    case .byte: "TINYINT"
    case .short: "SMALLINT"
    case .integer: "INT"
    case .long: "BIGINT"
    case .float: "FLOAT"
    case .double: "DOUBLE"
    case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
    case .string(let collation): collation.map { "STRING COLLATE \($0)" } ?? "STRING"
    case .char(let length): "CHAR(\(length))"
    case .varchar(let length): "VARCHAR(\(length))"
    case .binary: "BINARY"
    case .date: "DATE"
    case .timestamp: "TIMESTAMP"
    case .timestampNTZ: "TIMESTAMP_NTZ"
    case .nanosecondTimestamp(let precision): "TIMESTAMP_LTZ(\(precision))"
    case .nanosecondTimestampNTZ(let precision): "TIMESTAMP_NTZ(\(precision))"
    case .time(let precision): "TIME(\(precision))"
    case .calendarInterval: "INTERVAL"
    case .yearMonthInterval: "INTERVAL YEAR TO MONTH"
    case .dayTimeInterval: "INTERVAL DAY TO SECOND"
    case .array(let element, _): "ARRAY<\(element)>"
    case .map(let key, let value, _): "MAP<\(key), \(value)>"
    case .struct(let fields):
      "STRUCT<\(fields.map { "\(Self.quoted($0.name)): \($0.type)" }.joined(separator: ", "))>"
    case .variant: "VARIANT"
    case .geometry(let srid): "GEOMETRY(\(srid))"
    case .geography(let srid): "GEOGRAPHY(\(srid))"
    case .userDefined(let name, _): name
    case .unparsed(let text): text
    }
  }

  /// A name as SQL takes it, whatever it has in it.
  static func quoted(_ name: String) -> String {
    "`" + name.replacing("`", with: "``") + "`"
  }
}

extension [StructField] {
  /// The columns as the schema of a reader or of local data is written: `a INT NOT NULL, b DATE`.
  public var ddl: String {
    map { field in
      "\(SparkType.quoted(field.name)) \(field.type)" + (field.isNullable ? "" : " NOT NULL")
    }.joined(separator: ", ")
  }
}
