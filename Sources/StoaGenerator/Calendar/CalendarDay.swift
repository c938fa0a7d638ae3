/// A day of the Gregorian calendar.
///
/// Source of the arithmetic: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
struct CalendarDay: Sendable {
  let year: Int
  /// 1 to 12.
  let month: Int
  /// 1 to 31.
  let day: Int
  /// 0 is Monday, 6 Sunday.
  let weekday: Int
  /// 1 to 366.
  let dayOfYear: Int

  /// The day this many days after 1 January 1970.
  init(sinceEpoch days: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayFromMarch = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayFromMarch + 2) / 153
    day = dayFromMarch - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    weekday = (days + 3) % 7
    dayOfYear = days - Self.sinceEpoch(year: year, month: 1, day: 1) + 1
  }

  static func sinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear / 400
    let yearOfEra = shiftedYear % 400
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Whether Greece keeps summer time on this day: from the last Sunday of March, and until the
  /// one of October. The changes at four in the morning are taken at midnight.
  var isSummerTimeInGreece: Bool {
    switch month {
    case 4...9: true
    case 3: day - (weekday + 1) % 7 >= 25
    case 10: day - (weekday + 1) % 7 < 25
    default: false
    }
  }
}
