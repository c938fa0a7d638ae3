/// A used car as it is, before anything of its advertisement is left out or mistyped.
///
/// What is chosen from a list is its number in the list of names in `CarTables`.
struct Car: Sendable {
  /// The number of its model in `CarModel.all`.
  let model: Int
  /// Which of the model's names is used.
  let name: Int
  let year: Int
  /// Miles.
  let odometer: Int
  let condition: Int
  let title: Int
  let drive: Int
  let fuel: Int
  let transmission: Int
  /// Dollars.
  let price: Int

  /// The year of the advertisements.
  static let advertised = 2021

  init(from random: inout SplitMix64, sites: CarSites) {
    model = sites.modelShares.draw(random.next())
    let facts = sites.models[model]
    // Nearly half leave the variant out.
    name = random.uniform() < 0.45 ? 0 : random.index(below: facts.names.count)
    year = Self.year(of: facts, from: &random)
    let age = Self.advertised - year
    condition = CarTables.Condition.draw(age: age, random.next())
    title = CarTables.Title.shares.draw(random.next())
    drive = random.uniform() < 0.60 ? facts.drives.usual : facts.drives.other
    fuel = random.uniform() < 0.75 ? facts.fuels.usual : facts.fuels.other
    transmission = CarTables.Transmission.shares.draw(random.next())
    odometer = Self.odometer(
      age: age, isNew: condition == CarTables.Condition.new,
      spread: random.normal(), rounding: random.uniform())
    let logPrice =
      facts.logPrice + Self.wear(age: age, odometer: odometer)
      + CarTables.Condition.effects[condition] + CarTables.Title.effects[title]
      + CarTables.Drive.effects[drive] + CarTables.Fuel.effects[fuel] + 0.20 * random.normal()
    price = Self.rounded(price: PortableMath.exp(logPrice), rounding: random.uniform())
  }

  /// What age in years and miles add to the logarithm of the price when new.
  static func wear(age: Int, odometer: Int) -> Double {
    -0.105 * Double(min(age, 22)) + 0.02 * Double(max(age - 28, 0))
      - 0.0028 * Double(odometer) / 1000
  }

  /// The year of a car's making: any year of the model's where the age drawn falls outside them.
  private static func year(of facts: CarModel, from random: inout SplitMix64) -> Int {
    let year = advertised - CarTables.ages.draw(random.next())
    if year >= facts.firstYear, year <= facts.lastYear { return year }
    return facts.firstYear + random.index(below: facts.lastYear - facts.firstYear + 1)
  }

  /// Some 12,000 miles a year, fewer as a car grows old; two in five are told in thousands.
  private static func odometer(
    age: Int, isNew: Bool, spread: Double, rounding: Double
  ) -> Int {
    if isNew { return Int(rounding * 900) }
    let years = Double(age) + 0.5
    let usual = 12_000 * years / (1 + 0.03 * years)
    let miles = min(usual * PortableMath.exp(0.38 * spread - 0.06), 390_000)
    return rounding < 0.4 ? Int((miles / 1000).rounded()) * 1000 : Int(miles)
  }

  /// As sellers write it: a hundred less five dollars, a round five hundred, or to the dollar;
  /// under two thousand to fifty dollars, and never under one hundred.
  private static func rounded(price: Double, rounding: Double) -> Int {
    if price < 2000 { return max(100, Int((price / 50).rounded()) * 50) }
    if rounding < 0.45 { return Int((price / 100).rounded()) * 100 - 5 }
    if rounding < 0.80 { return Int((price / 500).rounded()) * 500 }
    return Int(price)
  }
}
