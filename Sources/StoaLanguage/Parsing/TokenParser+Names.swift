/// Words that mean something in every expression, and so are names in back quotes alone.
enum ReservedWords {
  static let all: Set<String> = ["and", "or", "not", "null", "true", "false"]
}

extension TokenParser {
  /// A name, bare or in back quotes.
  mutating func parseName(_ wanted: String, hint: String? = nil) throws(Failure) -> Identifier {
    switch current {
    case .word(let word):
      if ReservedWords.all.contains(word) {
        throw fail(
          "reserved-word", "expected \(wanted), found the keyword `\(word)`",
          hint: "a column of that name is written `` `\(word)` ``")
      }
      let span = advance().span
      return Identifier(word, span: span)
    case .quotedName(let name):
      return Identifier(name, span: advance().span)
    case .string(let text):
      throw expected(
        wanted, hint: hint ?? "a name has no quotes, or back quotes: \(Name.spelled(text))")
    case .symbol(.star):
      throw expected(wanted, hint: hint ?? "all columns are kept where none are selected")
    default:
      throw expected(wanted, hint: hint)
    }
  }

  /// One or more names with commas between them.
  mutating func parseNames(_ wanted: String) throws(Failure) -> [Identifier] {
    var names = [try parseName(wanted)]
    while accept(.comma) { names.append(try parseName(wanted)) }
    refuseQualifier(after: names)
    return names
  }

  /// Complains of `frame.column`.
  mutating func refuseQualifier(after names: [Identifier]) {
    guard isSymbol(.dot), let last = names.last, next.isName else { return }
    let rest = tokens[index + 1]
    report(
      "qualified-name", "a column is named without its frame",
      at: last.span.union(rest.span), hint: "write `\(slice(rest.span))`")
    advance()
    advance()
  }

  mutating func parseString(_ wanted: String, hint: String? = nil) throws(Failure) -> StringLiteral
  {
    guard case .string(let text) = current else { throw expected(wanted, hint: hint) }
    return StringLiteral(text, span: advance().span)
  }

  /// A path in quotes, or the name of a param that holds it.
  mutating func parsePath(
    _ wanted: String, after verb: String
  ) throws(Failure) -> StringLiteral {
    guard current.isName || isSymbol(.slash) || isSymbol(.dot) || isSymbol(.range) else {
      return try parseString(
        "\(wanted) in quotes after `\(verb)`", hint: "write `\(verb) \"path\"`")
    }
    let word = wordUpToBlank
    if word != currentSpan {
      throw fail(
        "unquoted-path", "a path stands in quotes", at: word,
        hint: "write `\(verb) \(Quoted.string(slice(word)))`")
    }
    let name = try parseName(wanted)
    return StringLiteral(name.text, span: name.span, isParam: true)
  }

  /// The current token with all that follows it without a blank, up to a bracket or a `|`.
  private var wordUpToBlank: SourceSpan {
    var span = currentSpan
    var position = index + 1
    while position < tokens.count, tokens[position].span.lower == span.upper {
      switch kind(at: position) {
      case .end, .symbol(.pipe), .symbol(.closeParenthesis), .symbol(.openParenthesis): return span
      default: span = span.union(tokens[position].span)
      }
      position += 1
    }
    return span
  }
}
