/// Cuts a text into tokens; whatever the text, it ends and says what it did not understand.
public struct Lexer {
  let bytes: [UInt8]
  var position = 0
  var result = LexedText(tokens: [], comments: [], diagnostics: [], endsInString: false)
  private var startsLine = true

  private init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// The tokens of a text, with spans in UTF-8 offsets.
  public static func tokenize(_ text: String) -> LexedText {
    var lexer = Lexer(text)
    while lexer.position < lexer.bytes.count { lexer.scan() }
    lexer.emit(.end, from: lexer.bytes.count)
    return lexer.result
  }

  private mutating func scan() {
    let start = position
    switch bytes[position] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"):
      position += 1
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      position += 1
      startsLine = true
    case UInt8(ascii: "#"):
      scanComment()
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
      scanQuoted()
    case UInt8(ascii: "@"):
      scanTime()
    case UInt8(ascii: "$"):
      scanSystemName()
    case UInt8(ascii: ":") where startsLine && !lineGoesOn:
      scanCommand()
    case let byte where byte.isDigit:
      scanNumber()
    case let byte where byte.startsName || byte >= 0x80:
      scanWord()
    default:
      if let symbol = matchSymbol() {
        position += symbol.rawValue.utf8.count
        emit(.symbol(symbol), from: start)
      } else {
        scanStray()
      }
    }
  }

  private func matchSymbol() -> Symbol? {
    let rest = bytes[position...]
    let match = Symbol.byLength.first { rest.starts(with: $0.bytes) }?.symbol
    // `a <-1` compares with a negative number; only `x <- y` is R's assignment.
    if match == .leftArrow, !(byte(at: 2) == UInt8(ascii: " ")) { return .less }
    return match
  }

  private var lineGoesOn: Bool {
    result.tokens.last.map(\.continuesLine) ?? false
  }

  private mutating func scanComment() {
    let start = position
    let isFirst = startsLine
    skip { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    var end = position
    while end > start, bytes[end - 1].isBlank { end -= 1 }
    let span = SourceSpan(start, end)
    result.comments.append(Comment(text: text(in: span), span: span, startsLine: isFirst))
  }

  private mutating func scanSystemName() {
    let start = position
    position += 1
    skip { $0.continuesName }
    let name = text(in: SourceSpan(start + 1, position))
    if name.isEmpty {
      report(
        "stray-character", "`$` needs a name right after it", from: start,
        hint: "what the shell knows is in \(SystemFrameCatalogue.list)")
      emit(.invalid, from: start)
    } else {
      emit(.system(name), from: start)
    }
  }

  private mutating func scanCommand() {
    let start = position
    position += 1
    let nameStart = position
    skip { $0.continuesName }
    let name = SourceSpan(nameStart, position)
    skip { $0.isBlank }
    let argumentsStart = position
    skip { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    var end = position
    while end > argumentsStart, bytes[end - 1].isBlank { end -= 1 }
    let arguments = SourceSpan(argumentsStart, end)
    if name.isEmpty {
      report(
        "expected-command", "expected the name of a command after `:`",
        from: start, to: max(end, start + 1), hint: "`:help` lists the commands")
    }
    let command = Command(
      name: Identifier(text(in: name), span: name),
      arguments: StringLiteral(text(in: arguments), span: arguments))
    emit(.command(command), from: start, to: max(end, start + 1))
  }

  private mutating func scanWord() {
    let start = position
    skip { $0.continuesName }
    guard position < bytes.count, bytes[position] >= 0x80 else {
      emit(.word(text(in: SourceSpan(start, position))), from: start)
      return
    }
    // A letter outside ASCII: the whole word is one name that lacks its quotes.
    while position < bytes.count, let next = characterHere, next.isLetterLike {
      position += next.utf8.count
    }
    guard position > start else { return scanStray() }
    let name = text(in: SourceSpan(start, position))
    report(
      "unquoted-name", "the name `\(name)` has letters beyond a–z and needs back quotes",
      from: start, hint: "write `` `\(name)` ``")
    emit(.quotedName(name), from: start)
  }

  /// The character at the position.
  private var characterHere: Character? {
    String(decoding: bytes[position..<min(position + 64, bytes.count)], as: UTF8.self).first
  }

  private mutating func scanStray() {
    let start = position
    guard let character = characterHere else {
      position += 1
      return
    }
    if let quote = Self.curlyQuotes[character], scanCurlyString(opening: character, until: quote) {
      return
    }
    position = min(start + max(character.utf8.count, 1), bytes.count)
    let shown = Sanitizer.sanitize(String(character))
    let hint: String? =
      switch character {
      case "”", "’", "»": "strings stand in straight quotes: \"…\" or '…'"
      case "\u{a0}", "\u{2003}", "\u{2009}", "\u{202f}", "\u{3000}", "\u{feff}":
        "it looks like a blank; replace it by a plain one"
      case "–", "—", "−": "a minus sign is `-`"
      case "≤": "write `<=`"
      case "≥": "write `>=`"
      case "≠": "write `!=`"
      case "×": "write `*`"
      case "→": "stages are joined by `|`"
      case "\\": "a statement goes on after a line's end that is `|` or `,`"
      case "?" where result.tokens.isEmpty:
        "`:help` lists the words, and `:help where` explains one"
      case "?": "the value to take instead of a null is written `a ?? b`"
      default: nil
      }
    report("stray-character", "`\(shown)` has no meaning here", from: start, hint: hint)
    emit(.invalid, from: start)
  }
}

extension Lexer {
  /// The byte that many places after the position.
  func byte(at offset: Int) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  func text(in span: SourceSpan) -> String {
    String(decoding: bytes[span.lower..<span.upper], as: UTF8.self)
  }

  mutating func skip(while condition: (UInt8) -> Bool) {
    while position < bytes.count, condition(bytes[position]) { position += 1 }
  }

  mutating func emit(_ kind: Token.Kind, from start: Int, to end: Int? = nil) {
    let span = SourceSpan(start, end ?? position)
    result.tokens.append(Token(kind, span: span, startsLine: startsLine))
    startsLine = false
  }

  mutating func report(
    _ code: String, _ message: String, from start: Int, to end: Int? = nil, hint: String? = nil
  ) {
    let span = SourceSpan(start, end ?? position)
    result.diagnostics.append(Diagnostic(code: code, message: message, span: span, hint: hint))
  }
}

extension UInt8 {
  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  /// Whether a bare name may begin with it.
  var startsName: Bool {
    self == UInt8(ascii: "_")
      || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
  }

  /// Whether a bare name may go on with it.
  var continuesName: Bool { startsName || isDigit }
}

extension Character {
  fileprivate var isLetterLike: Bool { isLetter || isNumber || self == "_" }
}
