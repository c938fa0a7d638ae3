import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// One row in this process and the expressions for an engine say the same.
@Suite struct ScoreTests {
  @Test func regressionsAgreeToTheBit() async throws {
    let model = try await TrainedModels.linear()
    for row in Samples.trips.literalRows.prefix(200) {
      let value = try ScalarEvaluator(row: row).evaluate(model.scores[0])
      #expect(try model.predict(row: row) == Prediction(value: value))
    }
  }

  @Test func probabilitiesAgreeAndSumToOne() async throws {
    let model = try await TrainedModels.logistic()
    for row in Samples.weather.literalRows.prefix(200) {
      let prediction = try model.predict(row: row)
      var sum = 0.0
      for (score, probability) in zip(model.scores, prediction.probabilities) {
        let value = try #require(try ScalarEvaluator(row: row).evaluate(score).number)
        #expect(value.isClose(probability, 1e-13))
        sum += value
      }
      #expect(sum.isClose(1, 1e-14))
      let best = try #require(prediction.probabilities.max())
      let position = try #require(prediction.probabilities.firstIndex(of: best))
      #expect(prediction.value == model.classes[position])
    }
  }

  @Test func farOutProbabilitiesAreZeroAndOne() async throws {
    let model = try await TrainedModels.logistic()
    let row: [String: Value] = [
      "temp_max": .float(1e9), "wind": .float(-1e9), "precipitation": .float(1e9),
    ]
    let probabilities = try model.predict(row: row).probabilities
    #expect(probabilities.allSatisfy { (0...1).contains($0) })
    #expect(probabilities.contains(1))
  }

  @Test func nullsAndUnknownLevelsGiveNull() async throws {
    let model = try await TrainedModels.linear()
    var row = Samples.trips.literalRows[0]
    for (column, value) in [("ski", "maybe"), ("ski", .null), ("costC", .null), ("costC", .float(0)),
      ("quality", .null)] as [(String, Value)] {
      var changed = row
      changed[column] = value
      #expect(try model.predict(row: changed).value == .null)
      #expect(try ScalarEvaluator(row: changed).evaluate(model.scores[0]) == .null)
    }
    // The label is not read, and an int stands for a float.
    row["trips"] = nil
    row["quality"] = .int(3)
    #expect(try model.predict(row: row).value != .null)
  }
}
