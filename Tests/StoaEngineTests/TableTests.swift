import StoaEngine
import StoaPlan
import Testing

@Suite struct TableTests {
  /// Masks put one after the other, at every position in a word, against a list of bools.
  @Test(arguments: [0, 1, 31, 63, 64, 65, 128, 2047])
  func masksAreJoined(first: Int) {
    func bits(_ count: Int, _ seed: Int) -> [Bool] { (0..<count).map { ($0 * 7 + seed) % 3 != 0 } }
    func mask(_ bits: [Bool]) -> Validity {
      var mask = Validity(repeating: true, count: 0)
      for bit in bits { mask.append(bit) }
      return mask
    }
    for second in [0, 1, 63, 64, 100] {
      var joined = mask(bits(first, 1))
      joined.append(contentsOf: mask(bits(second, 2)))
      joined.append(repeating: false, count: 5)
      joined.append(repeating: true, count: 66)
      let all =
        bits(first, 1) + bits(second, 2) + Array(repeating: false, count: 5)
        + Array(repeating: true, count: 66)
      #expect((0..<joined.count).map { joined[$0] } == all)
      #expect(joined.nullCount == all.count { !$0 })
      #expect(joined == mask(all))
    }
  }

  @Test func bitsPastTheEndDoNotCount() {
    #expect(Validity(words: [.max], count: 3) == Validity(repeating: true, count: 3))
    #expect(Validity(repeating: true, count: 3).nullCount == 0)
    #expect(Validity(repeating: false, count: 65).nullCount == 65)
  }

  private static let fields: [Field] = [
    Field("b", .bool), Field("i", .int), Field("f", .float),
    Field("d", .decimal(precision: 9, scale: 2)), Field("s", .string), Field("day", .date),
    Field("t", .timestamp), Field("u", .duration), Field("o", .other("LIST")), Field("z", .null),
  ]

  private func row(_ n: Int) -> [Value] {
    n % 4 == 3
      ? Array(repeating: .null, count: 10)
      : [
        .bool(n % 2 == 0), .int(Int64(n)), .float(Double(n) / 2),
        .decimal(unscaled: Int128(n), scale: 2), .string("s\(n)"), .date(Int32(n)),
        .timestamp(Int64(n)), .duration(Int64(n)), .other("[\(n)]"), .null,
      ]
  }

  @Test func rowsGoInAndComeOut() {
    let rows = (0..<70).map(row)
    let table = Table(schema: Schema(Self.fields), rows: rows)
    #expect((0..<70).map(table.row) == rows)
    #expect(table.schema == Schema(Self.fields))
  }

  @Test func tablesArePutOneBelowTheOther() {
    let schema = Schema(Self.fields)
    let rows = (0..<150).map(row)
    let parts = [0..<3, 3..<3, 3..<68, 68..<150].map {
      Table(schema: schema, rows: Array(rows[$0]))
    }
    #expect(Table(schema: schema, concatenating: parts) == Table(schema: schema, rows: rows))
    #expect(Table(schema: schema, concatenating: []).columns.count == 10)
  }

  @Test func aRangeOfRowsIsCut() {
    let rows = (0..<150).map(row)
    let table = Table(schema: Schema(Self.fields), rows: rows)
    #expect(table.slice(2..<130) == Table(schema: table.schema, rows: Array(rows[2..<130])))
    #expect(table.prefix(1000) == table)
  }

  @Test func stepsAreNestedAndMeasured() {
    let clock = StepClock()
    let outer = clock.begin("execute")
    let inner = clock.record("hash join", detail: "k", in: outer, duration: 5, rows: 2)
    clock.record("table scan", in: inner, duration: 3)
    clock.end(outer, rows: 2)
    #expect(clock.steps.map(\.parent) == [nil, 0, 1])
    #expect(clock.steps.map(\.name) == ["execute", "hash join", "table scan"])
    #expect(clock.steps[1].duration == 5)
    #expect(clock.steps[0].rows == 2)
  }
}
