import StoaLanguage

extension Value {
  /// The value as the name of a column, such as `pivot` makes.
  var columnName: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .float(let value): "\(value)"
    case .decimal(let unscaled, let scale): Self.decimalText(unscaled, scale)
    case .string(let text): text.isEmpty ? "(empty)" : text
    case .date(let days): Self.dayText(Int64(days))
    case .timestamp(let micros): Self.momentText(micros)
    case .duration(let micros): "\(Double(micros) / 1e6) s"
    case .other(let text): text
    }
  }

  private static func decimalText(_ unscaled: Int128, _ scale: Int) -> String {
    let digits = String(unscaled.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    let sign = unscaled < 0 ? "-" : ""
    return sign + (scale == 0 ? padded : "\(padded.dropLast(scale)).\(padded.suffix(scale))")
  }

  private static func dayText(_ days: Int64) -> String {
    let date = CivilDate(daysSinceEpoch: Int32(clamping: days))
    return "\(date.year)-\(twoDigits(date.month))-\(twoDigits(date.day))"
  }

  private static func momentText(_ micros: Int64) -> String {
    let day: Int64 = 86_400_000_000
    let days = Int64((Double(micros) / Double(day)).rounded(.down))
    let seconds = Int((micros - days * day) / 1_000_000)
    let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(twoDigits)
    return dayText(days) + " " + time.joined(separator: ":")
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
