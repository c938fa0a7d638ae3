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
    Schema(["Price", "Mileage"].map { Field($0, .float) }
      + ["Cylinder", "Doors", "Cruise", "Sound", "Leather", "Buick", "Cadillac", "Chevy",
        "Pontiac", "Saab", "Saturn", "convertible", "coupe", "hatchback", "sedan", "wagon"]
        .map { Field($0, .int) }))
  static let trips = frame(
    "recreation-demand.csv",
    Schema([
      Field("trips", .float), Field("quality", .float), Field("ski", .string),
      Field("income", .float), Field("userfee", .bool), Field("costC", .float),
      Field("costS", .float), Field("costH", .float),
    ]))
  static let travel = frame(
    "travel-mode.csv",
    Schema([
      Field("individual", .int), Field("mode", .string), Field("choice", .bool),
      Field("wait", .int), Field("vcost", .int), Field("travel", .int), Field("gcost", .int),
      Field("income", .int), Field("size", .int),
    ]))
  static let weather = frame(
    "seattle-weather.csv",
    Schema([
      Field("date", .string), Field("precipitation", .float), Field("temp_max", .float),
      Field("temp_min", .float), Field("wind", .float), Field("weather", .string),
    ]))

  /// A file as a literal frame; it has no quotes. An empty frame where the file is not there, so
  /// that the test which reads it fails.
  private static func frame(_ file: String, _ schema: Schema) -> Plan {
    let path = folder.appendingPathComponent(file)
    let text = (try? String(contentsOf: path, encoding: .utf8)) ?? ""
    let rows = text.split(separator: "\n").dropFirst().map { line in
      zip(line.split(separator: ",", omittingEmptySubsequences: false), schema.fields).map {
        value(String($0).trimmingCharacters(in: .whitespaces), $1.type)
      }
    }
    return .literal(schema, rows: Array(rows))
  }

  private static func value(_ text: String, _ type: DataType) -> Value {
    switch type {
    case .int: Int64(text).map(Value.int) ?? .null
    case .float: Double(text).map(Value.float) ?? .null
    case .bool: .bool(text == "yes")
    default: .string(text)
    }
  }
}

extension Plan {
  /// The columns of a literal frame.
  var literalSchema: Schema {
    switch self {
    case .literal(let schema, _): schema
    case .filter(let input, _): input.literalSchema
    default: Schema([])
    }
  }

  /// A request over this frame, with columns, their products (`a:b`), and expressions by text.
  func request(
    _ kind: ModelKind, _ label: String, _ terms: [String],
    with parameters: [String: ParameterValue] = [:],
    expressions: [String: StoaPlan.Expression] = [:]
  ) -> FitRequest {
    let schema = literalSchema
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
