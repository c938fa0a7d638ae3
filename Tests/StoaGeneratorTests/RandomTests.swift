import Testing

@testable import StoaGenerator

@Suite struct RandomTests {
  /// The first outputs of the reference implementation (`splitmix64.c`, S. Vigna) for the state
  /// 1234567, as the Rosetta Code page "Pseudo-random numbers/Splitmix64" lists them.
  @Test func splitMixAgreesWithItsReference() {
    var random = SplitMix64(state: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.allSatisfy { $0 == random.next() })
  }

  @Test func rowsAndSeedsAndDataSetsHaveStreamsOfTheirOwn() {
    var seen: Set<UInt64> = []
    for seed: UInt64 in 0..<4 {
      for dataset: UInt64 in 1...4 {
        let key = SplitMix64.key(seed: seed, dataset: dataset)
        for row in 0..<1000 {
          var random = SplitMix64(key: key, row: row)
          for _ in 0..<4 { seen.insert(random.next()) }
        }
      }
    }
    #expect(seen.count == 4 * 4 * 1000 * 4)
  }

  @Test func indicesAreUniformAndInRange() {
    var random = SplitMix64(state: 5)
    var counts = Array(repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[random.index(below: 7)] += 1 }
    // Each is binomial with mean 10,000 and standard deviation 92.6: five of them.
    #expect(counts.allSatisfy { abs($0 - 10_000) < 463 })
  }

  @Test func normalDrawsHaveTheMomentsOfTheNormalDistribution() {
    var random = SplitMix64(state: 17)
    let draws = (0..<100_000).map { _ in random.normal() }
    let mean = draws.reduce(0, +) / 1e5
    let variance = draws.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 1e5
    let kurtosis = draws.map { ($0 - mean) * ($0 - mean) * ($0 - mean) * ($0 - mean) }
      .reduce(0, +) / 1e5 / (variance * variance)
    #expect(abs(mean) < 0.015)
    #expect(abs(variance - 1) < 0.02)
    #expect(abs(kurtosis - 3) < 0.1)
    #expect(draws.allSatisfy { abs($0) < 3.68 })
  }

  @Test func aliasTableDrawsByWeight() {
    let weights = [0.5, 0, 3, 1.5, 5]
    let table = AliasTable(weights)
    var random = SplitMix64(state: 99)
    var counts = Array(repeating: 0.0, count: weights.count)
    for _ in 0..<100_000 { counts[table.draw(random.next())] += 1 }
    for (count, weight) in zip(counts, weights) {
      let share = weight / 10
      let deviation = (1e5 * share * (1 - share)).squareRoot()
      #expect(abs(count - 1e5 * share) <= 5 * deviation)
    }
  }
}
