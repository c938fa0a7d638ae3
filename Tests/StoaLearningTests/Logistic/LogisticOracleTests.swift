import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// Logistic regressions on the public samples against statsmodels and scikit-learn.
@Suite struct LogisticOracleTests {
  private func fit(_ request: FitRequest) async throws -> LogisticModel {
    try #require(
      try await Trainers.fit(request, engine: TableEngine(), ExecutionContext())
        as? LogisticModel)
  }

  static let tripTerms = ["income", "costS", "quality", "userfee"]

  /// The oracle of the trips, where the bool's column is called as text would be.
  private func trips(_ name: String) throws -> Oracle {
    var oracle = try Oracle.named(name)
    oracle.coefficients["userfee[true]"] = oracle.coefficients.removeValue(
      forKey: "userfee[yes]")
    return oracle
  }

  @Test func twoClasses() async throws {
    let model = try await fit(Samples.trips.request(.logistic, "ski", Self.tripTerms))
    let oracle = try trips("trips, logit")
    try oracle.check(model.summary)
    #expect(model.classes == ["no", "yes"])
    guard case .literal(let schema, let rows) = Samples.trips else { return }
    for (row, wanted) in zip(rows, try #require(oracle.probabilities)) {
      let record = Dictionary(uniqueKeysWithValues: zip(schema.names, row))
      let probabilities = try model.predict(row: record).probabilities
      #expect(probabilities[1].isClose(wanted, 1e-9))
      #expect((probabilities[0] + probabilities[1]).isClose(1, 1e-15))
    }
  }

  @Test func twoClassesOfABoolWithLevels() async throws {
    let model = try await fit(
      Samples.travel.request(.logistic, "choice", ["wait", "vcost", "travel", "mode"]))
    try Oracle.named("travel, logit").check(model.summary)
    #expect(model.classes == [.bool(false), .bool(true)])
  }

  @Test func fourClasses() async throws {
    let chosen = Plan.filter(Samples.travel, .column("choice", .bool))
    let model = try await fit(chosen.request(.logistic, "mode", ["income", "size"]))
    let oracle = try Oracle.named("travel, multinomial")
    try oracle.check(model.summary)
    #expect(model.equations.map(\.label) == ["bus", "car", "train"])
    guard case .literal(let schema, let rows) = Samples.travel,
      let first = rows.first(where: { $0[2] == .bool(true) })
    else { return }
    let record = Dictionary(uniqueKeysWithValues: zip(schema.names, first))
    let probabilities = try model.predict(row: record).probabilities
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
    try trips(name).check(model.summary)
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
