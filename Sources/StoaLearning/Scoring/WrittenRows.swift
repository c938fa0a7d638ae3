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
      guard rows.values.allSatisfy({ fits($0, rows.schema) }) else { return nil }
      return Table(schema: rows.schema, rows: rows.values)
    } catch let error as EngineError where error.kind == .unsupported {
      return nil
    }
  }

  /// Rows of values in the order of a schema.
  private struct Rows {
    var schema: Schema
    var values: [[Value]]

    /// Puts the values of each row in others' place, which may look the row's up by name.
    func map(to schema: Schema, _ transform: (NamedRow) throws -> [Value]) rethrows -> Rows {
      let names = self.schema.names
      return try Rows(
        schema: schema, values: values.map { try transform(NamedRow(names: names, values: $0)) })
    }
  }

  private static func rows(of plan: Plan) throws -> Rows? {
    switch plan {
    case .literal(let schema, let rows):
      return rows.count <= most ? Rows(schema: schema, values: rows) : nil
    case .named(_, let input), .predicted(let input, _): return try rows(of: input)
    case .limit(let input, let skip, let take):
      guard var rows = try rows(of: input) else { return nil }
      let rest = rows.values.dropFirst(Int(clamping: skip))
      rows.values = Array(take.map { rest.prefix(Int(clamping: $0)) } ?? rest)
      return rows
    case .project(let input, let columns):
      return try rows(of: input)?.map(to: plan.schema) { row in
        let evaluator = ScalarEvaluator(row: row)
        return try columns.map { try evaluator.evaluate($0.value) }
      }
    case .scored(.project(let input, let columns), let reference, let features, let scoring):
      guard case .best = scoring, let model = reference.model as? any RowPredictor,
        let rows = try rows(of: input)
      else { return nil }
      // A column that is called as a feature is has been replaced by it, and is not in the result.
      guard columns.count == rows.schema.fields.count + features.count else { return nil }
      let added = scoring.columns(model)
      let kept = rows.schema.fields.indices.filter { index in
        !added.contains { $0.name == rows.schema.fields[index].name }
      }
      return try rows.map(to: Schema(kept.map { rows.schema.fields[$0] } + added)) { row in
        let best = try model.best(row: row)
        let scores = [best.value, best.probability.map(Value.float) ?? .null]
        return kept.map { row.values[$0] } + scores.prefix(added.count)
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
