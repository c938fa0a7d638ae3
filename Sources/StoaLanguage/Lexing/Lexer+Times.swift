extension Lexer {
  /// `@2024-01-31`, `@2024-01-31T10:00:00.250`
  mutating func scanTime() {
    let start = position
    position += 1
    guard let date = scanDate(), let time = scanTimeOfDay(), !runsOn else {
      skip { $0.continuesName || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") }
      let written = text(in: SourceSpan(start, position))
      report(
        "bad-time", "`\(written)` is neither a date nor a timestamp", from: start,
        hint: timeHint(written))
      emit(.date(0), from: start)
      return
    }
    guard let days = date.daysSinceEpoch else {
      report(
        "bad-time", "there is no day \(text(in: SourceSpan(start + 1, start + 11)))", from: start,
        hint: date.reason)
      emit(time == .absent ? .date(0) : .timestamp(0), from: start)
      return
    }
    switch time {
    case .absent: emit(.date(days), from: start)
    case .microseconds(let microseconds):
      emit(.timestamp(Int64(days) * CivilDate.microsecondsPerDay + microseconds), from: start)
    }
  }

  private var runsOn: Bool {
    byte(at: 0).map { $0.continuesName || $0 == UInt8(ascii: ":") } ?? false
  }

  private func timeHint(_ written: String) -> String {
    if written.hasSuffix("Z") { return "a timestamp has no time zone: leave out the `Z`" }
    if written.contains("T") { return "write a timestamp as `@2024-01-31T10:00:00`" }
    return "write a date as `@2024-01-31`"
  }

  private mutating func scanDate() -> CivilDate? {
    guard let year = scanFixed(4), scan("-"), let month = scanFixed(2), scan("-"),
      let day = scanFixed(2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  private enum TimeOfDay: Equatable {
    case absent
    case microseconds(Int64)
  }

  /// Nil where it is not well formed.
  private mutating func scanTimeOfDay() -> TimeOfDay? {
    guard scan("T") else { return .absent }
    guard let hour = scanFixed(2), hour < 24, scan(":"), let minute = scanFixed(2), minute < 60,
      scan(":"), let second = scanFixed(2), second < 60
    else { return nil }
    var microseconds = Int64(hour * 3600 + minute * 60 + second) * 1_000_000
    if byte(at: 0) == UInt8(ascii: "."), byte(at: 1)?.isDigit == true {
      position += 1
      let start = position
      skip { $0.isDigit }
      let digits = text(in: SourceSpan(start, position))
      guard digits.utf8.count <= 6,
        let fraction = Int64(digits + String(repeating: "0", count: 6 - digits.utf8.count))
      else { return nil }
      microseconds += fraction
    }
    return .microseconds(microseconds)
  }

  private mutating func scan(_ character: Unicode.Scalar) -> Bool {
    guard byte(at: 0) == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// A number of exactly that many digits.
  private mutating func scanFixed(_ count: Int) -> Int? {
    var value = 0
    for offset in 0..<count {
      guard let byte = byte(at: offset), byte.isDigit else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    position += count
    return value
  }
}
