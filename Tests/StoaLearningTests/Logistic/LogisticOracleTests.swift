import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// Logistic regressions on the public samples against statsmodels and scikit-learn.
@Suite struct LogisticOracleTests {
  private func fit(_ request: FitRequest) async throws -> LogisticModel {
    try #require(
      try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext())
        as? LogisticModel)
  }

  static let tripTerms = ["income", "costS", "quality", "userfee"]

  @Test func twoClasses() async throws {
    let model = try await fit(Samples.trips.request(.logistic, "ski", Self.tripTerms))
    let oracle = try Oracle.named("trips, logit")
    try oracle.check(model.summary)
    #expect(model.classes == ["no", "yes"])
    let rows = try await Samples.trips.rows(TestEngine.shared)
    for (row, wanted) in zip(rows, try #require(oracle.probabilities)) {
      let probabilities = try model.predict(row: row).probabilities
      #expect(probabilities[1].isClose(wanted, 1e-9))
      #expect((probabilities[0] + probabilities[1]).isClose(1, 1e-15))
    }
  }

  @Test func twoClassesWithLevels() async throws {
    let model = try await fit(
      Samples.travel.request(.logistic, "choice", ["wait", "vcost", "travel", "mode"]))
    try Oracle.named("travel, logit").check(model.summary)
  }

  @Test func fourClasses() async throws {
    let chosen = Plan.filter(
      Samples.travel,
      .call("==", [.column("choice", .string), .literal("yes", .string)], .bool))
    let model = try await fit(chosen.request(.logistic, "mode", ["income", "size"]))
    let oracle = try Oracle.named("travel, multinomial")
    try oracle.check(model.summary)
    #expect(model.equations.map(\.label) == ["bus", "car", "train"])
    let first = try await chosen.rows(TestEngine.shared)[0]
    let probabilities = try model.predict(row: first).probabilities
    for (probability, wanted) in zip(probabilities, try #require(oracle.probabilities)) {
      #expect(probability.isClose(wanted, 1e-9))
    }
  }

  @Test(arguments: [
    ("trips, logit ridge", 0.05, 0.0), ("trips, logit lasso", 0.02, 1.0),
    ("trips, logit elastic net", 0.03, 0.5),
  ]) func penalties(_ name: String, _ strength: Double, _ share: Double) async throws {
    let model = try await fit(
      Samples.trips.request(
        .logistic, "ski", Self.tripTerms,
        with: ["reg_param": .float(strength), "elastic_net_param": .float(share)]))
    try Oracle.named(name).check(model.summary)
  }

  @Test func fiveClassesWithAPenaltyHaveAnEquationEach() async throws {
    let model = try await fit(
      Samples.weather.request(
        .logistic, "weather", ["precipitation", "temp_max", "temp_min", "wind"],
        with: ["reg_param": .float(0.01)]))
    try Oracle.named("weather, ridge").check(model.summary)
    #expect(model.equations.count == 5)
  }
}
