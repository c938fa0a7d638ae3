/// What can be generated, each with the columns of its real source.
public enum Dataset: String, CaseIterable, Sendable {
  /// Used cars, as in the Craigslist cars and trucks file: CSV with a header, 25 columns.
  case cars
  /// Check-ins of Attica, as in Foursquare's global-scale data: tabs, no header;
  /// user, venue, UTC time, offset in minutes.
  case checkins
  /// The venues of the check-ins of the same seed: tabs, no header;
  /// venue, latitude, longitude, category, country.
  case venues
  /// The daily weather of Attica that the check-ins of the same seed went by: CSV with a header.
  case weather

  /// What it holds, in a few words.
  public var summary: String {
    switch self {
    case .cars: "used cars for sale (CSV)"
    case .checkins: "check-ins in Attica (tab-separated, no header)"
    case .venues: "the venues of the check-ins (tab-separated, no header)"
    case .weather: "daily weather of Attica (CSV)"
    }
  }
}
