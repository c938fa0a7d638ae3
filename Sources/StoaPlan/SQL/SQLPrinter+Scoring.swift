extension SQLPrinter {
  /// The rows of a query as another relation gives them back, scored; what the order needs goes
  /// along.
  mutating func scored(
    _ input: Select, _ model: any PredictingModel, _ features: [String], _ scoring: Scoring,
    _ schema: Schema
  ) throws -> Select {
    guard let scorer else {
      throw PlanError(message: "this engine scores rows by expressions alone")
    }
    let added = Set(scoring.columns(model).map(\.name))
    let kept = schema.names.filter { !added.contains($0) }
    // Columns that went before under a name of the scoring's are hidden where the order has them.
    var inner = input
    for (index, key) in input.order.enumerated() where !input.hidden.contains(key.column) {
      guard !kept.contains(key.column) else { continue }
      let name = hiddenName("order")
      let all = (inner.columns + inner.hidden).map { item($0, quote($0)) }
      inner = inner.opened
      inner.items = all + [item(name, quote(key.column))]
      inner.hidden.append(name)
      inner.order[index].column = name
    }
    var query = ScoredQuery(
      text: inner.text, parameters: parameters, model: model, features: features,
      scoring: scoring, kept: kept + inner.hidden)
    let name = try scorer(&query)
    parameters = query.parameters
    var result = Select(from: name, columns: schema.names)
    result.items = (schema.names + inner.hidden).map { item($0, quote($0)) }
    result.hidden = inner.hidden
    result.order = inner.order
    return result
  }
}
