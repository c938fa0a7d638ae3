import StoaEngine
import StoaPlan

/// Predictions for rows that are written in the program, computed in this process: no engine is
/// asked, and a cluster runs no job for one row.
public enum WrittenRows {
  /// More rows than these are an engine's work.
  private static let most = 100

  /// The rows of a plan that predicts for rows written in the program; nil where it is another, or
  /// has something in it that an engine alone can compute.
  ///
  /// - Throws: `EngineError` where a value cannot be computed, as an int that overflows.
  public static func table(of plan: Plan) throws -> Table? {
    guard plan.isPrediction else { return nil }
    do {
      guard let rows = try rows(of: plan) else { return nil }
      let schema = plan.schema
      let values = rows.map { row in schema.names.map { row[$0] ?? .null } }
      guard values.allSatisfy({ fits($0, schema) }) else { return nil }
      return Table(schema: schema, rows: values)
    } catch let error as EngineError where error.kind == .unsupported {
      return nil
    }
  }

  private static func rows(of plan: Plan) throws -> [[String: Value]]? {
    switch plan {
    case .literal(let schema, let rows):
      guard rows.count <= most else { return nil }
      return rows.map { Dictionary(zip(schema.names, $0)) { $1 } }
    case .named(_, let input), .predicted(let input, _): return try rows(of: input)
    case .limit(let input, let skip, let take):
      guard let all = try rows(of: input) else { return nil }
      let rest = all.dropFirst(Int(clamping: skip))
      return Array(take.map { rest.prefix(Int(clamping: $0)) } ?? rest)
    case .project(let input, let columns):
      return try rows(of: input)?.map { row in
        let evaluator = ScalarEvaluator(row: row)
        let pairs = try columns.map { ($0.name, try evaluator.evaluate($0.value)) }
        return Dictionary(pairs) { $1 }
      }
    case .scored(.project(let input, _), let reference, _, .best(let name)):
      guard let model = reference.model as? any RowPredictor else { return nil }
      return try rows(of: input)?.map { row in
        let prediction = try model.predict(row: row)
        var result = row
        result[name] = prediction.value
        if !model.classes.isEmpty {
          result[Scoring.probability] = prediction.probabilities.max().map(Value.float) ?? .null
        }
        return result
      }
    default: return nil
    }
  }

  /// Whether the values are of the types that the plan says.
  private static func fits(_ row: [Value], _ schema: Schema) -> Bool {
    zip(row, schema.fields).allSatisfy { value, field in
      switch (value, field.type) {
      case (.null, _), (.bool, .bool), (.int, .int), (.int, .float), (.float, .float),
        (.string, .string), (.date, .date), (.timestamp, .timestamp), (.duration, .duration):
        true
      case (.decimal(_, let own), .decimal(_, let scale)): own == scale
      default: false
      }
    }
  }
}

/// A model that predicts for one row in this process.
public protocol RowPredictor: PredictingModel {
  /// - Parameter row: the values of the `inputs`, by name.
  func predict(row: [String: Value]) throws -> Prediction
}

extension LinearModel: RowPredictor {}
extension LogisticModel: RowPredictor {}
extension TreeModel: RowPredictor {}
extension NetworkModel: RowPredictor {}

extension Plan {
  /// Whether its rows carry a prediction, and nothing but what is computed row by row follows it.
  fileprivate var isPrediction: Bool {
    switch self {
    case .predicted: true
    case .named(_, let input), .limit(let input, _, _), .project(let input, _): input.isPrediction
    default: false
    }
  }
}
