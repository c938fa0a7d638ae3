import Foundation
import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// Forests and boosted trees on public data against what scikit-learn and LightGBM reach there, out
/// of `Oracles/ensembles.json`, which `Oracles/ensembles.py` made.
@Suite struct QualityTests {
  private static let carTerms = [
    "Mileage", "Cylinder", "Doors", "Cruise", "Sound", "Leather", "Buick", "Cadillac", "Chevy",
    "Pontiac", "Saab", "convertible", "coupe", "hatchback", "sedan",
  ]
  private static let weatherTerms = ["temp_max", "temp_min", "wind", "precipitation"]

  private static func oracle(_ name: String) throws -> [Double] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Oracles/ensembles.json")
    let all = try JSONDecoder().decode([String: [Double]].self, from: Data(contentsOf: file))
    return try #require(all[name])
  }

  /// The figure of one seed on every fourth row.
  private static func figure(
    _ kind: ModelKind, _ frame: Plan, _ label: String, _ terms: [String],
    _ parameters: [String: ParameterValue]
  ) async throws -> Double {
    let all = try await TestEngine.shared.run(frame, ExecutionContext()).collect()
    func part(_ isTest: Bool) -> [[Value]] {
      (0..<all.rowCount).filter { $0.isMultiple(of: 4) == isTest }.map(all.row)
    }
    let training = Plan.literal(all.schema, rows: part(false))
    let model = try await EnsembleTests.fit(
      EnsembleTests.request(training, kind, label, terms, parameters))
    let names = all.schema.names
    let test = part(true).map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
    var sum = 0.0
    for row in test {
      let guess = try model.predict(row: row).value
      if model.task == .regression {
        let error = (guess.number ?? .nan) - (row[label]?.number ?? .nan)
        sum += error * error
      } else {
        sum += guess == row[label] ? 1 : 0
      }
    }
    let mean = sum / Double(test.count)
    return model.task == .regression ? mean.squareRoot() : mean
  }

  private static let forest: [String: ParameterValue] = [
    "num_trees": .int(50), "max_depth": .int(10), "max_bins": .int(255),
  ]
  private static let boosted: [String: ParameterValue] = [
    "max_iter": .int(100), "max_depth": .int(4), "subsample_rate": .float(0.8),
    "min_instances_per_node": .int(5),
  ]

  /// No worse than the peer within the noise of both: two standard errors of the difference of
  /// means over ten seeds, and one part in a hundred for what seeds do not vary.
  @Test(arguments: [
    ("forest, cars", ModelKind.forest, "Price"), ("forest, weather", .forest, "weather"),
    ("boosted, cars", .boosted, "Price"), ("boosted, weather", .boosted, "weather"),
  ]) func noWorseThanThePeer(_ name: String, _ kind: ModelKind, _ label: String) async throws {
    let isNumber = label == "Price"
    var ours: [Double] = []
    for seed in 0..<10 {
      let parameters = (kind == .forest ? Self.forest : Self.boosted)
        .merging(["seed": .int(Int64(seed))]) { $1 }
      ours.append(
        try await Self.figure(
          kind, isNumber ? Samples.cars : Samples.weather, label,
          isNumber ? Self.carTerms : Self.weatherTerms, parameters))
    }
    let theirs = try Self.oracle(name)
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func variance(_ values: [Double]) -> Double {
      let centre = mean(values)
      return values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(values.count - 1)
    }
    let error = ((variance(ours) + variance(theirs)) / 10).squareRoot()
    let loss = isNumber ? mean(ours) - mean(theirs) : mean(theirs) - mean(ours)
    #expect(
      loss <= 2 * error + 0.01 * mean(theirs),
      "\(name): \(mean(ours)), the peer \(mean(theirs)), standard error \(error)")
  }
}
