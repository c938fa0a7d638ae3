extension Lexer {
  /// Microseconds in one of each unit of a duration.
  static let durationUnits: [(unit: String, microseconds: Int64)] = [
    ("s", 1_000_000), ("m", 60_000_000), ("h", 3_600_000_000), ("d", 86_400_000_000),
  ]

  /// `1_000_000`, `1.5e-3`, `90s`
  mutating func scanNumber() {
    let start = position
    scanDigits()
    var isFloat = false
    if byte(at: 0) == UInt8(ascii: "."), byte(at: 1)?.isDigit == true {
      isFloat = true
      position += 1
      scanDigits()
    }
    if let exponent = exponentLength {
      isFloat = true
      position += exponent
      scanDigits()
    }
    let number = text(in: SourceSpan(start, position)).filter { $0 != "_" }
    if let next = byte(at: 0), next.continuesName || next >= 0x80 {
      scanUnit(of: number, isFloat: isFloat, from: start)
    } else if isFloat {
      emitFloat(number, from: start)
    } else if let value = UInt64(number), value <= UInt64(Int64.max) + 1 {
      emit(.int(value), from: start)
    } else {
      report(
        "number-too-large", "the number \(number) does not fit in 64 bits", from: start,
        hint: "write it as a float: `\(number).0`")
      emit(.int(0), from: start)
    }
  }

  /// Digits, with single underscores between them.
  private mutating func scanDigits() {
    while let next = byte(at: 0) {
      if next.isDigit {
        position += 1
      } else if next == UInt8(ascii: "_"), byte(at: 1)?.isDigit == true {
        position += 2
      } else {
        return
      }
    }
  }

  /// The length of `e`, `e-` or `e+` where digits follow it.
  private var exponentLength: Int? {
    guard let letter = byte(at: 0), letter | 0x20 == UInt8(ascii: "e") else { return nil }
    if byte(at: 1)?.isDigit == true { return 1 }
    let sign = byte(at: 1)
    guard sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") else { return nil }
    return byte(at: 2)?.isDigit == true ? 2 : nil
  }

  private mutating func emitFloat(_ number: String, from start: Int) {
    if let value = Double(number), value.isFinite {
      emit(.float(value), from: start)
    } else {
      report(
        "number-too-large", "the number \(number) does not fit in a 64-bit float", from: start,
        hint: "the largest is about 1.8e308")
      emit(.float(0), from: start)
    }
  }

  private mutating func scanUnit(of number: String, isFloat: Bool, from start: Int) {
    let unitStart = position
    skip { $0.continuesName || $0 >= 0x80 }
    let unit = text(in: SourceSpan(unitStart, position))
    guard let size = Self.durationUnits.first(where: { $0.unit == unit })?.microseconds else {
      report(
        "bad-number", "`\(number)\(unit)` is neither a number nor a duration", from: start,
        hint: unitHint(number: number, unit: unit))
      emit(.int(0), from: start)
      return
    }
    guard !isFloat else {
      report(
        "bad-number", "a duration counts whole units, and `\(number)\(unit)` does not",
        from: start, hint: "take a smaller unit: `s`, `m`, `h` or `d`")
      emit(.duration(0), from: start)
      return
    }
    let (value, overflow) = (Int64(number) ?? .max).multipliedReportingOverflow(by: size)
    if overflow {
      report(
        "number-too-large", "the duration \(number)\(unit) is longer than 292,000 years",
        from: start)
    }
    emit(.duration(overflow ? 0 : value), from: start)
  }

  private func unitHint(number: String, unit: String) -> String {
    switch unit.lowercased() {
    case "w", "week", "weeks":
      return Int64(number).flatMap { $0 < 1_000_000 ? "write `\($0 * 7)d`" : nil }
        ?? "write it in days"
    case "day", "days": return "write `\(number)d`"
    case "hour", "hours", "hr", "hrs": return "write `\(number)h`"
    case "min", "mins", "minute", "minutes": return "write `\(number)m`"
    case "sec", "secs", "second", "seconds": return "write `\(number)s`"
    case "k": return "write `\(number)_000`"
    case let unit where number == "0" && unit.first == "x":
      return "numbers are written in decimal"
    case "_": return "an underscore stands between two digits: `1_000`"
    default: return "the units of a duration are `s`, `m`, `h` and `d`; a name begins with a letter"
    }
  }
}
