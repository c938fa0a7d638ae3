import Testing

@testable import StoaShell

@Suite struct QuantitiesTests {
  private static let numbers: [(Int64, String)] = [
    (Int64(0), "0"), (999, "999"), (1_000, "1,000"), (200_000, "200,000"),
    (1_234_567, "1,234,567"), (-1_000, "-1,000"), (.min, "-9,223,372,036,854,775,808"),
  ]

  @Test(arguments: numbers)
  func counts(number: Int64, text: String) {
    #expect(Quantities.count(number) == text)
  }

  @Test func nounsFollowTheirNumber() {
    #expect(Quantities.count(1, "row") == "1 row")
    #expect(Quantities.count(0, "row") == "0 rows")
  }

  private static let bytes: [(Int64, String)] = [
    (Int64(0), "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (12_345_678, "12.3 MB"),
    (999_960, "1.0 MB"), (.max, "9223.4 PB"),
  ]

  @Test(arguments: bytes)
  func sizes(bytes: Int64, text: String) {
    #expect(Quantities.bytes(bytes) == text)
  }

  private static let seconds: [(Double, String)] = [
    (12e-9, "12 ns"), (1.5e-6, "1.50 µs"), (0.000_345, "345 µs"), (0.012_34, "12.3 ms"),
    (0.999_6, "1.00 s"), (1.236, "1.24 s"), (59.94, "59.9 s"), (59.96, "1 min 0 s"),
    (125.0, "2 min 5 s"), (3_725.0, "1 h 2 min"), (0.0, "0 ns"),
  ]

  @Test(arguments: seconds)
  func times(seconds: Double, text: String) {
    #expect(Quantities.time(seconds: seconds) == text)
  }

  private static let large: [(Double, String)] = [
    (5.0, "5"), (999.4, "999"), (1_200.0, "1.2k"), (34_000.0, "34k"), (3_400_000.0, "3.4M"),
    (2e12, "2.0T"),
  ]

  @Test(arguments: large)
  func shortCounts(number: Double, text: String) {
    #expect(Quantities.short(number) == text)
  }
}
