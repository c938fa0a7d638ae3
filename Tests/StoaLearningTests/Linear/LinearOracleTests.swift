import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// Least squares on the public samples against statsmodels and 60-digit arithmetic, to 1e-8
/// relative.
@Suite struct LinearOracleTests {
  static let equipment = ["Mileage", "Cylinder", "Doors", "Cruise", "Sound", "Leather"]

  private func fit(_ request: FitRequest) async throws -> LinearModel {
    try #require(
      try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext()) as? LinearModel
    )
  }

  @Test func numbersAlone() async throws {
    let model = try await fit(Samples.cars.request(.linear, "Price", Self.equipment))
    try Oracle.named("cars").check(model.summary)
    #expect(model.notes.isEmpty)
  }

  @Test func collinearColumnsAreNamed() async throws {
    let terms = ["Mileage", "Buick", "Cadillac", "Chevy", "Pontiac", "Saab", "Saturn"]
    let model = try await fit(Samples.cars.request(.linear, "Price", terms))
    try Oracle.named("cars, collinear").check(model.summary)
    #expect(model.coefficients.last == CoefficientEstimate(term: "Saturn", value: nil))
    #expect(
      model.notes == [
        "`Saturn` is a linear combination of `Buick`, `Cadillac`, `Chevy`, `Pontiac`, `Saab` and"
          + " the intercept, so it has no coefficient"
      ])
  }

  @Test func throughTheOrigin() async throws {
    let model = try await fit(
      Samples.cars.request(
        .linear, "Price", Self.equipment, with: ["fit_intercept": .bool(false)]))
    try Oracle.named("cars, origin").check(model.summary)
    #expect(model.intercept == nil)
  }

  @Test func expressionsAndProducts() async throws {
    func log(_ column: String) -> StoaPlan.Expression {
      .call("log", [.column(column, .float)], .float)
    }
    let model = try await fit(
      Samples.cars.request(
        .linear, "log(Price)", ["log(Mileage)", "Cylinder", "Cylinder:Leather"],
        expressions: ["log(Price)": log("Price"), "log(Mileage)": log("Mileage")]))
    try Oracle.named("cars, log").check(model.summary)
    #expect(
      model.inputs == [Field("Mileage", .float), Field("Cylinder", .int), Field("Leather", .int)])
  }

  @Test func categoriesAndTheirInteractions() async throws {
    let terms = [
      "quality", "ski", "income", "userfee", "costC", "costS", "costH", "ski:income",
      "ski:userfee",
    ]
    let request = Samples.trips.request(.linear, "trips", terms)
    let model = try await fit(request)
    try Oracle.named("trips").check(model.summary)
    #expect(
      model.notes == [
        "the reference level of `ski` is no", "the reference level of `userfee` is no",
      ])
  }

  @Test func severalLevelsWithSlopes() async throws {
    let model = try await fit(
      Samples.weather.request(
        .linear, "temp_max", ["temp_min", "wind", "weather", "weather:wind"]))
    try Oracle.named("weather").check(model.summary)
  }

  @Test func withoutInterceptTheFirstCategoryKeepsAllLevels() async throws {
    let model = try await fit(
      Samples.weather.request(
        .linear, "temp_max", ["weather", "wind"], with: ["fit_intercept": .bool(false)]))
    try Oracle.named("weather, origin").check(model.summary)
    #expect(model.notes.isEmpty)
  }

  @Test func aSlopeForEveryLevelWhereThereIsNoCommonOne() async throws {
    let model = try await fit(Samples.weather.request(.linear, "temp_max", ["weather:wind"]))
    try Oracle.named("weather, slopes").check(model.summary)
  }

  @Test func powersOfAColumn() async throws {
    func power(_ exponent: Double) -> StoaPlan.Expression {
      .call("**", [.column("Mileage", .float), .literal(.float(exponent), .float)], .float)
    }
    let model = try await fit(
      Samples.cars.request(
        .linear, "Price", ["Mileage", "Mileage ** 2", "Mileage ** 3"],
        expressions: ["Mileage ** 2": power(2), "Mileage ** 3": power(3)]))
    try Oracle.named("cars, square").check(model.summary)
  }
}
