import Foundation
import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// A network whose outputs are worked out by hand.
@Suite struct NetworkModelTests {
  private func model() throws -> NetworkModel {
    let formula = TreeModelTests.formula
    let design = try Design(
      FormulaLayout(formula), levels: [[.string("blue"), .string("red")]], hasIntercept: true)
    // Two columns, x and colour[red]; one unit; two classes.
    return try NetworkModel(
      NetworkModel.Content(
        design: design, layers: [2, 1, 2], weights: [0.5, -1, 0.25, 2, -2, 0, 1],
        classes: [.string("bar"), .string("museum")], iterations: 3, accuracy: 0.5, notes: []),
      formula: formula, facts: TreeModelTests.facts)
  }

  @Test func itComputesForward() throws {
    let prediction = try model().predict(row: ["x": .int(3), "colour": .string("red")])
    let unit = 1 / (1 + exp(-(0.5 * 3 - 1 + 0.25)))
    let (first, second) = (exp(2 * unit), exp(-2 * unit + 1))
    #expect(prediction.value == .string("bar"))
    #expect(prediction.probabilities[0].isClose(first / (first + second), 1e-14))
    #expect(prediction.probabilities.reduce(0, +).isClose(1, 1e-14))
    #expect(
      try model().predict(row: ["x": .int(3), "colour": .string("pink")]).value == .null)
  }

  @Test func featuresAreTheColumns() throws {
    let row: [String: Value] = ["x": .int(3), "colour": .string("red")]
    let values = try model().features.map { try ScalarEvaluator(row: NamedRow(row)).evaluate($0) }
    #expect(values == [.float(3), .float(1)])
    let other = try model().features.map {
      try ScalarEvaluator(row: NamedRow(["x": .int(3), "colour": .string("pink")])).evaluate($0)
    }
    #expect(other == [.float(3), .null])
  }

  @Test func aFileGivesTheSameBitsBack() throws {
    let model = try model()
    let again = try #require(
      try ModelFile.decode(try ModelFile.encode(model), "here") as? NetworkModel)
    #expect(again.content == model.content && again.identity == model.identity)
    var short = String(decoding: try ModelFile.encode(model), as: UTF8.self)
    let layers = #/"layers" : \[\s+2,/#
    #expect(short.contains(layers))
    short = short.replacing(layers, with: "\"layers\" : [ 3,")
    #expect(throws: EngineError.self) { try ModelFile.decode(Data(short.utf8), "here") }
  }
}
