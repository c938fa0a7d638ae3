import StoaEngine
import StoaLearning
import StoaPlan

extension DuckDBEngine {
  /// The rows of a query as a model scores them, as something that stands after `FROM`.
  func scored(_ query: inout SQLPrinter.ScoredQuery) throws -> String {
    guard let number = scorers.number(of: query.model) else {
      throw EngineError(.unsupported, Self.tooLarge(query.model))
    }
    let takesNulls = (query.model as? any FeatureScoredModel)?.scorer?.takesNulls ?? false
    let features = query.features.map {
      takesNulls ? "coalesce(\(SQLText.identifier($0)), 'NaN'::DOUBLE)" : SQLText.identifier($0)
    }
    let inputs = features.map { ", " + $0 }.joined()
    let added = query.scoring.columns(query.model).map { SQLText.identifier($0.name) }
    let kept = query.kept.map(SQLText.identifier)
    let classes = query.model.classes.map { value in
      query.parameters.append(SQLQuery.Parameter(value, query.model.labelType))
      return "$\(query.parameters.count)"
    }
    let list = "[\(classes.joined(separator: ", "))]"
    var items = kept
    let call: String
    switch query.scoring {
    case .best where classes.isEmpty:
      call = "stoa_number(\(number)\(inputs))"
      items.append("__scored AS \(added[0])")
    case .best:
      call = "stoa_best(\(number)\(inputs))"
      items += [
        "\(list)[__scored.place + 1] AS \(added[0])", "__scored.share AS \(added[1])",
      ]
    case .top(_, let count):
      call = Self.unnested("stoa_top(\(number), \(count)\(inputs))", ifNull: "place", "share")
      items += [
        "\(list)[__scored.place + 1] AS \(added[0])", "__scored.share AS \(added[1])",
      ]
    case .truth(let column):
      let place = "coalesce(list_position(\(list), \(SQLText.identifier(column))), 0) - 1"
      call = "stoa_truth(\(number), \(place)\(inputs))"
      items += ["__scored.own AS \(added[0])", "__scored.better::BIGINT AS \(added[1])"]
    }
    let rest = kept.isEmpty ? "" : kept.joined(separator: ", ") + ", "
    return """
      (
        SELECT \(items.joined(separator: ", ")) FROM (
          SELECT \(rest)\(call) AS __scored FROM (
      \(query.text)
          )
        )
      )
      """
  }

  /// A row without a score stays, with a null.
  private static func unnested(_ list: String, ifNull names: String...) -> String {
    let nothing = names.map { "'\($0)': NULL" }.joined(separator: ", ")
    return "unnest(coalesce(\(list), [{\(nothing)}]))"
  }

  static func tooLarge(_ model: any PredictingModel) -> String {
    "the model of `\(model.labelName)` is too large for a query of the embedded engine; it scores"
      + " where it was trained"
  }
}
