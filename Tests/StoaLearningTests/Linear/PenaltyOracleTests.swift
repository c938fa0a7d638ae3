import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// Ridge, lasso and elastic net against scikit-learn, to 1e-8 relative; how MLlib's parameters
/// become scikit-learn's stands in `Oracles/models.py`.
@Suite struct PenaltyOracleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var oracle: String
    var parameters: [String: ParameterValue]

    var testDescription: String { oracle }
  }

  static let cases = [
    Case(oracle: "cars, ridge", parameters: ["reg_param": .float(500)]),
    Case(
      oracle: "cars, ridge, plain",
      parameters: ["reg_param": .int(500), "standardization": .bool(false)]),
    Case(
      oracle: "cars, ridge, origin",
      parameters: ["reg_param": .float(500), "fit_intercept": .bool(false)]),
    Case(
      oracle: "cars, lasso",
      parameters: ["reg_param": .float(800), "elastic_net_param": .float(1)]),
    Case(
      oracle: "cars, lasso, plain",
      parameters: [
        "reg_param": .float(300), "elastic_net_param": .int(1), "standardization": .bool(false),
      ]),
    Case(
      oracle: "cars, elastic net",
      parameters: ["reg_param": .float(900), "elastic_net_param": .float(0.4)]),
    Case(
      oracle: "cars, elastic net, origin",
      parameters: [
        "reg_param": .float(900), "elastic_net_param": .float(0.4), "fit_intercept": .bool(false),
      ]),
  ]

  @Test(arguments: cases) func agrees(_ item: Case) async throws {
    let request = Samples.cars.request(
      .linear, "Price", LinearOracleTests.equipment, with: item.parameters)
    let model = try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext())
    try Oracle.named(item.oracle).check(model.summary)
    #expect(model.summary.notes.count == 1)
  }

  @Test func aStrongLassoLeavesTheMean() async throws {
    let request = Samples.cars.request(
      .linear, "Price", LinearOracleTests.equipment,
      with: ["reg_param": .float(1e6), "elastic_net_param": .float(1)])
    let model = try #require(
      try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext()) as? LinearModel
    )
    #expect(model.coefficients.allSatisfy { $0.value == 0 })
    // awk -F, 'NR > 1 { s += $1 } END { printf "%.10f", s / (NR - 1) }' used-cars-2005.csv
    #expect(try #require(model.intercept?.value).isClose(21343.143_756_218_9, 1e-12))
    #expect(model.statistics.r2 == 0)
  }

  /// One column without scaling has the closed form b = Sxy / (Sxx + nλ/σ).
  @Test func ridgeOfOneColumnByHand() async throws {
    // x = 0, 1, 2, 3 and y = 1, 3, 2, 6: Sxy = 7, Sxx = 5, σ = √3.5, n = 4.
    let frame = Plan.literal(
      Schema([Field("x", .float), Field("y", .float)]),
      rows: [[0, 1], [1, 3], [2, 2], [3, 6]].map { $0.map { .float($0) } })
    let request = frame.request(
      .linear, "y", ["x"], with: ["reg_param": .float(0.7), "standardization": .bool(false)])
    let model = try #require(
      try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext()) as? LinearModel
    )
    let slope = 7 / (5 + 4 * 0.7 / 3.5.squareRoot())
    #expect(try #require(model.coefficients[0].value).isClose(slope, 1e-14))
    #expect(try #require(model.intercept?.value).isClose(3 - 1.5 * slope, 1e-14))
  }
}
