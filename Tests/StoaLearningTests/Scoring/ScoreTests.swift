import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// One row in this process and the expressions for an engine say the same.
@Suite struct ScoreTests {
  @Test func regressionsAgreeToTheBit() async throws {
    let model = try await TrainedModels.linear()
    for row in try await Samples.trips.rows(TestEngine.shared).prefix(200) {
      let value = try ScalarEvaluator(row: NamedRow(row)).evaluate(#require(model.scores)[0])
      #expect(try model.predict(row: row) == Prediction(value: value))
    }
  }

  @Test func probabilitiesAgreeAndSumToOne() async throws {
    let model = try await TrainedModels.logistic()
    for row in try await Samples.weather.rows(TestEngine.shared).prefix(200) {
      let prediction = try model.predict(row: row)
      var sum = 0.0
      for (score, probability) in try zip(#require(model.scores), prediction.probabilities) {
        let value = try #require(try ScalarEvaluator(row: NamedRow(row)).evaluate(score).number)
        #expect(value.isClose(probability, 1e-13))
        sum += value
      }
      #expect(sum.isClose(1, 1e-14))
      let best = try #require(prediction.probabilities.max())
      let position = try #require(prediction.probabilities.firstIndex(of: best))
      #expect(prediction.value == model.classes[position])
    }
  }

  /// DuckDB computes the same sums in the same order.
  @Test func enginesScoreAsThisProcessDoes() async throws {
    let linear = try await TrainedModels.linear()
    let logistic = try await TrainedModels.logistic()
    for (frame, model) in [(Samples.trips, linear), (Samples.weather, logistic)]
      as [(Plan, any Model)] {
      let scored = Plan.project(
        frame,
        try #require(model.scores).enumerated().map {
          NamedExpression("score\($0.offset)", $0.element)
        })
      let scores = try await TestEngine.shared.run(scored, ExecutionContext()).collect()
      let rows = try await frame.rows(TestEngine.shared)
      #expect(scores.rowCount == rows.count)
      for (index, row) in rows.enumerated() {
        if model.classes.isEmpty {
          #expect(try linear.predict(row: row).value == scores.columns[0][index])
        } else {
          let probabilities = try logistic.predict(row: row).probabilities
          for (column, probability) in zip(scores.columns, probabilities) {
            #expect(try #require(column[index].number).isClose(probability, 1e-13))
          }
        }
      }
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
    var row = try await Samples.trips.rows(TestEngine.shared)[0]
    let changes: [(String, Value)] = [
      ("ski", "maybe"), ("ski", .null), ("costC", .null), ("costC", .float(0)), ("quality", .null),
    ]
    for (column, value) in changes {
      var changed = row
      changed[column] = value
      #expect(try model.predict(row: changed).value == .null)
      let score = try #require(model.scores)[0]
      #expect(try ScalarEvaluator(row: NamedRow(changed)).evaluate(score) == .null)
    }
    // The label is not read, and an int stands for a float.
    row["trips"] = nil
    row["quality"] = .int(3)
    #expect(try model.predict(row: row).value != .null)
  }
}
