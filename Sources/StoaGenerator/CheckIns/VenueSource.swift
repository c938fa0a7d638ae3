/// The venue file: venue, latitude, longitude, category and country, between tabs.
struct VenueSource: RowSource {
  static let maximumRowBytes = 192

  private let map: VenueMap
  private let names: [[Text]]

  init(seed: UInt64) {
    map = VenueMap(seed: seed)
    names = CategoryGroup.all.map { $0.categories.map(Text.init) }
  }

  func write(row: Int, to out: inout ByteWriter) {
    let venue = map.venue(row)
    out.append(identifier: venue)
    out.append(.tab)
    out.append(venue.latitude, decimals: 6)
    out.append(.tab)
    out.append(venue.longitude, decimals: 6)
    out.append(.tab)
    out.append(names[venue.group][venue.category])
    out.append(.tab)
    out.append(Self.country)
    out.append(.newline)
  }

  private static let country = Text("GR")
}

extension ByteWriter {
  /// 24 hexadecimal digits, as Foursquare's.
  mutating func append(identifier venue: Venue) {
    append(letters: 12, of: .hexadecimal, bits: 4, from: venue.identifier.high)
    append(letters: 12, of: .hexadecimal, bits: 4, from: venue.identifier.low)
  }
}

extension Text {
  static let hexadecimal = Text("0123456789abcdef")
}
