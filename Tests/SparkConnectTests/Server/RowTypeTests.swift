import ArrowIPC
import Testing

@testable import SparkConnect

extension OnServer {
  /// Values of every type, as Spark sends them; what they must be is worked out by hand.
  struct RowTypeTests {
    static let values: [(sql: String, type: SparkType, text: String)] = [
      ("true", .boolean, "true"),
      ("-128Y", .byte, "-128"),
      ("32767S", .short, "32767"),
      ("-2147483648", .integer, "-2147483648"),
      ("9223372036854775807L", .long, "9223372036854775807"),
      ("1.5F", .float, "1.5"),
      ("double('-Infinity')", .double, "-inf"),
      ("1234.50BD", .decimal(precision: 6, scale: 2), "123450e-2"),
      (
        "cast('-99999999999999999999999999999999999999' as decimal(38,0))",
        .decimal(precision: 38, scale: 0), "-99999999999999999999999999999999999999e-0"
      ),
      ("'Ωmega 🚗'", .string(), "Ωmega 🚗"),
      ("'x' collate UTF8_LCASE", .string(collation: "UTF8_LCASE"), "x"),
      ("X'00ff10'", .binary, "0 ff 10"),
      ("date'1970-01-11'", .date, "10"),
      ("timestamp'1970-01-01 00:00:01.000002 UTC'", .timestamp, "1000002"),
      ("timestamp_ntz'1969-12-31 23:59:59'", .timestampNTZ, "-1000000"),
      ("interval '2-3' year to month", .yearMonthInterval, "27"),
      ("interval '1 00:00:00.5' day to second", .dayTimeInterval, "86400500000"),
      (
        "make_interval(1, 2, 0, 3, 0, 0, 4.5)", .calendarInterval,
        "14 months 3 days 4500000000 ns"
      ),
      ("array(1, null, 3)", .array(.integer, containsNull: true), "[1, null, 3]"),
      (
        "map('a', 1L, 'b', null)", .map(.string(), .long, valueContainsNull: true),
        "{{key: a, value: 1}, {key: b, value: null}}"
      ),
      (
        "named_struct('x', 1, 'y', array('p'))",
        .struct([
          StructField("x", .integer, isNullable: false),
          StructField("y", .array(.string(), containsNull: false), isNullable: false),
        ]), "{x: 1, y: [p]}"
      ),
      ("null", .null, "null"),
    ]

    @Test(arguments: values)
    func oneOfEach(sql: String, type: SparkType, text: String) async throws {
      try await TestServer.withSession { session in
        try await session.set(["spark.sql.session.timeZone": "UTC"])
        let result = try await session.run(.sql("select \(sql) as v"))
        #expect(result.schema.map(\.type) == [type])
        #expect(try await result.collect().flatMap(\.texts) == [[text]])
        // The same comes of analysing alone.
        #expect(try await session.schema(of: .sql("select \(sql) as v")).map(\.type) == [type])
      }
    }

    @Test func nullsOfEach() async throws {
      try await TestServer.withSession { session in
        for (sql, type, _) in Self.values {
          let query = "select if(id = 0, null, \(sql)) as v from range(2) order by id"
          let rows = try await session.rows(query)
          #expect(rows.count == 2 && rows[0] == ["null"], "\(type)")
        }
      }
    }

    @Test func timeOfDay() async throws {
      try await TestServer.withSession { session in
        try await session.set(["spark.sql.timeType.enabled": "true"])
        let result = try await session.run(.sql("select time'12:00:00.000001' as v"))
        #expect(result.schema.map(\.type) == [.time(precision: 6)])
        #expect(try await result.collect().flatMap(\.texts) == [["43200000001000"]])
      }
    }

    @Test func noRowsStillHaveColumns() async throws {
      try await TestServer.withSession { session in
        let result = try await session.run(.sql("select 1 as a, 'x' as b where false"))
        #expect(result.schema.map(\.name) == ["a", "b"])
        let batches = try await result.collect()
        #expect(batches.flatMap(\.texts).isEmpty)
        #expect(batches.first?.schema.fields.map(\.name) == ["a", "b"])
      }
    }

    @Test func noColumnsAtAll() async throws {
      try await TestServer.withSession { session in
        let relation = Relation.range(0..<7).selecting([])
        let result = try await session.run(relation)
        #expect(result.schema.isEmpty)
        let rows = try await result.collect().map(\.rows.length)
        #expect(rows.reduce(0, +) == 7)
      }
    }
  }
}
