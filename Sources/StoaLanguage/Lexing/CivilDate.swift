/// A day of the Gregorian calendar, extended to before its adoption.
///
/// The conversions follow Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013):
/// years are counted from March, in eras of 400 years of 146,097 days.
public struct CivilDate: Hashable, Sendable {
  public var year: Int
  public var month: Int
  public var day: Int

  static let microsecondsPerDay: Int64 = 86_400_000_000

  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that many days after 1970-01-01.
  public init(daysSinceEpoch: Int32) {
    let shifted = Int(daysSinceEpoch) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01; nil where the calendar has no such day, or before year 1.
  public var daysSinceEpoch: Int32? {
    guard reason == nil else { return nil }
    let yearFromMarch = year - (month <= 2 ? 1 : 0)
    let era = yearFromMarch / 400
    let yearOfEra = yearFromMarch - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Why the calendar has no such day; nil where it has.
  var reason: String? {
    if year < 1 { return "years begin with 0001" }
    if !(1...12).contains(month) { return "months go from 01 to 12" }
    let length = monthLengths[month - 1]
    if !(1...length).contains(day) { return "that month has days 01 to \(length)" }
    return nil
  }

  /// The number of the day in its year, from 1.
  public var dayOfYear: Int { monthLengths.prefix(month - 1).reduce(day, +) }

  private var monthLengths: [Int] {
    [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  }

  private var isLeapYear: Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}
