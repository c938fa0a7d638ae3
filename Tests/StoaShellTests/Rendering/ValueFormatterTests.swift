import StoaPlan
import Testing

@testable import StoaShell

@Suite struct ValueFormatterTests {
  /// Rounded by hand to six significant digits.
  private static let rounded: [(Double, String)] = [
    (0.0, "0.0"), (-0.0, "-0.0"), (3.0, "3.0"), (1.5, "1.5"), (1.0 / 3, "0.333333"),
    (2.0 / 3, "0.666667"), (14213.25, "14213.2"), (14213.75, "14213.8"),
    (1_234_567.89, "1234567.9"), (200_000.0, "200000.0"), (-273.15, "-273.15"),
    (0.000123456, "0.000123456"), (0.0001234564, "0.000123456"), (0.00001, "0.00001"),
    (0.000001234567, "1.23457e-06"), (1e15, "1.0e+15"), (1.5e300, "1.5e+300"),
    (999_999_999_999.5, "999999999999.5"), (0.9999996, "1.0"), (.infinity, "inf"),
    (-.infinity, "-inf"),
  ]

  @Test(arguments: rounded)
  func floatsForPeople(value: Double, text: String) {
    #expect(ValueFormatter(digits: 6).text(value) == text)
  }

  @Test func notANumberHasAName() {
    #expect(ValueFormatter(digits: 6).text(.float(.nan)) == "nan")
    #expect(ValueFormatter.exact.text(.float(.nan)) == "nan")
  }

  @Test(arguments: [(1, "123456789.1"), (3, "123456789.1"), (12, "123456789.123")])
  func noDigitOfTheWholePartIsRoundedAway(digits: Int, text: String) {
    #expect(ValueFormatter(digits: digits).text(123_456_789.123) == text)
  }

  @Test(arguments: [0.1, 1.0 / 3, 1e-320, 5e-324, 1.7976931348623157e308, 1e22, -2.5, 100.0])
  func exactFloatsComeBack(value: Double) {
    #expect(Double(ValueFormatter.exact.text(.float(value))) == value)
  }

  private static let others: [(Value, String)] = [
    (Value.null, "null"), (.bool(true), "true"), (.int(.min), "-9223372036854775808"),
    (.int(1_000_000), "1000000"),
    (.decimal(unscaled: 12345, scale: 2), "123.45"), (.decimal(unscaled: -5, scale: 3), "-0.005"),
    (.decimal(unscaled: 7, scale: 0), "7"),
    (
      .decimal(unscaled: .max, scale: 38),
      "1.70141183460469231731687303715884105727"
    ),
    (.string("a\tb"), "a\tb"), (.other("[1, 2]"), "[1, 2]"),
  ]

  @Test(arguments: others)
  func otherValues(value: Value, text: String) {
    #expect(ValueFormatter(digits: 6).text(value) == text)
    #expect(ValueFormatter.exact.text(value) == text)
  }

  /// Days from `date -d DATE +%s` divided by 86,400; the year 0 and before by the rule that a
  /// year of 400 is 146,097 days.
  private static let days: [(Int32, String)] = [
    (Int32(0), "1970-01-01"), (-1, "1969-12-31"), (15_433, "2012-04-03"), (11_016, "2000-02-29"),
    (-25_509, "1900-02-28"), (-25_508, "1900-03-01"), (2_932_896, "9999-12-31"),
    (2_932_897, "+10000-01-01"), (-719_528, "0000-01-01"), (-719_529, "-0001-12-31"),
  ]

  @Test(arguments: days)
  func dates(days: Int32, text: String) {
    #expect(ValueFormatter.exact.text(.date(days)) == text)
  }

  /// Seconds from `date -u -d '2012-04-03 18:00:06' +%s`.
  private static let moments: [(Int64, String)] = [
    (Int64(1_333_476_006_000_000), "2012-04-03 18:00:06"),
    (1_333_476_006_500_000, "2012-04-03 18:00:06.5"),
    (1_333_476_006_000_001, "2012-04-03 18:00:06.000001"),
    (-1, "1969-12-31 23:59:59.999999"), (0, "1970-01-01 00:00:00"),
  ]

  @Test(arguments: moments)
  func timestamps(microseconds: Int64, text: String) {
    #expect(ValueFormatter.exact.text(.timestamp(microseconds)) == text)
  }

  private static let lengths: [(Int64, String)] = [
    (Int64(0), "0s"), (8_100_000_000, "2h 15m"), (90_000_000, "1m 30s"), (1_500_000, "1.5s"),
    (604_800_000_000, "7d"), (-60_000_000, "-1m"), (1, "0.000001s"),
    (.min, "-106751991d 4h 54.775808s"),
  ]

  @Test(arguments: lengths)
  func durations(microseconds: Int64, text: String) {
    #expect(ValueFormatter.exact.text(.duration(microseconds)) == text)
  }

  private static let disguised: [(Value, String)] = [
    (Value.string(""), "\"\""), (.string("null"), "\"null\""), (.string(" a"), "\" a\""),
    (.string("a "), "\"a \""), (.string("a b"), "a b"), (.null, "null"), (.other(""), ""),
  ]

  @Test(arguments: disguised)
  func stringsThatLookLikeLessAreQuoted(value: Value, text: String) {
    #expect(ValueFormatter.exact.unmistakableText(value) == text)
  }
}
