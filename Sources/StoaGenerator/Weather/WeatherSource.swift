/// The weather file: one row a day from 1 January 2012.
struct WeatherSource: RowSource {
  static let header = "date,tmean,tmax,tmin,rain,wind\n"
  static let maximumRowBytes = 64
  /// Until 31 December 9999, the last date of four digits.
  static let maximumRows =
    CalendarDay.sinceEpoch(year: 9999, month: 12, day: 31) - WeatherModel.firstDay + 1

  private let model: WeatherModel

  init(seed: UInt64) {
    model = WeatherModel(seed: seed)
  }

  func write(row: Int, to out: inout ByteWriter) {
    let date = CalendarDay(sinceEpoch: WeatherModel.firstDay + row)
    let weather = model.day(row)
    out.append(date.year, digits: 4)
    out.append(.minus)
    out.append(date.month, digits: 2)
    out.append(.minus)
    out.append(date.day, digits: 2)
    for value in [weather.mean, weather.high, weather.low, weather.rain, weather.wind] {
      out.append(.comma)
      out.append(value, decimals: 1)
    }
    out.append(.newline)
  }
}
