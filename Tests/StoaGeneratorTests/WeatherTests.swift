import Foundation
import StoaGenerator
import Testing

/// The weather file against the formulae of `docs/data.md`.
@Suite struct WeatherTests {
  private struct Day {
    var date: Date
    var month: Int
    var mean, high, low, rain, wind: Double
  }

  /// Sixty years, read from the file's text.
  private static let days: Result<[Day], any Error> = Result {
    let count = 21_915
    let text = try DataGenerator(.weather, rows: count, seed: 8).text(rows: 0..<count)
    return try Delimited.csv(text).map { fields in
      let numbers = fields.dropFirst().compactMap { Double($0.text) }
      let date = try Date(fields[0].text, strategy: .iso8601.year().month().day())
      try #require(numbers.count == 5)
      return Day(
        date: date, month: Int(fields[0].text.dropFirst(5).prefix(2)) ?? 0, mean: numbers[0],
        high: numbers[1], low: numbers[2], rain: numbers[3], wind: numbers[4])
    }
  }

  @Test func everyDayIsThereOnce() throws {
    let days = try Self.days.get()
    let start = try Date("2012-01-01", strategy: .iso8601.year().month().day())
    for (number, day) in days.enumerated() {
      #expect(day.date == start.addingTimeInterval(Double(number) * 86_400))
    }
  }

  @Test func highIsAboveMeanIsAboveLow() throws {
    let days = try Self.days.get()
    #expect(days.allSatisfy { $0.high > $0.mean && $0.mean > $0.low })
    #expect(days.allSatisfy { $0.rain >= 0 && $0.wind > 0 })
  }

  /// The documented season at the middle of the month, less 1.5 °C on its share of wet days.
  @Test(arguments: [(1, 15.5), (4, 105.5), (7, 196.5), (10, 288.5)])
  func monthsAreAsWarmAsDocumented(month: Int, dayOfYear: Double) throws {
    let days = try Self.days.get().filter { $0.month == month }
    let season = 18.4 + 9.6 * cos(2 * .pi * (dayOfYear - 205) / 365.25)
    let wet = 0.2 - 0.16 * cos(2 * .pi * (dayOfYear - 200) / 365.25)
    let mean = days.map(\.mean).reduce(0, +) / Double(days.count)
    // The anomalies last several days: 1,800 days are worth some 300.
    #expect(abs(mean - (season - 1.5 * wet)) < 0.6)
    let share = Double(days.count { $0.rain > 0 }) / Double(days.count)
    #expect(abs(share - wet) < 0.05)
  }

  /// Departures from the season go on: the correlation of two days is 0.7, of two wet days more
  /// than chance.
  @Test func daysAreLikeTheDayBefore() throws {
    let days = try Self.days.get()
    let departures = days.enumerated().map { number, day in
      let dayOfYear = Double(Calendar(identifier: .gregorian)
        .ordinality(of: .day, in: .year, for: day.date.addingTimeInterval(43_200)) ?? 0)
      return day.mean - (18.4 + 9.6 * cos(2 * .pi * (dayOfYear - 205) / 365.25))
        + (day.rain > 0 ? 1.5 : 0)
    }
    let variance = departures.map { $0 * $0 }.reduce(0, +)
    let lagged = zip(departures, departures.dropFirst()).map { $0 * $1 }.reduce(0, +)
    #expect(abs(lagged / variance - 0.7) < 0.03)
    // The standard deviation of an autoregression: 1.7 / √(1 - 0.7²).
    #expect(abs((variance / Double(days.count)).squareRoot() - 2.38) < 0.08)
  }

  @Test func rainIsExponentialOnWetDays() throws {
    let wet = try Self.days.get().filter { $0.rain > 0 && $0.month == 11 }
    let mean = wet.map(\.rain).reduce(0, +) / Double(wet.count)
    // November is near the peak of 5.6 + 1.6 mm; its standard error is about 0.35.
    #expect(abs(mean - 7.1) < 1.4)
  }
}
