import CDuckDB
import StoaPlan

/// A column as DuckDB has it.
struct NativeColumn: Hashable {
  var name: String
  var type: NativeType
}

/// A type of DuckDB's, and what becomes of it here.
struct NativeType: Hashable {
  /// How values are laid out in a vector.
  enum Layout: Hashable {
    case bool
    case int8, int16, int32, int64, uint8, uint16, uint32, uint64, int128
    case float, double
    /// Unscaled integers of a width
    case decimal16, decimal32, decimal64, decimal128
    case string
    /// Positions in a dictionary, of 1, 2 or 4 bytes
    case enumeration(bytes: Int, words: [String])
    case date
    /// Since 1970, as `perMicrosecond` or `microseconds` says
    case timestamp(TimestampUnit)
    case interval
    case null
    /// Not read: the query casts it to text.
    case none
  }

  enum TimestampUnit: Hashable {
    case seconds, milliseconds, microseconds, nanoseconds
  }

  var layout: Layout
  /// The type here.
  var dataType: DataType
  /// DuckDB's name for it, as a cast takes it.
  var name: String

  /// Of a parameter or a column whose type is not known before the query runs.
  static let unknown = NativeType(layout: .none, dataType: .null, name: "UNKNOWN")

  var isUnknown: Bool { self == .unknown }
  /// Whether the query must cast it to text to be read.
  var isCarriedAsText: Bool { layout == .none }
}

extension NativeType {
  init(_ type: duckdb_logical_type, _ functions: stoa_duckdb_functions) {
    let id = functions.get_type_id(type)
    switch id {
    case DUCKDB_TYPE_DECIMAL:
      let precision = Int(functions.decimal_width(type))
      let scale = Int(functions.decimal_scale(type))
      let layout: Layout =
        switch functions.decimal_internal_type(type) {
        case DUCKDB_TYPE_SMALLINT: .decimal16
        case DUCKDB_TYPE_INTEGER: .decimal32
        case DUCKDB_TYPE_BIGINT: .decimal64
        default: .decimal128
        }
      self.init(
        layout: layout, dataType: .decimal(precision: precision, scale: scale),
        name: "DECIMAL(\(precision),\(scale))")
    case DUCKDB_TYPE_ENUM:
      let bytes =
        switch functions.enum_internal_type(type) {
        case DUCKDB_TYPE_UTINYINT: 1
        case DUCKDB_TYPE_USMALLINT: 2
        default: 4
        }
      let words = (0..<idx_t(functions.enum_dictionary_size(type))).map {
        functions.takeString(functions.enum_dictionary_value(type, $0))
      }
      self.init(
        layout: .enumeration(bytes: bytes, words: words), dataType: .string,
        name: "ENUM(\(words.map(SQLText.literal).joined(separator: ", ")))")
    default:
      if let simple = Self.simple[id.rawValue] {
        self = simple
      } else {
        let name = Self.name(of: type, id, functions)
        self.init(layout: .none, dataType: .other(name), name: name)
      }
    }
  }

  /// The types without parameters that are read as they are.
  private static let simple: [UInt32: NativeType] = Dictionary(
    uniqueKeysWithValues: [
      (DUCKDB_TYPE_BOOLEAN, .bool, .bool, "BOOLEAN"),
      (DUCKDB_TYPE_TINYINT, .int8, .int, "TINYINT"),
      (DUCKDB_TYPE_SMALLINT, .int16, .int, "SMALLINT"),
      (DUCKDB_TYPE_INTEGER, .int32, .int, "INTEGER"),
      (DUCKDB_TYPE_BIGINT, .int64, .int, "BIGINT"),
      (DUCKDB_TYPE_UTINYINT, .uint8, .int, "UTINYINT"),
      (DUCKDB_TYPE_USMALLINT, .uint16, .int, "USMALLINT"),
      (DUCKDB_TYPE_UINTEGER, .uint32, .int, "UINTEGER"),
      // Hashes and keys use all 64 bits.
      (DUCKDB_TYPE_UBIGINT, .uint64, .decimal(precision: 20, scale: 0), "UBIGINT"),
      // What DuckDB's sum of ints is; one that does not fit 64 bits is an error.
      (DUCKDB_TYPE_HUGEINT, .int128, .int, "HUGEINT"),
      (DUCKDB_TYPE_FLOAT, .float, .float, "FLOAT"),
      (DUCKDB_TYPE_DOUBLE, .double, .float, "DOUBLE"),
      (DUCKDB_TYPE_VARCHAR, .string, .string, "VARCHAR"),
      (DUCKDB_TYPE_DATE, .date, .date, "DATE"),
      (DUCKDB_TYPE_TIMESTAMP, .timestamp(.microseconds), .timestamp, "TIMESTAMP"),
      (DUCKDB_TYPE_TIMESTAMP_S, .timestamp(.seconds), .timestamp, "TIMESTAMP_S"),
      (DUCKDB_TYPE_TIMESTAMP_MS, .timestamp(.milliseconds), .timestamp, "TIMESTAMP_MS"),
      (DUCKDB_TYPE_TIMESTAMP_NS, .timestamp(.nanoseconds), .timestamp, "TIMESTAMP_NS"),
      (
        DUCKDB_TYPE_TIMESTAMP_TZ, .timestamp(.microseconds), .timestamp,
        "TIMESTAMP WITH TIME ZONE"
      ),
      (DUCKDB_TYPE_INTERVAL, .interval, .duration, "INTERVAL"),
      (DUCKDB_TYPE_SQLNULL, .null, .null, "NULL"),
      (DUCKDB_TYPE_INVALID, .none, .null, "UNKNOWN"),
    ].map { (id: duckdb_type, layout: Layout, type: DataType, name: String) in
      (id.rawValue, NativeType(layout: layout, dataType: type, name: name))
    })
}
