/// What a visitor sees on leaving home: all that the choice of a group of categories depends on.
struct VisitContext: Sendable, Equatable {
  /// Local hour, 0 to 23.
  var hour: Int
  var isWeekend: Bool
  /// 0 is winter (December to February), 3 autumn.
  var season: Int
  /// Degrees Celsius at that hour.
  var temperature: Double
  var isWet: Bool
}

/// The distribution over groups of categories in every context: P(group | context).
///
/// The share of a group is its weight times its factors of hour, weekend, season and rain, times
/// e to its slope for each 10 °C above 18 °C, the temperature taken in steps of 3 °C.
struct VisitPattern: Sendable {
  private let tables: [AliasTable]

  private static let steps = 17
  private static let lowestStep = -6.0

  init() {
    let factors = (0..<Self.steps).map { step in
      let middle = Self.lowestStep + 3 * (Double(step) + 0.5)
      return CategoryGroup.all.map { PortableMath.exp($0.temperatureSlope * (middle - 18) / 10) }
    }
    var tables: [AliasTable] = []
    for hour in 0..<24 {
      for isWeekend in [false, true] {
        for season in 0..<4 {
          for isWet in [false, true] {
            let shares = CategoryGroup.all.map { group in
              group.weight * group.hours[hour] * group.seasons[season]
                * (isWeekend ? group.weekend : 1) * (isWet ? group.rain : 1)
            }
            for step in 0..<Self.steps {
              tables.append(AliasTable(zip(shares, factors[step]).map { $0 * $1 }))
            }
          }
        }
      }
    }
    self.tables = tables
  }

  /// The table of a context's groups.
  func groups(in context: VisitContext) -> AliasTable {
    let exact = (context.temperature - Self.lowestStep) / 3
    let step = min(max(Int(exact.rounded(.down)), 0), Self.steps - 1)
    var index = context.hour
    index = index * 2 + (context.isWeekend ? 1 : 0)
    index = index * 4 + context.season
    index = index * 2 + (context.isWet ? 1 : 0)
    return tables[index * Self.steps + step]
  }
}
