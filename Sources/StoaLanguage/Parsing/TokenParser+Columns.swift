/// The stages that make columns.
extension TokenParser {
  /// `a, b, c = expr`
  mutating func parseSelection() throws(Failure) -> [NamedExpr] {
    var items: [NamedExpr] = []
    repeat {
      if isSymbol(.minus), next.isName {
        throw fail(
          "select-minus", "`select` says which columns to keep",
          hint: "write `drop \(slice(tokens[index + 1].span))`")
      }
      if isSymbol(.star) {
        throw expected("the name of a column", hint: "all columns are kept where none are selected")
      }
      let item = try parseNamedExpression()
      if item.name == nil, !item.value.isName {
        report(
          "unnamed-column", "a computed column needs a name", at: item.value.span,
          hint: unnamedHint(item.value))
      }
      items.append(item)
    } while accept(.comma)
    return items
  }

  private func unnamedHint(_ value: Expr) -> String {
    if case .literal(.string(let text)) = value.kind {
      return "the name of a column has no quotes: `\(text)`"
    }
    return "write `name = \(slice(value.span))`"
  }

  /// `name = expr`, or an expression alone.
  mutating func parseNamedExpression() throws(Failure) -> NamedExpr {
    if current.isName, isNext(.assign) {
      let name = try parseName("a name")
      advance()
      return NamedExpr(name: name, value: try parseExpression())
    }
    let value = try parseExpression()
    if lowercasedWord == "as", next.isName {
      reportAs()
    } else if case .binary(.equal, let left, let right) = value.kind, left.isName, right.isCall {
      report(
        "equal-for-assign", "`==` compares; a column is named with `=`", at: value.span,
        hint: "write `\(slice(left.span)) = \(slice(right.span))`")
    }
    return NamedExpr(name: nil, value: value)
  }

  /// Complains of `expr as name`, and moves past it.
  private mutating func reportAs() {
    let name = slice(tokens[index + 1].span)
    report(
      "foreign-as", "a column is named with `=` before its expression", at: currentSpan,
      hint: "write `\(name) = …`")
    advance()
    advance()
  }

  /// `a = expr, b = expr`
  mutating func parseAssignments(_ wanted: String) throws(Failure) -> [NamedExpr] {
    var items: [NamedExpr] = []
    repeat {
      let name = try parseName(wanted)
      try expectAssign(after: name, hint: "write `name = expression`")
      items.append(NamedExpr(name: name, value: try parseExpression()))
      if lowercasedWord == "as", next.isName { reportAs() }
    } while accept(.comma)
    return items
  }

  private mutating func expectAssign(after name: Identifier, hint: String) throws(Failure) {
    if accept(.assign) { return }
    if isSymbol(.equal) || isSymbol(.colon) || isSymbol(.leftArrow) {
      report(
        "equal-for-assign", "a name is given with `=`, and this is `\(written)`", at: currentSpan,
        hint: "write `\(Name.spelled(name.text)) = …`")
      advance()
      return
    }
    throw expected("`=` after the name `\(name.text)`", hint: hint)
  }

  private mutating func parseBy() throws(Failure) -> Bool {
    if lowercasedWord == "group", case .word(let word) = next, word.lowercased() == "by" {
      report(
        "foreign-group-by", "groups are said with `by` alone", at: currentSpan, hint: "write `by`")
      advance()
    }
    return acceptWord("by")
  }

  mutating func parseDerive() throws(Failure) -> Stage.Kind {
    let items = try parseAssignments("the name of the new column")
    guard try parseBy() else { return .derive(items, by: [], sort: []) }
    var keys: [Expr] = []
    repeat { keys.append(try parseExpression()) } while accept(.comma)
    let order = acceptWord("sort") ? try parseSortItems() : []
    return .derive(items, by: keys, sort: order)
  }

  mutating func parseSummarize() throws(Failure) -> Stage.Kind {
    var items: [NamedExpr] = []
    repeat { items.append(try parseNamedExpression()) } while accept(.comma)
    guard try parseBy() else { return .summarize(items, by: []) }
    var keys: [NamedExpr] = []
    repeat { keys.append(try parseNamedExpression()) } while accept(.comma)
    return .summarize(items, by: keys)
  }

  mutating func parseRename() throws(Failure) -> Stage.Kind {
    var renamings: [Renaming] = []
    repeat {
      let new = try parseName("the new name of a column")
      try expectAssign(after: new, hint: "write `rename new = old`")
      let old = try parseName("the old name of the column", hint: "write `rename new = old`")
      renamings.append(Renaming(new: new, old: old))
    } while accept(.comma)
    return .rename(renamings)
  }

  mutating func parseSortItems() throws(Failure) -> [SortItem] {
    var items: [SortItem] = []
    repeat { items.append(try parseSortItem()) } while accept(.comma)
    return items
  }

  mutating func parseSortItem() throws(Failure) -> SortItem {
    // A column may be called so: `sort by desc`.
    if isWord("by"), next.isName, next != .word("desc") {
      report(
        "sort-by", "`sort` takes its columns without `by`", at: currentSpan, hint: "leave it out")
      advance()
    }
    let value = try parseExpression()
    switch lowercasedWord {
    case "descending":
      report(
        "sort-direction", "the direction is written `desc`", at: currentSpan, hint: "write `desc`")
      advance()
      return SortItem(value: value, descending: true)
    case "asc", "ascending":
      report(
        "sort-direction", "a sort is ascending where it does not say `desc`", at: currentSpan,
        hint: "leave it out")
      advance()
      return SortItem(value: value, descending: false)
    default:
      return SortItem(value: value, descending: acceptWord("desc"))
    }
  }

  /// Names, or none where the stage ends.
  mutating func parseOptionalNames() throws(Failure) -> [Identifier] {
    current.isName && !startsMissingStage ? try parseNames("the name of a column") : []
  }

  /// Whether a verb that is followed by its own arguments begins here: a `|` is missing.
  private var startsMissingStage: Bool {
    guard let word = currentWord, VerbCatalogue.isVerb(word) else { return false }
    return !(next == .end || isNext(.comma) || isNext(.pipe) || isNext(.closeParenthesis))
  }

  mutating func parsePivot() throws(Failure) -> Stage.Kind {
    let key = try parseName("the column whose values become columns")
    try expect(word: "values", "and an aggregate", hint: VerbName.pivot.hint)
    let values = try parseExpression()
    try expect(word: "by", "and the columns that stay", hint: VerbName.pivot.hint)
    return .pivot(key: key, values: values, by: try parseNames("the name of a column"))
  }

  mutating func parseUnpivot() throws(Failure) -> Stage.Kind {
    let columns = try parseNames("the name of a column")
    try expect(word: "into", "and two new names", hint: VerbName.unpivot.hint)
    let name = try parseName("the column for the names", hint: VerbName.unpivot.hint)
    try expect(.comma, "and the column for the values")
    return .unpivot(columns, name: name, value: try parseName("the column for the values"))
  }
}

extension Expr {
  var isName: Bool {
    if case .name = kind { return true }
    return false
  }

  var isCall: Bool {
    if case .call = kind { return true }
    return false
  }
}
