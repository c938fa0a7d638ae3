import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

@Suite struct LinearTrainerTests {
  private let schema = Schema([
    Field("x", .float), Field("k", .string), Field("y", .float),
  ])

  private func fit(
    _ rows: [[Value]], _ terms: [String], with parameters: [String: ParameterValue] = [:]
  ) async throws -> LinearModel {
    let request = Plan.literal(schema, rows: rows).request(
      .linear, "y", terms, with: parameters)
    return try #require(
      try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext()) as? LinearModel
    )
  }

  private func failure(
    _ rows: [[Value]], _ terms: [String], with parameters: [String: ParameterValue] = [:]
  ) async -> EngineError? {
    await #expect(throws: EngineError.self) {
      try await fit(rows, terms, with: parameters)
    }
  }

  @Test func rowsWithNullsAreCountedAndLeftOut() async throws {
    let model = try await fit(
      [
        [.float(0), "a", .float(1)], [.float(1), "a", .float(3)], [.float(2), "a", .float(5)],
        [.null, "a", .float(9)], [.float(9), .null, .float(9)], [.float(9), "b", .null],
      ], ["x", "k"])
    #expect(model.facts.rows == 3)
    #expect(model.facts.dropped == 3)
    #expect(model.coefficients.map(\.term) == ["x"])
    #expect(try #require(model.coefficients[0].value).isClose(2, 1e-14))
    #expect(
      model.notes.first
        == "3 rows were left out because something that the formula uses is null in them")
  }

  @Test func aLineThroughTwoPointsHasNoTests() async throws {
    let model = try await fit([[.float(0), "a", .float(1)], [.float(2), "a", .float(2)]], ["x"])
    #expect(try #require(model.coefficients[0].value).isClose(0.5, 1e-15))
    #expect(model.coefficients[0].standardError == nil)
    #expect(model.statistics.f == nil)
    #expect(model.notes == ["there are as many coefficients as rows, so nothing can be tested"])
  }

  @Test func constantsHaveNoCoefficient() async throws {
    let rows: [[Value]] = (0..<5).map { [.float(7), "a", .float(Double($0 * $0))] }
    let model = try await fit(rows, ["x"])
    #expect(model.coefficients[0].value == nil)
    #expect(model.notes == ["`x` is constant, so it has no coefficient"])
    #expect(model.intercept?.value == 6)
  }

  /// y = 2¹⁰ + 3x with errors e of (1, -2, 1, 0, 0) × 2⁻²⁰: 1 - R² is about 1e-13, so that
  /// cross-products alone keep few digits of the errors. On x - 2 = (-2, -1, 0, 1, 2), Sxe = 0, so
  /// b = 3 and SSE = 6 × 2⁻⁴⁰.
  @Test func nearlyExactLinesKeepTheirErrors() async throws {
    let tiny = 0x1p-20
    let errors = [1.0, -2, 1, 0, 0]
    let rows: [[Value]] = errors.enumerated().map { index, error in
      [.float(Double(index)), "a", .float(1024 + 3 * Double(index) + error * tiny)]
    }
    let model = try await fit(rows, ["x"])
    #expect(try #require(model.coefficients[0].value).isClose(3, 1e-15))
    #expect(
      try #require(model.statistics.residualStandardError)
        .isClose((6 * tiny * tiny / 3).squareRoot(), 1e-7))
  }

  @Test func refusals() async {
    let rows: [[Value]] = [[.float(0), "a", .float(1)], [.float(1), "b", .float(2)]]
    #expect(
      await failure(rows, ["x"], with: ["reg_prm": .float(1)])?.message
        == "`fit linear` has no parameter `reg_prm`")
    #expect(
      await failure(rows, ["x"], with: ["elastic_net_param": .float(1.5)])?.message
        == "`elastic_net_param` must be a number from 0 to 1")
    #expect(
      await failure(rows, ["x"], with: ["max_iter": .float(3)])?.message
        == "`max_iter` must be a whole number from 0 to 1000000")
    #expect(
      await failure([[.null, "a", .float(1)]], ["x"])?.message
        == "there is no row to fit `y ~ x` to: in all 1 of them something that it uses is null")
    #expect(await failure([], ["x"])?.message == "there is no row to fit `y ~ x` to")
    #expect(
      await failure([[.float(.infinity), "a", .float(1)], rows[0]], ["x"])?.message
        == "`x` has values that are infinite, not a number or too large to square")
    let wide = (0..<5000).map { [Value.float(0), .string("k\($0)"), .float(1)] }
    #expect(
      await failure(wide, ["k"])?.message
        == "the formula makes more than 4096 columns, and `k` alone has 5000 levels")
  }

  @Test func refusesLabelsAndKindsThatDoNotFit() async {
    let frame = Plan.literal(schema, rows: [])
    for (request, message) in [
      (
        frame.request(.linear, "k", ["x"]),
        "`k` is a string, and `fit linear` predicts a number"
      ),
      (
        frame.request(.logistic, "y", ["x"]),
        "`y` is a float, and `fit logistic` predicts a class: text, a bool or an int"
      ),
      (frame.request(.forest, "k", ["x"]), "there is no row to fit `k ~ x` to"),
    ] {
      let error = await #expect(throws: EngineError.self) {
        try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext())
      }
      #expect(error?.message == message)
    }
  }
}

extension Value: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self = .string(text) }
}
