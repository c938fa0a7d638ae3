import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// The data of J. Longley (JASA 62, 1967), whose columns are nearly collinear, with the certified
/// values of the Statistical Reference Datasets of NIST.
@Suite struct LongleyTests {
  static let names = ["employed", "deflator", "gnp", "unemployed", "armed", "population", "year"]
  static let rows: [[Double]] = [
    [60323, 83.0, 234_289, 2356, 1590, 107_608, 1947],
    [61122, 88.5, 259_426, 2325, 1456, 108_632, 1948],
    [60171, 88.2, 258_054, 3682, 1616, 109_773, 1949],
    [61187, 89.5, 284_599, 3351, 1650, 110_929, 1950],
    [63221, 96.2, 328_975, 2099, 3099, 112_075, 1951],
    [63639, 98.1, 346_999, 1932, 3594, 113_270, 1952],
    [64989, 99.0, 365_385, 1870, 3547, 115_094, 1953],
    [63761, 100.0, 363_112, 3578, 3350, 116_219, 1954],
    [66019, 101.2, 397_469, 2904, 3048, 117_388, 1955],
    [67857, 104.6, 419_180, 2822, 2857, 118_734, 1956],
    [68169, 108.4, 442_769, 2936, 2798, 120_445, 1957],
    [66513, 110.8, 444_546, 4681, 2637, 121_950, 1958],
    [68655, 112.6, 482_704, 3813, 2552, 123_366, 1959],
    [69564, 114.2, 502_601, 3931, 2514, 125_368, 1960],
    [69331, 115.7, 518_173, 4806, 2572, 127_852, 1961],
    [70551, 116.9, 554_894, 4007, 2827, 130_081, 1962],
  ]
  static let frame = Plan.literal(
    Schema(names.map { Field($0, .float) }), rows: rows.map { $0.map { .float($0) } })

  /// Estimates and standard deviations, the intercept first.
  static let certified: [(Double, Double)] = [
    (-3482258.63459582, 890420.383607373), (15.0618722713733, 84.9149257747669),
    (-0.358191792925910e-1, 0.334910077722432e-1), (-2.02022980381683, 0.488399681651699),
    (-1.03322686717359, 0.214274163161675), (-0.511041056535807e-1, 0.226073200069370),
    (1829.15146461355, 455.478499142212),
  ]

  @Test func certifiedValues() async throws {
    let request = Self.frame.request(.linear, "employed", Array(Self.names.dropFirst()))
    let model = try #require(
      try await Trainers.fit(request, engine: TestEngine.shared, ExecutionContext()) as? LinearModel
    )
    let estimates = [try #require(model.intercept)] + model.coefficients
    for (estimate, wanted) in zip(estimates, Self.certified) {
      #expect(try #require(estimate.value).isClose(wanted.0, 1e-9))
      #expect(try #require(estimate.standardError).isClose(wanted.1, 1e-9))
    }
    let statistics = model.statistics
    #expect(try #require(statistics.r2).isClose(0.995479004577296, 1e-12))
    #expect(try #require(statistics.residualStandardError).isClose(304.854073561965, 1e-9))
    #expect(try #require(statistics.f).isClose(330.285339234588, 1e-9))
    #expect(statistics.residualDegreesOfFreedom == 9)
  }
}
