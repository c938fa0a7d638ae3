import ArrowIPC
import StoaArrow
import StoaEngine
import StoaPlan
import Testing

struct TableArrowTests {
  static let types: [(DataType, [Value])] = [
    (.bool, [.bool(true), .bool(false)]),
    (.int, [.int(.min), .int(.max), .int(0)]),
    (.float, [.float(0.1), .float(-.infinity), .float(-0.0), .float(.leastNonzeroMagnitude)]),
    (
      .decimal(precision: 38, scale: 2),
      [
        .decimal(unscaled: 99_999_999_999_999_999_999_999_999_999_999_999_999, scale: 2),
        .decimal(unscaled: -1, scale: 2),
      ]
    ),
    (.string, [.string(""), .string("Ωmega 🚗\n\u{0}"), .string("a")]),
    (.date, [.date(-1), .date(.max), .date(.min)]),
    (.timestamp, [.timestamp(-1), .timestamp(.max)]),
    (.duration, [.duration(-1), .duration(.max)]),
    (.other("STRUCT(a INTEGER, b VARCHAR[])"), [.other("{'a': 1}"), .other("")]),
    (.null, []),
  ]

  private func table(_ type: DataType, _ values: [Value]) -> Table {
    Table(schema: Schema([Field("c `x`", type)]), rows: values.map { [$0] })
  }

  /// A column of nulls alone needs no mask, and comes back without one.
  private func withoutMaskOfNulls(_ table: Table) -> Table {
    var table = table
    for index in table.columns.indices where table.columns[index].type == .null {
      table.columns[index].validity = nil
    }
    return table
  }

  @Test(arguments: types)
  func everyTypeComesBack(type: DataType, values: [Value]) throws {
    let nulls = [Value](repeating: .null, count: 3)
    let many = (0..<200).map { index in
      index % 7 == 0 || values.isEmpty ? .null : values[index % values.count]
    }
    for rows in [values, [], nulls, [.null] + values + [.null], many] {
      let table = table(type, rows)
      let back = try TableArrow.decode(TableArrow.encode(table))
      #expect(back == withoutMaskOfNulls(table))
      #expect(back.schema == table.schema)
    }
  }

  @Test func aTableOfAllTypes() throws {
    let table = Table(
      columns: Self.types.enumerated().map { index, type in
        var builder = ColumnBuilder(Field("c\(index)", type.0))
        for row in 0..<4 { builder.append(row < type.1.count ? type.1[row] : .null) }
        return builder.build()
      })
    #expect(try TableArrow.decode(TableArrow.encode(table)) == withoutMaskOfNulls(table))
  }

  @Test func notANumberKeepsItsBits() throws {
    let payload = Double(bitPattern: 0x7ff8_0000_0000_1234)
    let back = try TableArrow.decode(TableArrow.encode(table(.float, [.float(payload)])))
    guard case .float(let values) = back.columns[0].storage else {
      Issue.record("not a float")
      return
    }
    #expect(values[0].bitPattern == payload.bitPattern)
  }

  @Test func aTableWithoutColumns() throws {
    #expect(try TableArrow.decode(TableArrow.encode(Table(columns: []))) == Table(columns: []))
  }

  @Test func damageIsAnErrorOrAnotherTable() throws {
    let rows: [[Value]] = (0..<50).map { row in
      [.int(row), .string("row \(row)"), row % 3 == 0 ? .null : .date(1)]
    }
    let schema = Schema([Field("a", .int), Field("b", .string), Field("c", .date)])
    let bytes = try TableArrow.encode(Table(schema: schema, rows: rows))
    for position in bytes.indices {
      var damaged = bytes
      damaged[position] ^= 0x81
      if let table = try? TableArrow.decode(damaged) {
        for row in 0..<min(table.rowCount, 100) { _ = table.row(row) }
      }
      #expect(throws: ArrowError.self) {
        try TableArrow.decode(Array(bytes.prefix(position / 2)))
      }
    }
  }

  /// What Spark and others send: narrower numbers, other units of time.
  @Test(arguments: [
    (ArrowArray(.int8, [Int8(-1), 7]), DataType.int, Column.Storage.int([-1, 7])),
    (ArrowArray(.int16, [Int16(-300), 7]), .int, .int([-300, 7])),
    (ArrowArray(.int32, [Int32.min, 7]), .int, .int([-2_147_483_648, 7])),
    (ArrowArray(.uint32, [UInt32.max, 7]), .int, .int([4_294_967_295, 7])),
    (ArrowArray(.float32, [Float(0.5), -2]), .float, .float([0.5, -2])),
    (
      ArrowArray(.uint64, [UInt64.max]), .decimal(precision: 20, scale: 0),
      .decimal([18_446_744_073_709_551_615])
    ),
    (ArrowArray(.date64, [Int64(86_400_000), -86_400_000]), .date, .date([1, -1])),
    (
      ArrowArray(.timestamp(.second, zone: "UTC"), [Int64(-1)]), .timestamp,
      .timestamp([-1_000_000])
    ),
    (ArrowArray(.timestamp(.nanosecond, zone: nil), [Int64(-1)]), .timestamp, .timestamp([-1])),
    (ArrowArray(.duration(.millisecond), [Int64(3)]), .duration, .duration([3000])),
  ])
  func whatOthersSendBecomesATable(
    array: ArrowArray, type: DataType, storage: Column.Storage
  ) throws {
    let schema = ArrowSchema([ArrowField("c", array.type)])
    let table = try Table(
      Schema(schema), ArrowBatch(length: array.length, columns: [array]))
    #expect(table.columns == [Column(name: "c", type: type, storage: storage)])
  }

  @Test func aTimeBeyondMicrosecondsIsAnError() throws {
    let schema = ArrowSchema([ArrowField("t", .timestamp(.second, zone: nil))])
    let array = ArrowArray(schema.fields[0].type, [Int64.max])
    let error = #expect(throws: ArrowError.self) {
      _ = try Table(Schema(schema), ArrowBatch(length: 1, columns: [array]))
    }
    #expect(error?.message == "a time in `t` is beyond microseconds in 64 bits")
  }

  @Test func nestedColumnsAreRefused() {
    let list = ArrowField("l", .list, children: [ArrowField("item", .int64)])
    #expect(throws: ArrowError.self) { try Schema(ArrowSchema([list])) }
  }
}
