extension TokenParser {
  /// A verb and its arguments.
  mutating func parseStage() throws(Failure) -> Stage {
    let start = currentSpan.lower
    operators = 0
    guard let word = currentWord else {
      throw expected("a verb after `|`", hint: missingVerbHint)
    }
    guard let verb = verb(of: word) else { throw unknownVerb(word) }
    if word != word.lowercased() { reportCase(word) }
    for _ in verb.words { advance() }
    let verbSpan = span(from: start)
    removeParentheses(after: verb, at: verbSpan)
    let kind = try parseArguments(of: verb)
    return Stage(kind, verb: verbSpan, span: span(from: start))
  }

  private var missingVerbHint: String? {
    if isPipe { return "one of the two `|` is enough" }
    return isSymbol(.colon) ? "a command such as `:view` is a line of its own" : nil
  }

  /// The longest verb that begins here.
  private func verb(of word: String) -> VerbName? {
    if case .word(let second) = next,
      let verb = VerbName(rawValue: "\(word) \(second)".lowercased())
    {
      return verb
    }
    return VerbName(rawValue: word.lowercased())
  }

  private mutating func unknownVerb(_ word: String) -> Failure {
    if let foreign = ForeignVerbs.find(word) {
      return fail("foreign-verb", "there is no verb `\(word)`", hint: foreign.hint)
    }
    if isWord("asof") {
      return fail("unknown-verb", "expected `join` after `asof`", hint: VerbName.asofJoin.hint)
    }
    let nearest = Suggestion.nearest(to: word, among: VerbName.allCases.map(\.rawValue))
    return fail(
      "unknown-verb", "there is no verb `\(word)`",
      hint: Suggestion.didYouMean(nearest) ?? "`:help` lists the verbs")
  }

  /// Complains of `take(3)`, and reads it as `take 3`.
  private mutating func removeParentheses(after verb: VerbName, at span: SourceSpan) {
    guard isSymbol(.openParenthesis), currentSpan.lower == span.upper, !verb.takesPipeline,
      let close = closingParenthesis
    else { return }
    report(
      "verb-parentheses", "a verb takes its arguments without parentheses",
      at: span.union(currentSpan), hint: verb.hint)
    tokens.remove(at: close)
    tokens.remove(at: index)
    for position in index..<(close - 1) { tokens[position].startsLine = false }
  }

  /// The place of the parenthesis that closes the current one, where it ends the stage.
  private var closingParenthesis: Int? {
    var open = 0
    for position in index..<tokens.count {
      switch tokens[position].kind {
      case .symbol(.openParenthesis): open += 1
      case .symbol(.closeParenthesis): open -= 1
      default: break
      }
      guard open == 0 else { continue }
      let ends = [.end, .symbol(.pipe), .symbol(.closeParenthesis)].contains(kind(at: position + 1))
      return ends || breaksLine(before: position + 1) ? position : nil
    }
    return nil
  }

  private mutating func parseArguments(of verb: VerbName) throws(Failure) -> Stage.Kind {
    switch verb {
    case .where: .where(try parseExpression())
    case .select: .select(try parseSelection())
    case .drop: .drop(try parseNames("the name of a column to drop"))
    case .dropMissing: .dropMissing(try parseOptionalNames())
    case .rename: try parseRename()
    case .derive: try parseDerive()
    case .summarize: try parseSummarize()
    case .sort: .sort(try parseSortItems())
    case .take: .take(try parseExpression())
    case .skip: .skip(try parseExpression())
    case .top: try parseTop()
    case .distinct: .distinct(try parseOptionalNames())
    case .join: try parseJoin()
    case .asofJoin: try parseAsofJoin()
    case .union: .union(try parseFrame())
    case .except: .except(try parseFrame())
    case .intersect: .intersect(try parseFrame())
    case .sample: try parseSample()
    case .split: try parseSplit()
    case .pivot: try parsePivot()
    case .unpivot: try parseUnpivot()
    case .fill: .fill(try parseAssignments("the name of a column to fill"))
    case .describe: .describe
    case .count: .count
    case .schema: .schema
    case .fit: .fit(try parseFit())
    case .crossValidate: .crossValidate(try parseFit(after: .crossValidate))
    case .tune: .tune(try parseFit(after: .tune))
    case .predict: try parsePredict()
    case .evaluate: try parseEvaluate()
    case .plot: .plot(try parsePlot())
    case .expect: .expect(try parseExpectation())
    case .cache: .cache
    case .collect: .collect
    case .save: .save(try parseSave())
    case .explain: .explain
    case .profile: .profile
    }
  }
}
