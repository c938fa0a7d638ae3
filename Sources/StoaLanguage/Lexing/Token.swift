/// One word of the text.
public struct Token: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A bare word: a name, a verb or a keyword, as its place says.
    case word(String)
    /// A name in back quotes; never a keyword.
    case quotedName(String)
    /// The magnitude; a sign is a token of its own. At most 2⁶³, for the sake of `-2⁶³`.
    case int(UInt64)
    case float(Double)
    case string(String)
    /// Days since 1970-01-01
    case date(Int32)
    /// Microseconds since 1970-01-01T00:00:00
    case timestamp(Int64)
    /// Microseconds
    case duration(Int64)
    /// `$name`, without its `$`
    case system(String)
    case symbol(Symbol)
    /// `:name` and the rest of the line
    case command(Command)
    /// Text that is no token; a diagnostic says why.
    case invalid
    case end
  }

  public var kind: Kind
  public var span: SourceSpan
  /// Whether it is the first token of its line.
  public var startsLine: Bool

  public init(_ kind: Kind, span: SourceSpan, startsLine: Bool) {
    self.kind = kind
    self.span = span
    self.startsLine = startsLine
  }

  /// Whether a line that ends with this token goes on in the next one.
  var continuesLine: Bool {
    switch kind {
    case .symbol(let symbol): symbol.continuesLine
    case .word(let word): word == "and" || word == "or" || word == "not"
    default: false
    }
  }
}

/// A comment, from its `#` to the end of its line.
public struct Comment: Hashable, Sendable {
  /// With its `#`, without blanks at its end.
  public var text: String
  public var span: SourceSpan
  /// Whether nothing but blanks stands before it.
  public var startsLine: Bool
}

/// What the lexer makes of a text.
public struct LexedText: Hashable, Sendable {
  /// In the order of the text; the last one is `.end`.
  public var tokens: [Token]
  public var comments: [Comment]
  public var diagnostics: [Diagnostic]
  /// Whether the text ends inside a string.
  public var endsInString: Bool
}
