import StoaLanguage

extension Binder {
  /// The places of the predicted classes that are not far from each row, the likeliest class and the
  /// nearest place first.
  ///
  /// - Parameter predicted: rows with their `prediction` and `probability`.
  func places(
    _ predicted: Plan, _ near: PredictSyntax.Nearness, _ model: any PredictingModel,
    _ prediction: String, _ span: SourceSpan
  ) async throws -> Plan {
    guard !model.classes.isEmpty else {
      throw Diagnostic(
        code: "near",
        message: "this model predicts a number, and `near` looks for places of a kind",
        span: near.latitude.span)
    }
    let places = try await frame(near.places)
    let kind = try field(model.labelName, of: places, near)
    guard DataType.common(kind.type, model.labelType) != nil else {
      throw Diagnostic(
        code: "near",
        message: "`\(kind.name)` is \(kind.type.inWords) in the places, and the model predicts "
          + model.labelType.inWords, span: near.places.span)
    }
    let scope = await scope(predicted)
    let from = try [near.latitude, near.longitude].map { expr in
      let bound = try ExpressionBinder(scope).bind(expr)
      guard bound.type.isNumeric || bound.type == .null else {
        throw Diagnostic(
          code: "type", message: "a place is two numbers, and this is \(bound.type.inWords)",
          span: expr.span)
      }
      return ExpressionBinder.coerce(bound, to: .float)
    }
    let kilometres = try Self.number(near.kilometres, scope, "the distance")
    let here = ["__latitude", "__longitude"]
    let columns = places.schema.names.filter { $0 != kind.name }
    let renamed = try suffixed(columns, predicted, span)
    let there = try ["lat", "lon"].map { name in
      let field = try field(name, of: places, near)
      let new = renamed.first { $0.old == field.name }?.new ?? field.name
      return ExpressionBinder.coerce(.column(new, field.type), to: .float)
    }
    let joined = Plan.join(
      predicted.deriving(zip(here, from).map { NamedExpression($0, $1) }), places,
      JoinSpecification(
        kind: .inner, keys: [JoinPair(left: prediction, right: kind.name)], rightColumns: renamed))
    let distance = Expression.column("distance_km", .float)
    let measured = joined.deriving([
      NamedExpression(
        "distance_km",
        .call("haversine_km", here.map { Expression.column($0, .float) } + there, .float))
    ])
    let close = Plan.filter(
      measured, .call("<=", [distance, .literal(.float(kilometres), .float)], .bool))
    let shown = close.schema.fields.filter { !here.contains($0.name) }
    return .sort(
      .project(close, shown.map(NamedExpression.init(copying:))),
      [SortKey(.column("probability", .float), descending: true), SortKey(distance)])
  }

  private func field(
    _ name: String, of places: Plan, _ near: PredictSyntax.Nearness
  ) throws -> Field {
    guard let type = places.schema[name] else {
      throw Diagnostic(
        code: "near", message: "the places have no column `\(name)`", span: near.places.span,
        hint: Suggestion.nearest(to: name, among: places.schema.names).map {
          "rename it: `(places | rename \(name) = \($0))`"
        } ?? "they need `lat`, `lon` and what the model predicts")
    }
    return Field(name, type)
  }
}
