/// The stages that choose rows, bring frames together, and check or write them.
extension TokenParser {
  mutating func parseTop() throws(Failure) -> Stage.Kind {
    let count = try parseExpression()
    try expect(word: "by", "and what to rank by", hint: VerbName.top.hint)
    return .top(count, by: try parseSortItem())
  }

  mutating func parseJoin() throws(Failure) -> Stage.Kind {
    let right = try parseFrame()
    var keys: [JoinKey] = []
    if acceptWord("on") { keys = try parseJoinKeys() }
    var kind: Identifier?
    if acceptWord("kind") { kind = try parseName("the kind of the join after `kind`") }
    if let word = currentWord, ["using", "how"].contains(word.lowercased()) {
      throw fail("foreign-join", "a join has no `\(word)`", hint: VerbName.join.hint)
    }
    return .join(JoinSyntax(right: right, keys: keys, kind: kind))
  }

  private mutating func parseJoinKeys() throws(Failure) -> [JoinKey] {
    var keys: [JoinKey] = []
    repeat {
      let left = try parseJoinColumn()
      guard isSymbol(.equal) || isSymbol(.assign) else {
        keys.append(JoinKey(left: left, right: left))
        continue
      }
      if isSymbol(.assign) {
        report(
          "assign-for-equal", "`=` gives a name; two columns are compared with `==`",
          at: currentSpan, hint: "write `==`")
      }
      advance()
      keys.append(JoinKey(left: left, right: try parseJoinColumn()))
    } while accept(.comma)
    if isWord("and") {
      throw expected("`,` between the keys of the join", hint: "write `on a, b == c`")
    }
    return keys
  }

  private mutating func parseJoinColumn() throws(Failure) -> Identifier {
    let column = try parseName("a column to join on")
    refuseQualifier(after: [column])
    return column
  }

  mutating func parseAsofJoin() throws(Failure) -> Stage.Kind {
    let right = try parseFrame()
    try expect(word: "on", "and the columns that must be equal", hint: VerbName.asofJoin.hint)
    let keys = try parseJoinKeys()
    try expect(word: "by", "and the column of time", hint: VerbName.asofJoin.hint)
    return .asofJoin(right, on: keys, by: try parseName("the column of time"))
  }

  mutating func parseSample() throws(Failure) -> Stage.Kind {
    let size = try parseUnary()
    let isShare = accept(.percent)
    return .sample(isShare ? .percent(size) : .rows(size), seed: try parseSeed())
  }

  mutating func parseSplit() throws(Failure) -> Stage.Kind {
    var shares: [Expr] = []
    repeat {
      shares.append(try parseUnary())
      if isSymbol(.percent) {
        throw fail("split-share", "a share is a number between 0 and 1", hint: "write `split 0.7`")
      }
    } while accept(.comma)
    return .split(shares, seed: try parseSeed())
  }

  private mutating func parseSeed() throws(Failure) -> Expr? {
    guard acceptWord("seed") else { return nil }
    if isSymbol(.assign) {
      report(
        "seed-sign", "`seed` is followed by its number", at: currentSpan, hint: "write `seed 42`")
      advance()
    }
    return try parseExpression()
  }

  // MARK: - Expectations

  mutating func parseExpectation() throws(Failure) -> Expectation {
    if isWord("rows"), let sign = comparison(atNextOf: next) {
      advance()
      _ = acceptComparison()
      return .rows(sign, try parseExpression())
    }
    if isWord("column"), next.isName {
      advance()
      let column = try parseName("the name of a column")
      try expect(word: "within", "and a tolerance", hint: "write `expect column x within 0.1 of 5`")
      let tolerance = try parseExpression()
      try expect(word: "of", "and the value", hint: "write `expect column x within 0.1 of 5`")
      return .column(column, within: tolerance, of: try parseExpression())
    }
    return .predicate(try parseExpression())
  }

  // MARK: - Files

  mutating func parseSave() throws(Failure) -> SaveSyntax {
    let path = try parsePath("the path of a file", after: "save")
    let format = acceptWord("as") ? try parseName("a kind of file after `as`") : nil
    let options = try parseOptions()
    let overwrite = acceptWord("overwrite")
    return SaveSyntax(path: path, format: format, options: options, overwrite: overwrite)
  }

  /// `with name = value, name = [value, value]`
  mutating func parseOptions() throws(Failure) -> [Option] {
    guard acceptWord("with") else { return [] }
    var options: [Option] = []
    repeat {
      let name = try parseName("the name of an option after `with`")
      if isSymbol(.equal) || isSymbol(.colon) {
        report(
          "equal-for-assign", "an option is given with `=`, and this is `\(written)`",
          at: currentSpan, hint: "write `\(name.text) = …`")
        advance()
      } else {
        try expect(.assign, "after the option `\(name.text)`")
      }
      if isSymbol(.openBracket) {
        options.append(Option(name: name, values: try parseList(), form: .list))
        continue
      }
      let value = try parseExpression()
      let end = accept(.range) ? try parseExpression() : nil
      options.append(
        Option(
          name: name, values: [value] + (end.map { [$0] } ?? []),
          form: end == nil ? .single : .range))
    } while accept(.comma)
    return options
  }
}
