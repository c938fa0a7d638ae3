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

/// How a string is written.
public enum Quoted {
  /// In double quotes, or in single ones where it has double quotes within, with the escapes that
  /// it needs.
  public static func string(_ text: String) -> String {
    let quote: Unicode.Scalar = text.contains("\"") && !text.contains("'") ? "'" : "\""
    return "\(quote)\(Name.escaped(text, quote: quote))\(quote)"
  }
}
