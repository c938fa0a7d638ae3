/// What people write who know SQL, R, pandas or KQL, and what to say to them.
extension TokenParser {
  /// A failure where something that cannot begin a pipeline stands in place of its source.
  mutating func foreignSource() -> Failure? {
    switch current {
    case .word(let word): return foreignSource(word)
    case .string(let text):
      return fail(
        "value-as-source", "a pipeline begins with a frame, and this is a string",
        hint: "to read a file, write `load \(Quoted.string(text))`")
    case .int, .float, .date, .timestamp, .duration, .symbol(.minus), .symbol(.openBracket):
      return fail(
        "value-as-source", "a pipeline begins with a frame, and this is a value",
        hint: valueHint)
    default: return nil
    }
  }

  private mutating func foreignSource(_ word: String) -> Failure? {
    let ends = next == .end || next == .symbol(.pipe) || next == .symbol(.closeParenthesis)
    if ["true", "false", "null"].contains(word) {
      return fail(
        "value-as-source", "a pipeline begins with a frame, and this is a value",
        hint: valueHint)
    }
    guard !ends else { return nil }
    switch word.lowercased() {
    case "select", "with":
      return fail(
        "sql-statement", "a pipeline begins with a frame, and this looks like SQL",
        hint: sqlHint)
    case "from":
      return fail(
        "sql-statement", "a pipeline begins with the name of a frame, without `\(word)`",
        hint: "write `\(slice(tokens[index + 1].span)) | …`")
    case "generate":
      return fail(
        "unknown-source", "there is no source `\(word)`",
        hint: "a file is generated outside: `stoa generate cars --rows 1000 --to cars.csv`")
    default: break
    }
    if VerbCatalogue.isVerb(word), !isNext(.dot) {
      return fail(
        "verb-as-source", "a pipeline begins with a frame, and `\(word)` is a verb",
        hint: "write `frame | \(word) …`, or `| \(word) …` to go on from the last result")
    }
    if let foreign = ForeignVerbs.find(word), !isNext(.dot) {
      return fail("foreign-verb", "there is no source `\(word)`", hint: foreign.hint)
    }
    if case .string = next, SourceName(rawValue: word.lowercased()) == nil {
      let nearest = Suggestion.nearest(to: word, among: SourceName.allCases.map(\.rawValue))
      return fail(
        "unknown-source", "there is no source `\(word)`",
        hint: Suggestion.didYouMean(nearest) ?? "to read a file, write `load \"path\"`")
    }
    return nil
  }

  private var valueHint: String {
    var position = index
    while kind(at: position + 1) != .end, kind(at: position + 1) != .symbol(.pipe) { position += 1 }
    let value = slice(currentSpan.union(tokens[position].span))
    return "a value has a name, `param x = 3`, or is the column of a frame, `row x = \(value)`"
  }

  private var sqlHint: String {
    var position = index
    while kind(at: position) != .end {
      if case .word(let word) = kind(at: position), word.lowercased() == "from",
        kind(at: position + 1).isName
      {
        let frame = slice(tokens[position + 1].span)
        return "write `\(frame) | select …`, or `sql \"select … from \(frame)\"`"
      }
      position += 1
    }
    return "write `frame | select a, b`, or `sql \"select …\"` for the engine's own SQL"
  }

  /// What to say where a frame's name was expected.
  var sourceHint: String? {
    switch current {
    case .end: "a pipeline begins with a frame's name, `load \"path\"` or another source"
    case .symbol(.percent): "a cell's magic command is `:help` here"
    case .symbol(.dot): "commands begin with `:`; `:help` lists them"
    case .symbol(.exclamation): "the shell runs no other programs; `:help` lists its commands"
    default: nil
    }
  }

  /// A failure for what stands behind a source where `|` or the end is expected.
  mutating func unexpectedRest(after source: Source) -> Failure {
    guard case .name(let name) = source.kind else { return unexpectedRest() }
    let frame = Name.spelled(name.text)
    switch current {
    case .symbol(.dot):
      guard case .word(let method) = next else { return unexpectedRest() }
      let span = currentSpan.union(tokens[index + 1].span)
      let hint =
        ForeignVerbs.find(method)?.hint
        ?? (VerbName(rawValue: method).map { "write `\(frame) | \($0.synopsis)`" })
        ?? "write `\(frame) | select \(method)`"
      return fail("method-call", "stages are joined by `|`, not by `.`", at: span, hint: hint)
    case .symbol(.openBracket):
      return fail(
        "subscript", "a frame has no brackets",
        hint: "rows are chosen by `\(frame) | where …`, columns by `\(frame) | select …`")
    case .system(let column):
      return fail(
        "subscript", "a column is chosen by a stage, not by `$`",
        hint: "write `\(frame) | select \(column)`")
    case .symbol(.openParenthesis):
      return fail(
        "call-as-source", "a pipeline begins with a frame, and `\(frame)(…)` is a call",
        hint: FunctionCatalogue[name.text]?.isAggregate == true
          ? "aggregates stand in a stage: `frame | summarize \(frame)(…)`"
          : "to compute one value, write `row x = \(frame)(…)`")
    case .symbol(let sign) where sign.continuesLine && sign != .comma && sign != .pipe:
      return fail(
        "value-as-source", "expected `|` after the frame `\(frame)`, found `\(sign.rawValue)`",
        hint: "a column is computed by a stage: `frame | derive x = \(frame) \(sign.rawValue) …`")
    default: return unexpectedRest()
    }
  }

  /// A failure for what stands where `|` or the end is expected.
  mutating func unexpectedRest() -> Failure {
    if let word = currentWord {
      if let foreign = ForeignVerbs.find(word) {
        return fail(
          "missing-pipe", "expected `|` and a verb, found `\(word)`", hint: foreign.hint)
      }
      if word != word.lowercased(), ClauseWords.all.contains(word.lowercased()) {
        return fail(
          "upper-case", "keywords are written in lower case", hint: "write `\(word.lowercased())`")
      }
      return expected(continuation, hint: restHint(word))
    }
    switch current {
    case .symbol(.closeParenthesis), .symbol(.closeBracket):
      return fail("unmatched-bracket", "no bracket is open that `\(written)` could close")
    case .symbol(.range):
      return expected(
        continuation, hint: "a range stands in `range 1..10` and `rows -6..0`")
    case .symbol(.openBrace), .symbol(.closeBrace):
      return expected(continuation, hint: "there are no blocks in braces")
    default:
      return expected(continuation)
    }
  }

  private var continuation: String { depth > 0 ? "`|` or `)`" : "`|` or the end of the line" }

  /// What a word behind a whole stage may have been meant as.
  private func restHint(_ word: String) -> String? {
    if ClauseWords.all.contains(word) { return nil }
    let words = VerbName.allCases.map(\.rawValue) + ClauseWords.all.sorted()
    if let nearest = Suggestion.nearest(to: word, among: words) {
      return Suggestion.didYouMean(nearest)
    }
    guard index > 0, case .word(let last) = tokens[index - 1].kind, !VerbCatalogue.isVerb(last)
    else { return nil }
    return "a name with blanks is written `` `\(last) \(word)` ``"
  }
}
