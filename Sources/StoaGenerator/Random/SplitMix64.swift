/// A counter-based stream of random bits: SplitMix64, one stream for each row.
///
/// The stream of a row is a function of the key and the row's number alone, so rows can be made
/// in any order and on any number of threads, and a shorter file is the beginning of a longer one.
///
/// Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014; the constants are those of its reference implementation.
struct SplitMix64 {
  private var state: UInt64

  init(state: UInt64) {
    self.state = state
  }

  init(key: UInt64, row: Int) {
    self.init(state: Self.mix(key &+ UInt64(bitPattern: Int64(row)) &* 0xD134_2543_DE82_EF95))
  }

  /// The key of one data set's rows, so that two data sets of one seed share no draws.
  static func key(seed: UInt64, dataset: UInt64) -> UInt64 {
    mix(mix(seed) &+ dataset &* 0x9E37_79B9_7F4A_7C15)
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A number in `[0, 1)`, a multiple of 2⁻⁵³.
  @inline(__always)
  mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A whole number in `0..<bound`, where the bound is below 2³².
  @inline(__always)
  mutating func index(below bound: Int) -> Int {
    Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
  }

  /// A standard normal draw, cut off at ±3.67: linear between 4,096 quantiles.
  @inline(__always)
  mutating func normal() -> Double {
    NormalQuantile.table.value(at: uniform())
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
