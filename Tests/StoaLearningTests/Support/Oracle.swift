import Foundation
import StoaEngine
import StoaPlan
import Testing

@testable import StoaLearning

/// Figures of another program, out of `Oracles/models.json`, which `Oracles/models.py` made.
struct Oracle: Decodable {
  /// Estimate, standard error, t or z, and p; penalised models have the estimate alone.
  var coefficients: [String: [Double]]
  var figures: [String: Double]
  /// Of the classes in the first row, or of the second class in the first rows.
  var probabilities: [Double]?

  static func named(_ name: String) throws -> Oracle {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Oracles/models.json")
    let all = try JSONDecoder().decode([String: Oracle].self, from: Data(contentsOf: file))
    return try #require(all[name])
  }

  /// Compares the shown table and the figures of a model, each to a relative error.
  func check(_ summary: ModelSummary, _ tolerance: Double = 1e-8) throws {
    let table = try #require(summary.tables.first)
    let hasClass = table["class"] != nil
    var seen: Set<String> = []
    for row in 0..<table.rowCount {
      let cells = table.row(row)
      guard case .string(let term)? = table["term"]?[row] else { continue }
      let name = hasClass ? "\(cells[0].level)/\(term)" : term
      guard cells[hasClass ? 2 : 1] != .null else { continue }
      let wanted = try #require(coefficients[name], "\(name) is not expected")
      seen.insert(name)
      for (cell, value) in zip(cells.dropFirst(hasClass ? 2 : 1), wanted) {
        let number = try #require(cell.number, "\(name) lacks a figure")
        #expect(number.isClose(value, tolerance), "\(name): \(number), not \(value)")
      }
    }
    #expect(seen == Set(coefficients.keys))
    for (name, value) in figures {
      let figure = try #require(summary.figures.first { $0.name == name }?.value.number)
      #expect(figure.isClose(value, tolerance), "\(name): \(figure), not \(value)")
    }
  }
}
