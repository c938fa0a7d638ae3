import StoaEngine
import StoaPlan
import Testing

@testable import StoaDuckDB

@Suite struct TypeTests {
  /// DuckDB's literal, the type and the value here; worked out by hand from the calendar and from
  /// the widths of the types.
  static let cases: [(sql: String, type: DataType, value: Value)] = [
    ("true", .bool, .bool(true)),
    ("(-128)::TINYINT", .int, .int(-128)),
    ("(-32768)::SMALLINT", .int, .int(-32768)),
    ("(-2147483648)::INTEGER", .int, .int(-2_147_483_648)),
    ("9223372036854775807::BIGINT", .int, .int(.max)),
    ("255::UTINYINT", .int, .int(255)),
    ("65535::USMALLINT", .int, .int(65535)),
    ("4294967295::UINTEGER", .int, .int(4_294_967_295)),
    (
      "18446744073709551615::UBIGINT", .decimal(precision: 20, scale: 0),
      .decimal(unscaled: 18_446_744_073_709_551_615, scale: 0)
    ),
    ("(-7)::HUGEINT", .int, .int(-7)),
    ("0.5::FLOAT", .float, .float(0.5)),
    ("(-0.1)::DOUBLE", .float, .float(-0.1)),
    ("12.3::DECIMAL(4,1)", .decimal(precision: 4, scale: 1), .decimal(unscaled: 123, scale: 1)),
    (
      "(-12345.67)::DECIMAL(9,2)", .decimal(precision: 9, scale: 2),
      .decimal(unscaled: -1_234_567, scale: 2)
    ),
    (
      "123456789012.345::DECIMAL(18,3)", .decimal(precision: 18, scale: 3),
      .decimal(unscaled: 123_456_789_012_345, scale: 3)
    ),
    (
      "(-12345678901234567890.12345)::DECIMAL(38,5)", .decimal(precision: 38, scale: 5),
      .decimal(unscaled: -1_234_567_890_123_456_789_012_345, scale: 5)
    ),
    ("DATE '1970-01-02'", .date, .date(1)),
    ("DATE '1969-12-31'", .date, .date(-1)),
    ("TIMESTAMP '1970-01-01 00:00:01.000002'", .timestamp, .timestamp(1_000_002)),
    ("TIMESTAMP_S '1970-01-01 00:01:00'", .timestamp, .timestamp(60_000_000)),
    ("TIMESTAMP_MS '1970-01-01 00:00:00.5'", .timestamp, .timestamp(500_000)),
    ("TIMESTAMP_NS '1969-12-31 23:59:59.9999995'", .timestamp, .timestamp(-1)),
    ("TIMESTAMPTZ '1970-01-01 02:00:00+02'", .timestamp, .timestamp(0)),
    ("INTERVAL 2 HOUR", .duration, .duration(7_200_000_000)),
    ("INTERVAL 7 DAY + INTERVAL 1 MICROSECOND", .duration, .duration(604_800_000_001)),
    ("'short'", .string, .string("short")),
    ("''", .string, .string("")),
    ("'twelve bytes'", .string, .string("twelve bytes")),
    ("'thirteen byte'", .string, .string("thirteen byte")),
    ("'Αθήνα, καλημέρα — 🏛️'", .string, .string("Αθήνα, καλημέρα — 🏛️")),
    ("'b'::ENUM('a', 'b')", .string, .string("b")),
    ("TIME '10:00:00'", .other("TIME"), .other("10:00:00")),
    ("'ab'::BLOB", .other("BLOB"), .other("ab")),
    (
      "'00000000-0000-0000-0000-00000000000a'::UUID", .other("UUID"),
      .other("00000000-0000-0000-0000-00000000000a")
    ),
    ("[1, 2]", .other("INTEGER[]"), .other("[1, 2]")),
    (
      "{'a': 1, 'b': 'x'}", .other("STRUCT(\"a\" INTEGER, \"b\" VARCHAR)"),
      .other("{'a': 1, 'b': x}")
    ),
    ("MAP {'k': 1}", .other("MAP(VARCHAR, INTEGER)"), .other("{k=1}")),
    (
      "union_value(a := 1)", .other("UNION(\"a\" INTEGER)"), .other("1")
    ),
    ("['a'::ENUM('a', 'b')]", .other("ENUM('a', 'b')[]"), .other("[a]")),
    ("TIMETZ '10:00:00+02'", .other("TIME WITH TIME ZONE"), .other("10:00:00+02")),
    ("'101'::BIT", .other("BIT"), .other("101")),
    ("340282366920938463463374607431768211455::UHUGEINT", .other("UHUGEINT"),
     .other("340282366920938463463374607431768211455")),
    (
      "TIMESTAMPTZ_NS '1970-01-01 00:00:01+00'", .other("TIMESTAMPTZ_NS"),
      .other("1970-01-01 00:00:01+00")
    ),
    ("NULL", .null, .null),
  ]

  @Test(arguments: cases)
  func aValueComesOut(_ item: (sql: String, type: DataType, value: Value)) async throws {
    let engine = try TestEngine.shared
    let table = try await engine.rows("SELECT \(item.sql) AS x")
    #expect(table.schema.fields == [Field("x", item.type)])
    #expect(table.row(0) == [item.value])
  }

