import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

@Suite struct ScalarEvaluatorTests {
  private let row: [String: Value] = [
    "i": .int(7), "f": .float(2.5), "s": "Kos", "b": .bool(true), "n": .null,
    "m": .decimal(unscaled: 1234, scale: 2),
    // 2012-02-29 and 2012-02-29T18:05:06.5, a Wednesday and the 60th day
    "d": .date(15_399), "t": .timestamp(15_399 * 86_400_000_000 + 65_106_500_000),
    "old": .date(-719_468),
  ]

  private func value(_ expression: StoaPlan.Expression) throws -> Value {
    try ScalarEvaluator(row: NamedRow(row)).evaluate(expression)
  }

  private func call(
    _ name: String, _ type: DataType, _ arguments: StoaPlan.Expression...
  ) -> StoaPlan.Expression { .call(name, arguments, type) }

  private let i = StoaPlan.Expression.column("i", .int)
  private let f = StoaPlan.Expression.column("f", .float)
  private let n = StoaPlan.Expression.column("n", .float)
  private let yes = StoaPlan.Expression.literal(.bool(true), .bool)
  private let no = StoaPlan.Expression.literal(.bool(false), .bool)
  private let unknown = StoaPlan.Expression.literal(.null, .bool)

  @Test func arithmetic() throws {
    #expect(try value(call("+", .int, i, i)) == .int(14))
    #expect(try value(call("-", .float, i, f)) == .float(4.5))
    #expect(try value(call("*", .float, f, f)) == .float(6.25))
    #expect(try value(call("/", .float, i, f)) == .float(2.8))
    #expect(try value(call("/", .float, i, .literal(.int(0), .int))) == .null)
    #expect(try value(call("**", .float, f, .literal(.int(2), .int))) == .float(6.25))
    #expect(try value(call("negate", .int, i)) == .int(-7))
    #expect(try value(call("+", .float, f, n)) == .null)
    #expect(try value(.cast(.column("m", .decimal(precision: 10, scale: 2)), .float))
      == .float(12.34))
    let most = StoaPlan.Expression.literal(.int(.max), .int)
    let error = #expect(throws: EngineError.self) { try value(call("+", .int, most, i)) }
    #expect(error?.message == "an int in the formula overflows")
  }

  @Test func threeValuedLogic() throws {
    #expect(try value(call("and", .bool, no, unknown)) == .bool(false))
    #expect(try value(call("and", .bool, yes, unknown)) == .null)
    #expect(try value(call("or", .bool, yes, unknown)) == .bool(true))
    #expect(try value(call("or", .bool, no, unknown)) == .null)
    #expect(try value(call("not", .bool, unknown)) == .null)
    #expect(try value(call("not", .bool, no)) == .bool(true))
    #expect(try value(.isIn(i, [.literal(.int(7), .int), unknown])) == .bool(true))
    #expect(try value(.isIn(i, [.literal(.int(8), .int), unknown])) == .null)
    #expect(try value(.isIn(i, [.literal(.int(8), .int)])) == .bool(false))
    #expect(try value(call("<", .bool, i, f)) == .bool(false))
    #expect(try value(call("==", .bool, n, n)) == .null)
    #expect(
      try value(
        .conditional(
          [ConditionalBranch(condition: unknown, value: i)], otherwise: .literal(.int(1), .int),
          .int)) == .int(1))
    #expect(try value(.isNull(n)) == .bool(true))
    #expect(try value(call("coalesce", .float, n, f)) == .float(2.5))
  }

  @Test func functions() throws {
    #expect(try value(call("log", .float, .literal(.float(-1), .float))) == .null)
    #expect(try value(call("ln", .float, .literal(.float(1), .float))) == .float(0))
    #expect(try value(call("sqrt", .float, .literal(.int(16), .int))) == .float(4))
    #expect(try value(call("sqrt", .float, .literal(.int(-16), .int))) == .null)
    #expect(try value(call("upper", .string, .column("s", .string))) == "KOS")
    #expect(try value(call("abs", .int, .literal(.int(-3), .int))) == .int(3))
  }

  @Test func partsOfTime() throws {
    let date = StoaPlan.Expression.column("d", .date)
    let time = StoaPlan.Expression.column("t", .timestamp)
    for (part, wanted) in [
      ("year", 2012), ("month", 2), ("day", 29), ("weekday", 3), ("day_of_year", 60),
      ("quarter", 1),
    ] as [(String, Int64)] {
      #expect(try value(call(part, .int, date)) == .int(wanted))
      #expect(try value(call(part, .int, time)) == .int(wanted))
    }
    #expect(try value(call("hour", .int, time)) == .int(18))
    #expect(try value(call("minute", .int, time)) == .int(5))
    #expect(try value(call("second", .int, time)) == .int(6))
    // 0000-03-01, the 61st day of a leap year
    let old = StoaPlan.Expression.column("old", .date)
    #expect(try value(call("year", .int, old)) == .int(0))
    #expect(try value(call("day_of_year", .int, old)) == .int(61))
  }

  @Test func refusals() {
    for (expression, message) in [
      (.column("x", .int), "the row has no `x`, which the model reads"),
      (.column("s", .int), "`s` is a string in the row, and the model reads an int"),
      (
        call("haversine_km", .float, f, f, f, f),
        "`haversine_km` in the formula can be computed by an engine alone"
      ),
    ] as [(StoaPlan.Expression, String)] {
      let error = #expect(throws: EngineError.self) { try value(expression) }
      #expect(error?.message == message)
    }
  }
}
