import Foundation
import StoaEngine
import StoaPlan

/// The public samples of the repository.
enum Samples {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("samples")

  static let cars = frame(
    "used-cars-2005.csv",
    ["Price", "Mileage"].map { Field($0, .float) }
      + [
        "Cylinder", "Doors", "Cruise", "Sound", "Leather", "Buick", "Cadillac", "Chevy",
        "Pontiac", "Saab", "Saturn", "convertible", "coupe", "hatchback", "sedan", "wagon",
      ].map { Field($0, .int) })
  static let trips = frame(
    "recreation-demand.csv",
    [
      Field("trips", .float), Field("quality", .float), Field("ski", .string),
      Field("income", .float), Field("userfee", .string), Field("costC", .float),
      Field("costS", .float), Field("costH", .float),
    ])
  static let travel = frame(
    "travel-mode.csv",
    [
      Field("individual", .int), Field("mode", .string), Field("choice", .string),
      Field("wait", .int), Field("vcost", .int), Field("travel", .int), Field("gcost", .int),
      Field("income", .int), Field("size", .int),
    ])
  static let weather = frame(
    "seattle-weather.csv",
    [
      Field("date", .string), Field("precipitation", .float), Field("temp_max", .float),
      Field("temp_min", .float), Field("wind", .float), Field("weather", .string),
    ])

  private static func frame(_ file: String, _ fields: [Field]) -> Plan {
    let path = folder.appendingPathComponent(file).path
    return .load(
      FileSource(path: path, format: .csv, header: true, declared: fields), Schema(fields))
  }
}

extension Plan {
  /// All rows, by the names of the columns.
  func rows(_ engine: any Engine) async throws -> [[String: Value]] {
    let table = try await engine.run(self, ExecutionContext()).collect()
    return (0..<table.rowCount).map { row in
      Dictionary(uniqueKeysWithValues: zip(table.schema.names, table.row(row)))
    }
  }

  /// A request over this frame, with columns, their products (`a:b`), and expressions by text.
  func request(
    _ kind: ModelKind, _ label: String, _ terms: [String],
    with parameters: [String: ParameterValue] = [:],
    expressions: [String: StoaPlan.Expression] = [:]
  ) -> FitRequest {
    func factor(_ text: String) -> NamedExpression {
      let column = StoaPlan.Expression.column(text, schema[text] ?? .null)
      return NamedExpression(text, expressions[text] ?? column)
    }
    let formula = Formula(
      label: factor(label),
      terms: terms.map { term in
        Formula.Term(factors: term.split(separator: ":").map { factor(String($0)) })
      }, text: "\(label) ~ \(terms.joined(separator: " + "))")
    return FitRequest(
      kind: kind, task: kind == .linear ? .regression : .classification, formula: formula,
      parameters: parameters, input: self)
  }
}
