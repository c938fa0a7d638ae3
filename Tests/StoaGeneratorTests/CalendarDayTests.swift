import Foundation
import Testing

@testable import StoaGenerator

@Suite struct CalendarDayTests {
  @Test func agreesWithFoundationOnEveryDayOfThreeCenturies() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for number in stride(from: 0, to: 110_000, by: 13) {
      let day = CalendarDay(sinceEpoch: number)
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day, .weekday], from: date)
      #expect(day.year == parts.year && day.month == parts.month && day.day == parts.day)
      // Foundation counts from Sunday, which is 1.
      #expect((day.weekday + 1) % 7 + 1 == parts.weekday)
      #expect(day.dayOfYear == calendar.ordinality(of: .day, in: .year, for: date))
      #expect(CalendarDay.sinceEpoch(year: day.year, month: day.month, day: day.day) == number)
    }
  }

  /// The changes of Greece's clocks in the years of the check-ins.
  @Test(arguments: [
    (2012, 3, 24, false), (2012, 3, 25, true), (2012, 10, 27, true), (2012, 10, 28, false),
    (2013, 3, 30, false), (2013, 3, 31, true), (2013, 10, 26, true), (2013, 10, 27, false),
    (2012, 7, 1, true), (2013, 1, 1, false),
  ])
  func summerTime(year: Int, month: Int, day: Int, isSummer: Bool) {
    let number = CalendarDay.sinceEpoch(year: year, month: month, day: day)
    #expect(CalendarDay(sinceEpoch: number).isSummerTimeInGreece == isSummer)
  }
}
