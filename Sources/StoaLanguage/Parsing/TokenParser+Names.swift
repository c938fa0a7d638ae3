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

  mutating func parseString(_ wanted: String, hint: String? = nil) throws(Failure) -> StringLiteral {
    guard case .string(let text) = current else { throw expected(wanted, hint: hint) }
    return StringLiteral(text, span: advance().span)
  }
}

/// How a name is written.
public enum Name {
  /// Whether it is a name without back quotes.
  public static func isBare(_ name: String) -> Bool {
    guard let first = name.utf8.first, first.startsName else { return false }
    return name.utf8.allSatisfy(\.continuesName) && !ReservedWords.all.contains(name)
  }

  /// The name as a program has it: bare where it can be, else in back quotes.
  public static func spelled(_ name: String) -> String {
    isBare(name) ? name : "`\(escaped(name, quote: "`"))`"
  }

  /// A text with the escapes that it needs between such quotes.
  static func escaped(_ text: String, quote: Unicode.Scalar) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case quote: result += "\\\(quote)"
      case _ where Sanitizer.isUnsafe(scalar):
        result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