  @Test(arguments: cases)
  func aNullComesOut(_ item: (sql: String, type: DataType, value: Value)) async throws {
    let engine = try TestEngine.shared
    let table = try await engine.rows(
      "SELECT CASE WHEN i = 0 THEN \(item.sql) END AS x FROM range(2) t(i) ORDER BY i")
    #expect(table.row(0) == [item.value])
    #expect(table.row(1) == [.null])
    #expect(table.columns[0].nullCount == (item.type == .null ? 2 : 1))
  }

  /// What is carried as text has a name that DuckDB takes in a cast, so that a frame that holds
  /// it can be seen in `sql`.
  @Test(arguments: cases)
  func aFrameOfAnyTypeIsSeenInSQL(
    _ item: (sql: String, type: DataType, value: Value)
  ) async throws {
    let engine = try TestEngine.shared
    let sql = "SELECT \(item.sql) AS x"
    let frame = Plan.sql(sql, Schema([Field("x", item.type)]), frames: [:])
    let table = try await engine.rows("SELECT x FROM f", frames: ["f": frame])
    // A frame's nulls have no type, and DuckDB gives them one.
    #expect(table.row(0) == [item.value])
    if item.type != .null { #expect(table.schema == frame.schema) }
  }

  /// A value of each kind as a parameter, and what the engine makes of it.
  @Test func valuesGoInAsParameters() async throws {
    let values: [(Value, DataType)] = [
      (.bool(false), .bool), (.int(.min), .int), (.float(1e-300), .float),
      (.decimal(unscaled: -123_456_789_012_345_678_901, scale: 4),
       .decimal(precision: 38, scale: 4)),
      (.string("a'b\"c\0d ü"), .string), (.date(-719_162), .date),
      (.timestamp(-62_135_596_800_000_000), .timestamp), (.duration(-1), .duration),
    ]
    let engine = try TestEngine.shared
    let columns = values.enumerated().map { index, value in
      NamedExpression("c\(index)", .literal(value.0, value.1))
    }
    let one = Plan.range(column: "n", first: 1, last: 1, step: 1)
    let table = try await engine.collect(.project(one, columns))
    #expect(table.row(0) == values.map(\.0))
    #expect(table.schema.fields.map(\.type) == values.map(\.1))
  }

  /// A table goes in and comes out as it was, with nulls on both sides of a vector's end (2048).
  @Test(arguments: [1, 2047, 2048, 2049, 4097])
  func aTableGoesInAndComesOut(rows: Int) async throws {
    let fields: [(Field, @Sendable (Int) -> Value)] = [
      (Field("b", .bool), { .bool($0 % 3 == 0) }),
      (Field("i", .int), { .int(Int64($0) * 1_000_003) }),
      (Field("f", .float), { .float(Double($0) / 7) }),
      (Field("d4", .decimal(precision: 4, scale: 2)), { .decimal(unscaled: Int128($0), scale: 2) }),
      (Field("d9", .decimal(precision: 9, scale: 0)), { .decimal(unscaled: Int128($0), scale: 0) }),
      (
        Field("d18", .decimal(precision: 18, scale: 1)),
        { .decimal(unscaled: Int128($0) << 30, scale: 1) }
      ),
      (
        Field("d38", .decimal(precision: 38, scale: 9)),
        { .decimal(unscaled: -(Int128($0) << 80), scale: 9) }
      ),
      (Field("s", .string), { .string(String(repeating: "é", count: $0 % 15)) }),
      (Field("day", .date), { .date(Int32($0)) }),
      (Field("t", .timestamp), { .timestamp(Int64($0) * 86_400_000_000) }),
      (Field("u", .duration), { .duration(Int64($0) * 1_000_000) }),
      (Field("o", .other("INTEGER[]")), { .other("[\($0)]") }),
      (Field("z", .null), { _ in .null }),
    ]
    let nulls: Set = [0, 5, 63, 64, 2046, 2047, 2048, 4096]
    let table = Table(
      schema: Schema(fields.map(\.0)),
      rows: (0..<rows).map { row in
        fields.map { nulls.contains(row) ? .null : $0.1(row) }
      })
    let engine = try TestEngine.shared
    let frame = try await engine.ingest(table, ExecutionContext())
    #expect(frame.rows == Int64(rows))
    #expect(frame.schema == table.schema)
    let back = try await engine.collect(.materialized(frame, origin: nil))
    #expect(back == table)
    try await engine.release(frame)
  }

  @Test func whatDoesNotFitIsRefused() async throws {
    let engine = try TestEngine.shared
    let wide = await engineError {
      _ = try await engine.rows("SELECT 170141183460469231731687303715884105727::HUGEINT AS x")
    }
    #expect(wide?.kind == .query)
    let months = await engineError { _ = try await engine.rows("SELECT INTERVAL 1 MONTH AS x") }
    #expect(
      months?.message == "`x` holds an interval of months, which have no fixed length")
  }
}
