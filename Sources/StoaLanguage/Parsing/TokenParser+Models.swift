/// The stages that train and use models, and the plot.
extension TokenParser {
  mutating func parseFit(after verb: VerbName = .fit) throws(Failure) -> FitSyntax {
    let hint = "the kinds are \(ModelCatalogue.names)"
    let kind = try parseName("a kind of model after `\(verb.rawValue)`", hint: hint)
    if isSymbol(.tilde) {
      throw fail(
        "fit-kind", "expected a kind of model before the formula", at: kind.span, hint: hint)
    }
    var task: Identifier?
    if isWord("regressor") || isWord("classifier"), next != .symbol(.tilde) {
      task = try parseName("a task")
    }
    if current.isName, isNext(.assign) {
      advance()
      throw expected("`~` after the label", hint: verb.hint)
    }
    let label = try parseExpression()
    if isSymbol(.assign) || isSymbol(.comma) {
      throw expected("`~` after the label", hint: verb.hint)
    }
    try expect(.tilde, "after the label")
    let terms = try parseTerms()
    return FitSyntax(
      kind: kind, task: task, label: label, terms: terms, options: try parseOptions())
  }

  /// `a + log(b) + a:b - c + .`
  private mutating func parseTerms() throws(Failure) -> [FormulaTerm] {
    if atEnd { throw expected("a term after `~`", hint: VerbName.fit.hint) }
    var terms: [FormulaTerm] = []
    var excluded = accept(.minus)
    repeat {
      if let term = try parseTerm(excluded: excluded) { terms.append(term) }
      if isSymbol(.comma) {
        throw expected(
          "`+` between the terms of a formula", hint: "write `price ~ year + odometer`")
      }
      excluded = isSymbol(.minus)
    } while accept(.plus) || accept(.minus)
    return terms
  }

  private mutating func parseTerm(excluded: Bool) throws(Failure) -> FormulaTerm? {
    let start = currentSpan.lower
    if isSymbol(.dot), !excluded {
      advance()
      return FormulaTerm(.all, span: span(from: start))
    }
    let first = try parseFactor()
    if excluded {
      return FormulaTerm(.exclude(first), span: span(from: start))
    }
    var factors = [first]
    while accept(.colon) { factors.append(try parseFactor()) }
    return FormulaTerm(.include(factors), span: span(from: start))
  }

  /// An expression that binds tighter than a product, for `+`, `-` and `:` are the formula's own.
  private mutating func parseFactor() throws(Failure) -> Expr {
    let factor = try parsePower()
    if factor.isLiteral {
      throw fail(
        "formula-number", "a number is no term of a formula", at: factor.span,
        hint: "the intercept is an option: `with fit_intercept = false`")
    }
    if isSymbol(.star) {
      let left = slice(factor.span)
      let right = slice(tokens[index + 1].span)
      throw fail(
        "formula-product", "`*` in a formula can be read in two ways",
        hint: "write `\(left) + \(right) + \(left):\(right)` for both and their interaction, "
          + "`(\(left) * \(right))` for the product")
    }
    if isSymbol(.slash) || isSymbol(.percent) || isSymbol(.doubleSlash) {
      throw fail(
        "formula-operator", "a computed term of a formula stands in parentheses",
        hint: "write `(a \(written) b)`")
    }
    return factor
  }

  mutating func parsePredict() throws(Failure) -> Stage.Kind {
    let model = try parseName("the name of a model after `predict`")
    let top = acceptWord("top") ? try parseExpression() : nil
    let near = acceptWord("near") ? try parseNearness() : nil
    let name = acceptWord("as") ? try parseName("a name for the prediction after `as`") : nil
    return .predict(PredictSyntax(model: model, top: top, near: near, name: name))
  }

  private mutating func parseNearness() throws(Failure) -> PredictSyntax.Nearness {
    let hint = "write `near lat, lon within 2 km in venues`"
    let latitude = try parseExpression()
    try expect(.comma, "between the latitude and the longitude")
    let longitude = try parseExpression()
    try expect(word: "within", "and how far", hint: hint)
    let kilometres = try parseUnary()
    try expect(word: "km", "after the distance", hint: hint)
    try expect(word: "in", "and the frame of the places", hint: hint)
    return PredictSyntax.Nearness(
      latitude: latitude, longitude: longitude, kilometres: kilometres, places: try parseFrame())
  }

  mutating func parseEvaluate() throws(Failure) -> Stage.Kind {
    let label = try parseName("the name of the label after `evaluate`")
    let metrics =
      current.isName && !VerbCatalogue.isVerb(currentWord ?? "")
      ? try parseNames("the name of a metric") : []
    return .evaluate(label: label, metrics: metrics)
  }

  mutating func parsePlot() throws(Failure) -> PlotSyntax {
    let hint = VerbName.plot.hint
    let kind = try parseName("a kind of plot after `plot`", hint: hint)
    let columns = try parseNames("a column to plot")
    let series = acceptWord("by") ? try parseName("the column of the series") : nil
    let title = acceptWord("title") ? try parseString("a title in quotes", hint: hint) : nil
    let logAxes = acceptWord("log") ? try parseNames("`x` or `y` after `log`") : []
    return PlotSyntax(kind: kind, columns: columns, series: series, title: title, logAxes: logAxes)
  }
}
