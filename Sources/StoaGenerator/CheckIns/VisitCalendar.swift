/// The days of the check-ins, how busy each is, and its weather.
///
/// The days are those of the real file: 4 April 2012 to 15 September 2013, local time.
struct VisitCalendar: Sendable {
  struct Day: Sendable {
    var date: CalendarDay
    var isWeekend: Bool
    var season: Int
    /// Minutes that local time is ahead of UTC.
    var offset: Int
    var weather: DailyWeather
    /// Degrees Celsius at each hour.
    var temperatures: [Double]
  }

  /// Days since 1 January 1970.
  static let firstDay = CalendarDay.sinceEpoch(year: 2012, month: 4, day: 4)
  static let lastDay = CalendarDay.sinceEpoch(year: 2013, month: 9, day: 15)

  let days: [Day]
  /// How busy the days are.
  let busyness: AliasTable
  /// How busy the hours are, on working days and at weekends.
  let hours: [AliasTable]

  init(seed: UInt64) {
    let model = WeatherModel(seed: seed)
    days = (Self.firstDay...Self.lastDay).map { number in
      let date = CalendarDay(sinceEpoch: number)
      let weather = model.day(number - WeatherModel.firstDay)
      return Day(
        date: date, isWeekend: date.weekday >= 5, season: date.month % 12 / 3,
        offset: date.isSummerTimeInGreece ? 180 : 120, weather: weather,
        temperatures: (0..<24).map(weather.temperature))
    }
    busyness = AliasTable(
      days.map { day in
        Self.weekdays[day.date.weekday] * Self.months[day.date.month - 1]
          * (day.weather.isWet ? 0.9 : 1)
      })
    hours = Self.hourShares.map(AliasTable.init)
  }

  /// Monday to Sunday.
  private static let weekdays = [0.88, 0.90, 0.94, 1.00, 1.16, 1.20, 0.92]
  /// January to December: Athens empties in August.
  private static let months = [
    0.92, 0.94, 1.00, 1.04, 1.08, 1.10, 1.08, 0.82, 1.04, 1.02, 0.98, 0.98,
  ]
  private static let hourShares: [[Double]] = [
    [14, 8, 4, 2, 2, 4, 12, 28, 40, 42, 40, 38, 42, 46, 44, 38, 38, 44, 52, 56, 60, 60, 46, 28],
    [30, 24, 16, 10, 6, 4, 6, 10, 18, 30, 42, 50, 54, 54, 50, 46, 46, 50, 56, 60, 64, 64, 54, 40],
  ]
}
