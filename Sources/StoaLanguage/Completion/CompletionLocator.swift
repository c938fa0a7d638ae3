/// Finds out where a cursor stands, from the text before it.
///
/// The text is what a person is typing, so it is unfinished and may be wrong; there is an answer
/// for every text.
public struct CompletionLocator {
  /// A pipeline, or a list in brackets, that is open at the cursor.
  private struct Level {
    /// The first token in it.
    var first: Int
    /// Its last `|`.
    var pipe: Int?
    /// Whether it is the brackets of a call or a list, so that a name in it is an argument.
    var isList = false
  }

  /// What stands before the word that is typed.
  private let tokens: [Token]
  private let word: SourceSpan
  /// Whether the word is the first of its line.
  private let startsLine: Bool

  /// The place of a cursor after so many bytes of a text.
  public static func place(in text: String, at offset: Int) -> CompletionPlace {
    var bytes = Array(text.utf8.prefix(max(offset, 0)))
    // Within a character, its beginning is not there yet.
    if let next = text.utf8.dropFirst(bytes.count).first, next & 0xC0 == 0x80 {
      while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
    }
    let before = String(decoding: bytes, as: UTF8.self)
    let end = before.utf8.count
    let lexed = Lexer.tokenize(before)
    var tokens = lexed.tokens
    if tokens.last?.kind == .end { tokens.removeLast() }
    if let special = special(before, tokens, lexed) { return special }
    guard let last = tokens.last, last.span.upper == end else {
      let rest = before.utf8.dropFirst(tokens.last?.span.upper ?? 0)
      let isNewLine = tokens.isEmpty || rest.contains(UInt8(ascii: "\n"))
      return CompletionLocator(
        tokens: tokens, word: SourceSpan(end, end), startsLine: isNewLine
      ).place
    }
    switch last.kind {
    // A number that is being typed, and a name in back quotes that is whole.
    case .int, .float, .date, .timestamp, .duration, .quotedName, .string:
      return CompletionPlace(kind: .nothing, word: SourceSpan(end, end), pipeline: nil)
    case .word:
      return CompletionLocator(
        tokens: tokens.dropLast(), word: last.span, startsLine: last.startsLine
      ).place
    default:
      return CompletionLocator(
        tokens: tokens, word: SourceSpan(end, end), startsLine: false
      ).place
    }
  }

  private init(tokens: [Token], word: SourceSpan, startsLine: Bool) {
    self.tokens = tokens
    self.word = word
    self.startsLine = startsLine
  }

  // MARK: Comments, texts, commands

  /// The places that a sign tells.
  private static func special(
    _ before: String, _ tokens: [Token], _ lexed: LexedText
  ) -> CompletionPlace? {
    let end = before.utf8.count
    func at(_ kind: CompletionPlace.Kind, from lower: Int) -> CompletionPlace {
      CompletionPlace(kind: kind, word: SourceSpan(min(lower, end), end), pipeline: nil)
    }
    if let comment = lexed.comments.last, comment.span.upper > tokens.last?.span.upper ?? 0,
      !before.utf8.dropFirst(comment.span.upper).contains(UInt8(ascii: "\n"))
    {
      return at(.nothing, from: end)
    }
    if lexed.endsInString, let quote = tokens.last { return at(.path, from: quote.span.lower + 1) }
    switch tokens.last?.kind {
    case .command(let command): return place(of: command, before, end)
    case .system where tokens.last?.span.upper == end:
      return at(.systemFrame, from: (tokens.last?.span.lower ?? end) + 1)
    default: break
    }
    if before.hasSuffix(":"), tokens.last?.startsLine ?? true { return at(.command, from: end) }
    return before.hasSuffix("$") ? at(.systemFrame, from: end) : nil
  }

