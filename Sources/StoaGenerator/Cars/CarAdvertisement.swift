/// An advertisement of a car: the car, where it is offered, and what is wrong with the telling.
struct CarAdvertisement: Sendable {
  var car: Car
  /// Ten digits, unlike any other row's.
  var id: Int
  /// The number of its region in `CarRegion.all`.
  var region: Int
  var isDealer: Bool
  /// Millionths of a degree.
  var latitude, longitude: Int
  /// Dollars: the car's, or one of the things that people write instead.
  var price: Int
  /// Miles: the car's, or a slip.
  var odometer: Int
  var empty: CarColumn

  /// The first of the identifiers, which go up by 36 a row, less a random part.
  static let firstID = 7_301_583_321

  init(row: Int, key: UInt64, sites: CarSites) {
    var random = SplitMix64(key: key, row: row)
    car = Car(from: &random, sites: sites)
    id = Self.firstID + row * 36 + random.index(below: 36)
    region = sites.regionShares.draw(random.next())
    isDealer = random.uniform() < 0.55
    let place = sites.regions[region]
    latitude = Int(((place.latitude + 0.14 * random.normal()) * 1e6).rounded())
    longitude = Int(((place.longitude + 0.18 * random.normal()) * 1e6).rounded())
    empty = .empty(from: &random)
    price = Self.told(price: car.price, random.next())
    odometer = Self.told(odometer: car.odometer, random.next())
  }

  /// The price as told: 7 % say nothing at all (0), 1.5 % a down payment or a monthly rate, and
  /// one in two thousand whatever the keyboard gave.
  private static func told(price: Int, _ bits: UInt64) -> Int {
    let share = Double(bits >> 40) / 16_777_216
    let other = Int(bits & 0xFFFF)
    return switch share {
    case ..<0.0700: 0
    case ..<0.0850: 99 + other % 900
    case ..<0.0855: slips[other % slips.count]
    default: price
    }
  }

  /// The miles as told: one in 250 is a slip, or told in thousands.
  private static func told(odometer: Int, _ bits: UInt64) -> Int {
    let share = Double(bits >> 40) / 16_777_216
    let other = Int(bits & 0xFFFF)
    return switch share {
    case ..<0.002: odometer / 1000
    case ..<0.003: odometer * 10
    case ..<0.004: slips[other % slips.count] % 10_000_000
    default: odometer
    }
  }

  private static let slips = [1, 11_111, 12_345, 123_456, 999_999, 1_234_567, 123_456_789]
}

/// The tables that advertisements are drawn from.
struct CarSites: Sendable {
  let models = CarModel.all
  let modelShares = AliasTable(CarModel.all.map(\.weight))
  let regions = CarRegion.all
  let regionShares = AliasTable(CarRegion.all.map(\.weight))
}
