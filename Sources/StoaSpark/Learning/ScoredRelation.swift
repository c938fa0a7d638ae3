import SparkConnect
import StoaEngine
import StoaPlan

/// The rows of a query as a model on the server scores them.
struct ScoredRelation {
  let relation: Relation

  private static let complete = "__complete"
  private static let shares = "__shares"

  /// - Throws: `EngineError` where the server does not hold the model.
  init(
    _ query: SQLPrinter.ScoredQuery, over relations: [(name: String, relation: Relation)],
    in session: SparkSession
  ) throws {
    guard let server = query.model.server else {
      throw EngineError(
        .unsupported, "the server does not hold this model, which is too large for a query",
        hint: "load it from where it was saved with `save \"hdfs://…\"`, or train it here")
    }
    guard server.isKept(in: session) else {
      throw EngineError(
        .connection, "the model of `\(query.model.labelName)` went with the session that Spark's"
          + " server has lost, and is too large for a query",
        hint: "train it again, or load it from where it was saved with `save \"hdfs://…\"`")
    }
    // MLlib takes no nulls: a row with one is scored as if it were zero, and forgotten after.
    let features = query.features.map { SparkEngine.quoted($0) }
    let filled = zip(features, query.features).map {
      "coalesce(\($0), 0D) AS \(SparkEngine.quoted($1))"
    }
    let kept = query.kept.map { SparkEngine.quoted($0) }
    let truth = Self.truth(query.scoring).map { ["\($0) AS __truth_value"] } ?? []
    let complete = features.map { "\($0) IS NOT NULL" }.joined(separator: " AND ")
    let items =
      kept + filled + truth + ["\(complete.isEmpty ? "TRUE" : complete) AS \(Self.complete)"]
    let rows = SparkEngine.relation(
      SQLQuery(
        text: "SELECT \(items.joined(separator: ", ")) FROM (\n\(query.text)\n)",
        parameters: query.parameters), over: relations)
    let assembled = VectorAssembler(
      inputCols: query.features, outputCol: TrainingRows.features, handleInvalid: .keep
    ).transform(rows)
    var scored = server.model.transform(assembled)
    let isClassifier = !query.model.classes.isEmpty
    if isClassifier {
      scored = scored.adding(
        (
          Self.shares,
          .call(
            "vector_to_array", .quoted(ClassifierColumns.own.probabilityCol),
            .literal(.string("float64")))
        ))
    }
    let sql = Self.sql(query, kept, isClassifier: isClassifier)
    let classes = query.model.classes.enumerated().map {
      ("class\($0.offset)", Literal(SQLQuery.Parameter($0.element, query.model.labelType)))
    }
    relation = .sql(
      sql, over: ["stoa_scored": scored], named: Dictionary(uniqueKeysWithValues: classes))
  }

  private static func truth(_ scoring: Scoring) -> String? {
    if case .truth(let column) = scoring { SparkEngine.quoted(column) } else { nil }
  }

  private static func sql(
    _ query: SQLPrinter.ScoredQuery, _ kept: [String], isClassifier: Bool
  ) -> String {
    let added = query.scoring.columns(query.model).map { SparkEngine.quoted($0.name) }
    let list = query.model.classes.indices.map { ":class\($0)" }.joined(separator: ", ")
    let place = "CAST(\(ClassifierColumns.own.predictionCol) AS INT) + 1"
    func ifComplete(_ value: String) -> String { "CASE WHEN \(complete) THEN \(value) END" }
    var items = kept
    var from = "stoa_scored"
    switch query.scoring {
    case .best where isClassifier:
      items += [
        "\(ifComplete("element_at(array(\(list)), \(place))")) AS \(added[0])",
        "\(ifComplete("element_at(\(shares), \(place))")) AS \(added[1])",
      ]
    case .best:
      items.append("\(ifComplete(ClassifierColumns.own.predictionCol)) AS \(added[0])")
    case .top(_, let count):
      // The likeliest first; of equal ones the first class.
      let ranked =
        "slice(array_sort(transform(\(shares), (s, i) -> struct(-s AS s, i AS i))), 1, \(count))"
      from += " LATERAL VIEW OUTER explode(\(ranked)) AS best"
      items += [
        "\(ifComplete("element_at(array(\(list)), best.i + 1)")) AS \(added[0])",
        "\(ifComplete("-best.s")) AS \(added[1])",
      ]
    case .truth:
      let truth = "CAST(array_position(array(\(list)), __truth_value) AS INT)"
      let own = "coalesce(element_at(\(shares), nullif(\(truth), 0)), 0D)"
      // Positions count from 1; a class that the model does not know stands after all.
      let last = "coalesce(nullif(\(truth), 0), \(query.model.classes.count + 1))"
      let before = "x.s > \(own) OR (x.s = \(own) AND x.i < \(last) - 1)"
      let standing = "transform(\(shares), (s, i) -> struct(s AS s, i AS i))"
      items += [
        "\(ifComplete(own)) AS \(added[0])",
        "\(ifComplete("size(filter(\(standing), x -> \(before)))")) AS \(added[1])",
      ]
    }
    return "SELECT \(items.joined(separator: ", ")) FROM \(from)"
  }
}