  private static func place(of command: Command, _ text: String, _ end: Int) -> CompletionPlace {
    let name = command.name.span
    // Right behind the name, the name itself is being typed.
    guard name.upper < end else {
      return CompletionPlace(kind: .command, word: name, pipeline: nil)
    }
    let arguments = Array(text.utf8)[name.upper..<end]
    let isQuoted = arguments.count { $0 == UInt8(ascii: "\"") } % 2 == 1
    let sign = UInt8(ascii: isQuoted ? "\"" : " ")
    let lower = arguments.lastIndex(of: sign).map { $0 + 1 } ?? end
    return CompletionPlace(
      kind: isQuoted ? .path : .commandArgument(command.name.text),
      word: SourceSpan(lower, end), pipeline: nil)
  }

  // MARK: Statements and pipelines

  private var place: CompletionPlace {
    if let last = tokens.last, startsLine, !last.continuesLine, openLevels.count == 1 {
      return at(.statement)
    }
    var levels = openLevels
    while let level = levels.last, level.isList, level.pipe == nil, levels.count > 1 {
      levels.removeLast()
    }
    let level = levels[levels.count - 1]
    guard let pipe = level.pipe else { return beginning(level, levels.count == 1) }
    let stage = Array(tokens[(pipe + 1)...])
    let pipeline = SourceSpan(
      tokens[pipelineStart(level)].span.lower, tokens[pipe].span.lower)
    return at(stage.isEmpty ? .verb : StagePlace(stage).kind, pipeline)
  }

  private func at(
    _ kind: CompletionPlace.Kind, _ pipeline: SourceSpan? = nil
  ) -> CompletionPlace {
    CompletionPlace(kind: kind, word: word, pipeline: pipeline)
  }

  /// The statement and the brackets that are open at the cursor, the innermost last.
  private var openLevels: [Level] {
    var levels = [Level(first: 0)]
    for (index, token) in tokens.enumerated() {
      if token.startsLine, levels.count == 1, index > 0, token.kind != .symbol(.pipe),
        !tokens[index - 1].continuesLine
      {
        levels = [Level(first: index)]
      }
      switch token.kind {
      case .symbol(.openParenthesis), .symbol(.openBracket):
        levels.append(Level(first: index + 1, isList: isList(index)))
      case .symbol(.closeParenthesis), .symbol(.closeBracket):
        if levels.count > 1 { levels.removeLast() }
      case .symbol(.pipe): levels[levels.count - 1].pipe = index
      default: break
      }
    }
    return levels
  }

  /// Whether a bracket opens a call or a list of values, not a pipeline.
  private func isList(_ index: Int) -> Bool {
    guard tokens[index].kind == .symbol(.openParenthesis) else { return true }
    guard index > 0 else { return false }
    switch tokens[index - 1].kind {
    case .symbol(.assign): return false
    case .word(let word):
      return !VerbName.allCases.contains { $0.takesPipeline && $0.words.last ?? "" == word }
        && word != "in"
    default: return true
    }
  }

  /// The first token of the pipeline of a level, behind the names that it is given.
  private func pipelineStart(_ level: Level) -> Int {
    for index in level.first..<max(tokens.count, level.first) {
      switch tokens[index].kind {
      case .word, .quotedName, .symbol(.comma): continue
      case .symbol(.assign) where index + 1 < tokens.count: return index + 1
      default: return level.first
      }
    }
    return level.first
  }

  /// Before the first `|` of a pipeline.
  private func beginning(_ level: Level, _ isOutermost: Bool) -> CompletionPlace {
    guard level.first < tokens.count, let last = tokens.last?.kind else {
      return at(isOutermost ? .statement : .source)
    }
    let start = pipelineStart(level)
    if last == .symbol(.assign), start == level.first { return at(.source) }
    guard tokens[start].kind == .word("load") else { return at(.nothing) }
    let with = tokens[start...].lastIndex { $0.kind == .word("with") || $0.kind == .word("schema") }
    if let with, tokens[with].kind == .word("with"),
      with == tokens.count - 1 || last == .symbol(.comma)
    {
      return at(.loadOption)
    }
    return at(.loadWords)
  }
}
