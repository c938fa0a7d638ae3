import StoaEngine
import StoaPlan
import Testing

@testable import StoaStore

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
      #expect(throws: StoreError.self) {
        try TableArrow.decode(Array(bytes.prefix(position / 2)))
      }
    }
  }
}
