/// The columns of an advertisement that may be left empty, and how often they are.
struct CarColumn: OptionSet, Sendable {
  let rawValue: Int

  static let year = CarColumn(rawValue: 1 << 0)
  static let manufacturer = CarColumn(rawValue: 1 << 1)
  static let model = CarColumn(rawValue: 1 << 2)
  static let condition = CarColumn(rawValue: 1 << 3)
  static let cylinders = CarColumn(rawValue: 1 << 4)
  static let fuel = CarColumn(rawValue: 1 << 5)
  static let odometer = CarColumn(rawValue: 1 << 6)
  static let title = CarColumn(rawValue: 1 << 7)
  static let transmission = CarColumn(rawValue: 1 << 8)
  static let vin = CarColumn(rawValue: 1 << 9)
  static let drive = CarColumn(rawValue: 1 << 10)
  static let size = CarColumn(rawValue: 1 << 11)
  static let type = CarColumn(rawValue: 1 << 12)
  static let paint = CarColumn(rawValue: 1 << 13)
  static let place = CarColumn(rawValue: 1 << 14)

  /// The share of advertisements that leave each column empty, in the order above.
  static let emptyShares = [
    0.003, 0.041, 0.012, 0.408, 0.416, 0.007, 0.010, 0.019, 0.006, 0.377, 0.306, 0.718, 0.217,
    0.305, 0.015,
  ]

  private static let thresholds = emptyShares.map { UInt64($0 * 65_536) }

  /// The columns that an advertisement leaves empty, each independently of everything else.
  static func empty(from random: inout SplitMix64) -> CarColumn {
    var columns = CarColumn([])
    var bits: UInt64 = 0
    for (number, threshold) in thresholds.enumerated() {
      if number % 4 == 0 { bits = random.next() }
      if bits & 0xFFFF < threshold { columns.insert(CarColumn(rawValue: 1 << number)) }
      bits >>= 16
    }
    return columns
  }
}
