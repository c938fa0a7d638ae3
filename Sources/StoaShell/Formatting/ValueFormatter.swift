import Foundation
import StoaLanguage
import StoaPlan

/// Makes text of a value: rounded for people, or exact for files and other programs.
///
/// Text comes out as it is in the value; `Sanitizer` is what makes it safe for a terminal.
public struct ValueFormatter: Hashable, Sendable {
  /// Significant digits of a float; nil shows the fewest that tell it from its neighbours.
  public var digits: Int?

  /// What stands for a null.
  public var null: String

  /// Every digit that counts.
  public static let exact = ValueFormatter(digits: nil)

  public init(digits: Int?, null: String = "null") {
    self.digits = digits
    self.null = null
  }

  public func text(_ value: Value) -> String {
    switch value {
    case .null: null
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .float(let value): text(value)
    case .decimal(let unscaled, let scale): Self.decimal(unscaled, scale: scale)
    case .string(let text), .other(let text): text
    case .date(let days): Self.date(days)
    case .timestamp(let microseconds): Self.timestamp(microseconds, separator: " ")
    case .duration(let microseconds): Self.duration(microseconds)
    }
  }

  /// A float: at least one decimal, no digit of the whole part rounded away, and an exponent only
  /// below 0.00001 and from 10^15 on.
  public func text(_ value: Double) -> String {
    guard let digits else { return value.description }
    guard value.isFinite else { return value.description }
    if value == 0 { return value.sign == .minus ? "-0.0" : "0.0" }
    let exponent = Int(log10(value.magnitude).rounded(.down))
    if exponent < -5 || exponent >= 15 {
      return Self.withoutTrailingZeros(
        String(format: "%.\(max(digits - 1, 1))e", value))
    }
    let decimals = max(digits - 1 - exponent, 1)
    return Self.withoutTrailingZeros(String(format: "%.\(decimals)f", value))
  }

  /// Drops zeros from the end of the decimals, all but the first decimal.
  private static func withoutTrailingZeros(_ number: String) -> String {
    let parts = number.split(separator: "e", maxSplits: 1)
    guard var mantissa = parts.first else { return number }
    while mantissa.hasSuffix("0"), !mantissa.hasSuffix(".0") { mantissa.removeLast() }
    return parts.count == 2 ? "\(mantissa)e\(parts[1])" : String(mantissa)
  }

  /// `unscaled` × 10^-`scale`, every digit of it.
  static func decimal(_ unscaled: Int128, scale: Int) -> String {
    guard scale > 0 else { return String(unscaled) }
    let digits = String(unscaled.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let sign = unscaled < 0 ? "-" : ""
    return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
  }

  /// A day as ISO 8601 writes it; a year outside 0 to 9999 bears a sign.
  static func date(_ daysSinceEpoch: Int32) -> String {
    let date = CivilDate(daysSinceEpoch: daysSinceEpoch)
    let sign = date.year < 0 ? "-" : date.year > 9_999 ? "+" : ""
    return sign + String(format: "%04ld-%02ld-%02ld", abs(date.year), date.month, date.day)
  }

  /// Microseconds since 1970 as a date and a time of day, with decimals only where there are some.
  static func timestamp(_ microseconds: Int64, separator: String) -> String {
    let day: Int64 = 86_400_000_000
    let (days, time) = microseconds.floorDivided(by: day)
    let seconds = time / 1_000_000
    let clock = String(
      format: "%02lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60, seconds % 60)
    return date(Int32(days)) + separator + clock + fraction(time % 1_000_000)
  }

  /// A length of time in the units of the language, as `7d 2h 15m 1.5s`.
  static func duration(_ microseconds: Int64) -> String {
    var rest = microseconds.magnitude
    var parts: [String] = []
    for (unit, name) in [(86_400_000_000, "d"), (3_600_000_000, "h"), (60_000_000, "m")]
      as [(UInt64, String)] where rest >= unit
    {
      parts.append("\(rest / unit)\(name)")
      rest %= unit
    }
    if rest > 0 || parts.isEmpty {
      parts.append("\(rest / 1_000_000)\(fraction(Int64(rest % 1_000_000)))s")
    }
    return (microseconds < 0 ? "-" : "") + parts.joined(separator: " ")
  }

  /// `.5` for 500,000 microseconds, nothing for none.
  private static func fraction(_ microseconds: Int64) -> String {
    guard microseconds > 0 else { return "" }
    var digits = String(format: "%06lld", microseconds)
    while digits.hasSuffix("0") { digits.removeLast() }
    return "." + digits
  }
}

extension Int64 {
  /// The quotient rounded down, and the remainder that is not negative.
  func floorDivided(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
