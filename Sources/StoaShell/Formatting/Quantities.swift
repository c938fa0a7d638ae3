import Foundation

/// Counts, sizes and times as people read them.
enum Quantities {
  /// A count with its thousands apart: `200,000`.
  static func count(_ number: Int64) -> String {
    let digits = String(number.magnitude)
    var groups: [Substring] = []
    var rest = digits[...]
    while rest.count > 3 {
      groups.append(rest.suffix(3))
      rest = rest.dropLast(3)
    }
    groups.append(rest)
    return (number < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }

  /// A count with what is counted: `1 row`, `2 rows`.
  static func count(_ number: Int64, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A size in decimal units: `12.3 MB`.
  static func bytes(_ number: Int64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    var size = Double(number)
    var unit = 0
    while size >= 999.95, unit < units.count - 1 {
      size /= 1_000
      unit += 1
    }
    return unit == 0 ? "\(number) B" : String(format: "%.1f ", size) + units[unit]
  }

  /// A large number in short: `1.2M`.
  static func short(_ number: Double) -> String {
    let units = ["", "k", "M", "G", "T"]
    var size = number
    var unit = 0
    while size >= 999.5, unit < units.count - 1 {
      size /= 1_000
      unit += 1
    }
    return String(format: size < 9.95 && unit > 0 ? "%.1f" : "%.0f", size) + units[unit]
  }

  /// A time that was measured, to three digits: `12 µs`, `3.46 ms`, `1.24 s`, `2 min 5 s`.
  static func time(_ duration: Duration) -> String {
    time(seconds: duration.inSeconds)
  }

  static func time(seconds: Double) -> String {
    switch seconds {
    case ..<0.000_000_999_5: String(format: "%.0f ns", seconds * 1e9)
    case ..<0.000_999_5: significant(seconds * 1e6, "µs")
    case ..<0.999_5: significant(seconds * 1e3, "ms")
    case ..<59.95: significant(seconds, "s")
    case ..<3_599.5: wholeParts(seconds, 60, "min", "s")
    default: wholeParts(seconds / 60, 60, "h", "min")
    }
  }

  private static func significant(_ number: Double, _ unit: String) -> String {
    let decimals = number < 9.995 ? 2 : number < 99.95 ? 1 : 0
    return String(format: "%.\(decimals)f ", number) + unit
  }

  private static func wholeParts(
    _ number: Double, _ size: Int, _ large: String, _ small: String
  ) -> String {
    let whole = Int(number.rounded())
    return "\(whole / size) \(large) \(whole % size) \(small)"
  }
}

extension Duration {
  var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
