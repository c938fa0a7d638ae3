/// One day's weather of Attica, in tenths of its units, as the weather file gives it.
struct DailyWeather: Sendable, Equatable {
  /// Tenths of a degree Celsius.
  var mean, high, low: Int
  /// Tenths of a millimetre.
  var rain: Int
  /// Tenths of a metre a second.
  var wind: Int

  var isWet: Bool { rain > 0 }

  /// Degrees Celsius at an hour of the day: a cosine through the day's range, highest at 15:00.
  func temperature(hour: Int) -> Double {
    let swing = PortableMath.cosine(turns: Double(hour - 15) / 24)
    return (Double(mean) + Double(high - low) / 2 * swing) / 10
  }
}

/// The weather of every day from 1 January 2012, each a function of the seed and the day.
///
/// A day's departure from its season is a moving average of the last ten days' shocks, which is
/// an autoregression cut off where its weights fall under 3 %: any day can be made alone.
struct WeatherModel: Sendable {
  static let firstDay = CalendarDay.sinceEpoch(year: 2012, month: 1, day: 1)

  private let key: UInt64

  init(seed: UInt64) {
    key = SplitMix64.key(seed: seed, dataset: 4)
  }

  /// The weather of the day this many days after 1 January 2012.
  func day(_ index: Int) -> DailyWeather {
    let season = Self.seasons[CalendarDay(sinceEpoch: Self.firstDay + index).dayOfYear]
    var today = Shocks(key: key, day: index)
    let yesterday = Shocks(key: key, day: index - 1)

    let isWet = 0.8 * today.front + 0.6 * yesterday.front < season.wetThreshold
    let anomaly = Self.memory.enumerated().reduce(0.0) { sum, lag in
      sum + lag.element * Shocks(key: key, day: index - lag.offset).temperature
    }
    let mean = season.mean + 1.7 * anomaly - (isWet ? 1.5 : 0)
    let range = max(3, season.range - (isWet ? 2.5 : 0) + 1.2 * today.range)
    let rain = isWet ? max(0.1, -season.rain * PortableMath.log(today.amount())) : 0
    let wind = season.wind * PortableMath.exp(0.35 * today.wind)
    return DailyWeather(
      mean: tenths(mean), high: tenths(mean + 0.55 * range), low: tenths(mean - 0.45 * range),
      rain: tenths(rain), wind: tenths(wind))
  }

  private func tenths(_ value: Double) -> Int {
    Int((value * 10).rounded())
  }

  /// The weights of the shocks of today, yesterday and so on: powers of 0.7.
  private static let memory: [Double] = (0..<10).map { lag in
    (0..<lag).reduce(1.0) { power, _ in power * 0.7 }
  }

  /// What a day of the year is like, by its number, 1 to 366.
  private struct Season {
    var mean, range, wetThreshold, rain, wind: Double

    init(dayOfYear: Int) {
      func wave(peak: Double) -> Double {
        PortableMath.cosine(turns: (Double(dayOfYear) - peak) / 365.25)
      }
      let warmth = wave(peak: 205)
      mean = 18.4 + 9.6 * warmth
      range = 8.4 + 1.4 * warmth
      wetThreshold = NormalQuantile.quantile(0.2 - 0.16 * wave(peak: 200))
      rain = 5.6 + 1.6 * wave(peak: 330)
      // The etesians blow from July to September.
      wind = 3.2 + 0.9 * max(0, wave(peak: 215) - 0.5) + 0.3 * wave(peak: 40)
    }
  }

  private static let seasons = (0...366).map { Season(dayOfYear: $0) }

  /// The random part of one day.
  private struct Shocks {
    let temperature, front, range, wind: Double
    private var random: SplitMix64

    init(key: UInt64, day: Int) {
      random = SplitMix64(key: key, row: day)
      temperature = random.normal()
      front = random.normal()
      range = random.normal()
      wind = random.normal()
    }

    /// A uniform draw that is never zero.
    mutating func amount() -> Double {
      1 - random.uniform()
    }
  }
}
