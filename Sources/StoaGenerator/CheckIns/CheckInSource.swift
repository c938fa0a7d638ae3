/// The check-in file: user, venue, UTC time and offset in minutes, between tabs, in no order.
///
/// A check-in chooses its day, its hour, then a group of categories by the hour, the day and its
/// weather, a category of the group, and a venue of the category.
struct CheckInSource: RowSource {
  static let maximumRowBytes = 128

  private static let users = 5000.0

  private let key: UInt64
  private let calendar: VisitCalendar
  private let pattern = VisitPattern()
  private let categories: [AliasTable]
  private let venues: [Venue]
  /// By group, by category: the numbers of its venues.
  private let venuesByCategory: [[[Int]]]
  /// The beginning of every UTC day's time, from the day before the first: `Tue Apr 03 `.
  private let days: [Text]
  /// The end of its time: ` +0000 2012`.
  private let years: [Text]

  init(seed: UInt64) {
    key = SplitMix64.key(seed: seed, dataset: 2)
    calendar = VisitCalendar(seed: seed)
    categories = CategoryGroup.all.map { group in
      AliasTable(group.categories.indices.map(CategoryGroup.popularity))
    }
    let map = VenueMap(seed: seed)
    venues = (0..<VenueMap.checkedIn).map(map.venue)
    var byCategory: [[[Int]]] = CategoryGroup.all.map { group in
      Array(repeating: [], count: group.categories.count)
    }
    for (number, venue) in venues.enumerated() {
      byCategory[venue.group][venue.category].append(number)
    }
    venuesByCategory = byCategory
    let dates = (VisitCalendar.firstDay - 1...VisitCalendar.lastDay)
      .map(CalendarDay.init(sinceEpoch:))
    days = dates.map { date in
      let digits = date.day < 10 ? "0\(date.day)" : "\(date.day)"
      return Text("\(Self.weekdays[date.weekday]) \(Self.months[date.month - 1]) \(digits) ")
    }
    years = dates.map { Text(" +0000 \($0.year)") }
  }

  func write(row: Int, to out: inout ByteWriter) {
    var random = SplitMix64(key: key, row: row)
    // The square makes some users check in far more often than others.
    let loyalty = random.uniform()
    let user = 1 + Int(Self.users * loyalty * loyalty)

    let dayNumber = calendar.busyness.draw(random.next())
    let day = calendar.days[dayNumber]
    let hour = calendar.hours[day.isWeekend ? 1 : 0].draw(random.next())
    let seconds = hour * 3600 + random.index(below: 3600)

    let context = VisitContext(
      hour: hour, isWeekend: day.isWeekend, season: day.season,
      temperature: day.temperatures[hour], isWet: day.weather.isWet)
    let group = pattern.groups(in: context).draw(random.next())
    let category = categories[group].draw(random.next())
    let choices = venuesByCategory[group][category]
    let favour = random.uniform()
    let venue = venues[choices[Int(Double(choices.count) * favour * favour)]]

    var utc = seconds - day.offset * 60
    var utcDay = dayNumber + 1
    if utc < 0 {
      utc += 86_400
      utcDay -= 1
    }
    out.append(user)
    out.append(.tab)
    out.append(identifier: venue)
    out.append(.tab)
    out.append(days[utcDay])
    out.append(secondsOfDay: utc)
    out.append(years[utcDay])
    out.append(.tab)
    out.append(day.offset)
    out.append(.newline)
  }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
