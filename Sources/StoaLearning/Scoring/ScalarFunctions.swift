import Foundation
import StoaEngine
import StoaLanguage
import StoaPlan

/// The functions that are computed in this process, by their names in the function catalogue.
enum ScalarFunctions {
  /// Of a float; nil stands for null.
  static let unary: [String: @Sendable (Double) -> Double?] = [
    "negate": { -$0 }, "abs": { Swift.abs($0) }, "ceil": { $0.rounded(.up) },
    "floor": { $0.rounded(.down) }, "sqrt": { $0 < 0 ? nil : $0.squareRoot() },
    "exp": { Foundation.exp($0) }, "ln": { $0 > 0 ? Foundation.log($0) : nil },
    "log": { $0 > 0 ? Foundation.log($0) : nil },
    "log10": { $0 > 0 ? Foundation.log10($0) : nil },
    "log2": { $0 > 0 ? Foundation.log2($0) : nil },
    "sin": { Foundation.sin($0) }, "cos": { Foundation.cos($0) }, "tan": { Foundation.tan($0) },
    "atan": { Foundation.atan($0) },
  ]

  /// Of two floats; nil stands for null.
  static let binary: [String: @Sendable (Double, Double) -> Double?] = [
    "+": { $0 + $1 }, "-": { $0 - $1 }, "*": { $0 * $1 }, "/": { $1 == 0 ? nil : $0 / $1 },
    "**": { Foundation.pow($0, $1) }, "atan2": { Foundation.atan2($0, $1) },
  ]

  /// Of ints, where the result is an int.
  static let ints: [String: @Sendable ([Int64]) throws -> Value] = [
    "+": { try checked($0[0].addingReportingOverflow($0[1])) },
    "*": { try checked($0[0].multipliedReportingOverflow(by: $0[1])) },
    "-": { try checked($0[0].subtractingReportingOverflow($0[1])) },
    "negate": { try checked(Int64(0).subtractingReportingOverflow($0[0])) },
    "abs": { numbers in
      try numbers[0] < 0
        ? checked(Int64(0).subtractingReportingOverflow(numbers[0])) : .int(numbers[0])
    },
  ]

  static let text: [String: @Sendable (String) -> String] = [
    "lower": { $0.lowercased() }, "upper": { $0.uppercased() },
  ]

  static let timeParts: [String: @Sendable (CalendarTime) -> Int64] = [
    "year": { $0.year }, "month": { $0.month }, "day": { $0.day },
    "quarter": { ($0.month + 2) / 3 }, "weekday": { $0.weekday },
    "day_of_year": { $0.dayOfYear }, "hour": { $0.microseconds / 3_600_000_000 },
    "minute": { $0.microseconds / 60_000_000 % 60 },
    "second": { $0.microseconds / 1_000_000 % 60 },
  ]

  private static func checked(_ result: (partialValue: Int64, overflow: Bool)) throws -> Value {
    if result.overflow { throw EngineError(.query, "an int in the formula overflows") }
    return .int(result.partialValue)
  }
}

/// A date or a timestamp in the proleptic Gregorian calendar.
struct CalendarTime {
  let year: Int64
  /// 1 to 12
  let month: Int64
  /// 1 to 31
  let day: Int64
  /// Monday 1 to Sunday 7
  let weekday: Int64
  /// From 1
  let dayOfYear: Int64
  /// Since midnight
  let microseconds: Int64

  /// Nil where the value is neither a date nor a timestamp.
  init?(_ value: Value) {
    let days: Int64
    switch value {
    case .date(let value):
      days = Int64(value)
      microseconds = 0
    case .timestamp(let value):
      let length: Int64 = 86_400_000_000
      microseconds = (value % length + length) % length
      days = (value - microseconds) / length
    default: return nil
    }
    weekday = ((days + 3) % 7 + 7) % 7 + 1
    // Any timestamp's day fits: 2^63 microseconds are 107 million days.
    let date = CivilDate(daysSinceEpoch: Int32(days))
    (year, month, day) = (Int64(date.year), Int64(date.month), Int64(date.day))
    dayOfYear = Int64(date.dayOfYear)
  }
}
