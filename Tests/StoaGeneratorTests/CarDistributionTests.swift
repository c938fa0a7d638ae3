import Foundation
import Testing

@testable import StoaGenerator

/// The cars against the formulae of `docs/data.md`.
@Suite struct CarDistributionTests {
  private static let source = CarSource(seed: 5)
  private static let advertisements = (0..<40_000).map { source.advertisement(row: $0) }

  /// Least squares of log(price / price when new) on the documented terms: each coefficient is
  /// within five standard errors of the documented one, and the residual is the documented noise.
  @Test func priceFollowsItsFormula() throws {
    let models = CarModel.all
    let cars = Self.advertisements.map(\.car).filter { $0.price >= 2000 }
    let terms: [(name: String, value: (Car) -> Double, expected: Double)] = [
      ("intercept", { _ in 1 }, 0),
      ("age to 22", { Double(min(2021 - $0.year, 22)) }, -0.105),
      ("thousand miles", { Double($0.odometer) / 1000 }, -0.0028),
      ("new", { $0.condition == 0 ? 1 : 0 }, 0.12),
      ("like new", { $0.condition == 1 ? 1 : 0 }, 0.08),
      ("excellent", { $0.condition == 2 ? 1 : 0 }, 0.04),
      ("fair", { $0.condition == 4 ? 1 : 0 }, -0.35),
      ("rebuilt", { $0.title == 1 ? 1 : 0 }, -0.25),
      ("4wd", { $0.drive == 0 ? 1 : 0 }, 0.08),
      ("diesel", { $0.fuel == 1 ? 1 : 0 }, 0.18),
    ]
    // Cars of which nothing else is in the price; low prices are cut off, so young cars only.
    let plain = cars.filter { car in
      2021 - car.year <= 12 && car.condition != 5 && car.title <= 1
    }
    let fit = try #require(LeastSquares(
      rows: plain.map { car in terms.map { $0.value(car) } },
      values: plain.map { Foundation.log(Double($0.price)) - models[$0.model].logPrice
        - ($0.fuel == 2 ? 0.04 : 0) }))
    for (index, term) in terms.enumerated() {
      let error = abs(fit.coefficients[index] - term.expected)
      #expect(error < 5 * fit.standardErrors[index], "\(term.name): \(fit.coefficients[index])")
    }
    // 0.20, and the rounding of prices.
    #expect(abs(fit.residualDeviation - 0.20) < 0.01)
  }

  @Test func classicsGainWithAge() {
    #expect(Car.wear(age: 10, odometer: 100_000) == -1.05 - 0.28)
    #expect(Car.wear(age: 28, odometer: 0) == Car.wear(age: 22, odometer: 0))
    #expect(abs(Car.wear(age: 38, odometer: 0) - Car.wear(age: 28, odometer: 0) - 0.2) < 1e-12)
  }

  @Test func columnsAreEmptyAsOftenAsDocumented() {
    let count = Double(Self.advertisements.count)
    for (number, share) in CarColumn.emptyShares.enumerated() {
      let column = CarColumn(rawValue: 1 << number)
      let empty = Self.advertisements.count { $0.empty.contains(column) }
      let deviation = (count * share * (1 - share)).squareRoot()
      #expect(abs(Double(empty) - count * share) < 5 * deviation + 1, "column \(number)")
    }
  }

  @Test func someTellNoPriceAndSomeSlip() {
    let count = Double(Self.advertisements.count)
    let none = Double(Self.advertisements.count { $0.price == 0 }) / count
    #expect(abs(none - 0.07) < 0.007)
    let slips = Double(Self.advertisements.count { $0.odometer != $0.car.odometer }) / count
    #expect(abs(slips - 0.004) < 0.002)
    #expect(Self.advertisements.contains { $0.price > 1_000_000 })
  }

  @Test func yearsAreThoseOfTheModel() {
    let models = CarModel.all
    #expect(Self.advertisements.allSatisfy { advertisement in
      let model = models[advertisement.car.model]
      return (model.firstYear...model.lastYear).contains(advertisement.car.year)
    })
    let years = Self.advertisements.map(\.car.year).sorted()
    #expect((2012...2015).contains(years[years.count / 2]))
  }
}
