/// A data type of Spark's.
///
/// https://spark.apache.org/docs/latest/sql-ref-datatypes.html
public indirect enum SparkType: Hashable, Sendable {
  case null
  case boolean
  /// 8, 16, 32 and 64 bits with a sign
  case byte, short, integer, long
  case float, double
  case decimal(precision: Int, scale: Int)
  /// Text; the collation is nil where it is the bytes' order.
  case string(collation: String? = nil)
  case char(length: Int), varchar(length: Int)
  case binary
  case date
  /// Microseconds in UTC, shown in the session's time zone
  case timestamp
  /// Microseconds without a zone
  case timestampNTZ
  /// Nanoseconds, with and without a zone
  case nanosecondTimestamp(precision: Int), nanosecondTimestampNTZ(precision: Int)
  case time(precision: Int)
  /// Months, days and microseconds
  case calendarInterval
  /// Months
  case yearMonthInterval
  /// Microseconds
  case dayTimeInterval
  case array(SparkType, containsNull: Bool)
  case map(SparkType, SparkType, valueContainsNull: Bool)
  case `struct`([StructField])
  case variant
  case geometry(srid: Int), geography(srid: Int)
  /// A class of the JVM's, and how its values are kept
  case userDefined(jvmClass: String, storage: SparkType?)
  /// As the server wrote it
  case unparsed(String)
}

/// A column, or a member of a struct.
public struct StructField: Hashable, Sendable {
  public var name: String
  public var type: SparkType
  public var isNullable: Bool
  /// JSON, as MLlib's description of a column of features
  public var metadata: String?

  public init(_ name: String, _ type: SparkType, isNullable: Bool = true, metadata: String? = nil) {
    self.name = name
    self.type = type
    self.isNullable = isNullable
    self.metadata = metadata
  }
}
