import Testing

@testable import SparkConnect

struct LiteralTests {
  @Test(arguments: [
    .null(.string()), .boolean(true), .byte(-8), .short(300), .integer(-70_000), .long(1 << 40),
    .float(1.5), .double(-0.0), .decimal("1.20", precision: 5, scale: 2), .string("Ω"),
    .binary([1, 2]), .date(19_000), .timestamp(-5), .timestampNTZ(5),
    .nanosecondTimestamp(7, 8, precision: 9), .nanosecondTimestampNTZ(7, 8, precision: nil),
    .time(1, precision: 6), .calendarInterval(months: 1, days: -2, microseconds: 3),
    .yearMonthInterval(13), .dayTimeInterval(-4), .strings(["a", ""]), .doubles([]),
    .map(["a": 1, "b": 2], key: .string(), value: .long),
    .struct([1, .strings(["x"])], type: .struct([StructField("a", .long)])),
    .vector(.dense([1, 2])), .vector(.sparse(size: 5, indices: [1, 3], values: [0.5, 2])),
    .matrix(MLMatrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])),
  ] as [Literal])
  func everyLiteralComesBack(literal: Literal) throws {
    #expect(try Literal(literal.wire) == literal)
  }

  @Test func typesComeBack() {
    let types: [SparkType] = [
      .null, .boolean, .byte, .short, .integer, .long, .float, .double,
      .decimal(precision: 38, scale: 6), .string(), .string(collation: "UNICODE"),
      .char(length: 3), .varchar(length: 4), .binary, .date, .timestamp, .timestampNTZ,
      .nanosecondTimestamp(precision: 9), .nanosecondTimestampNTZ(precision: 7),
      .time(precision: 3), .calendarInterval, .yearMonthInterval, .dayTimeInterval,
      .array(.long, containsNull: false), .map(.string(), .array(.date, containsNull: true),
        valueContainsNull: true), .variant, .geometry(srid: 4326), .geography(srid: 4326),
      .struct([
        StructField("a", .long, isNullable: false, metadata: "{}"), StructField("b", .date),
      ]),
      .userDefined(jvmClass: "a.B", storage: .double), .unparsed("FOO"),
    ]
    for type in types { #expect(SparkType(type.wire) == type) }
  }

  @Test func vectorsAndMatricesOfTheServers() throws {
    let sparse = Literal.vector(.sparse(size: 4, indices: [1, 3], values: [0.5, 2]))
    #expect(sparse.vector?.values == [0, 0.5, 0, 2])
    #expect(Literal.vector(.dense([3])).vector == .dense([3]))
    #expect(Literal.strings(["a"]).vector == nil)
    let matrixType = SparkType.userDefined(
      jvmClass: "org.apache.spark.ml.linalg.MatrixUDT", storage: nil)
    // The rows 1 2 3 and 4 5 6, lying row by row
    let byRow = Literal.struct(
      [.byte(1), .integer(2), .integer(3), .null(.null), .null(.null),
        .doubles([1, 2, 3, 4, 5, 6]), .boolean(true)], type: matrixType)
    let matrix = try #require(byRow.matrix)
    #expect(matrix.values == [1, 4, 2, 5, 3, 6])
    #expect(matrix[1, 2] == 6)
    // The rows 0 7 and 8 0 in columns: their starts, rows and values
    let columns = Literal.struct(
      [.byte(0), .integer(2), .integer(2), .integers([0, 1, 2]), .integers([1, 0]),
        .doubles([8, 7]), .boolean(false)], type: matrixType)
    #expect(columns.matrix == MLMatrix(rows: 2, columns: 2, values: [0, 8, 7, 0]))
  }

  @Test func whatContradictsItselfIsNoVector() {
    let vectorType = SparkType.userDefined(
      jvmClass: "org.apache.spark.ml.linalg.VectorUDT", storage: nil)
    func sparse(_ size: Int32, _ indices: [Int32], _ values: [Double]) -> Literal {
      .struct([.byte(0), .integer(size), .integers(indices), .doubles(values)], type: vectorType)
    }
    #expect(sparse(2, [0, 2], [1, 1]).vector == nil)
    #expect(sparse(2, [0], [1, 1]).vector == nil)
    #expect(sparse(-1, [], []).vector == nil)
    let matrixType = SparkType.userDefined(
      jvmClass: "org.apache.spark.ml.linalg.MatrixUDT", storage: nil)
    func matrix(_ rows: Int32, _ columns: Int32, _ starts: [Int32], _ indices: [Int32])
      -> Literal
    {
      .struct(
        [.byte(0), .integer(rows), .integer(columns), .integers(starts), .integers(indices),
          .doubles(indices.map(Double.init)), .boolean(false)], type: matrixType)
    }
    #expect(matrix(2, 2, [0, 1, 3], [0, 1]).matrix == nil)
    #expect(matrix(2, 2, [0, 2, 1], [0, 1]).matrix == nil)
    #expect(matrix(2, 2, [0, 1, 2], [0, 2]).matrix == nil)
    #expect(matrix(.max, .max, [0], []).matrix == nil)
  }

  @Test func typesAsSQLWritesThem() {
    let fields = [
      StructField("a`b", .decimal(precision: 10, scale: 2), isNullable: false),
      StructField(
        "c", .map(.string(), .array(.struct([StructField("x", .timestampNTZ)]),
          containsNull: true), valueContainsNull: true)),
    ]
    #expect(
      fields.ddl
        == "`a``b` DECIMAL(10,2) NOT NULL, `c` MAP<STRING, ARRAY<STRUCT<`x`: TIMESTAMP_NTZ>>>")
  }
}
