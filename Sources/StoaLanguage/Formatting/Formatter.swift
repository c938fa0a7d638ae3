/// Writes a program in the one style of the language.
///
/// A pipeline that fits in 88 columns stands on one line; a longer one has a line for each stage,
/// two blanks in. Comments stay with what they are about, and one empty line at most stays
/// between two statements.
public enum Formatter {
  static let maximumColumns = 88

  /// The text in that style; throws what is wrong with it, if it cannot be parsed.
  public static func format(_ text: String) throws(DiagnosticList) -> String {
    let program = try Parser.parse(text).get()
    var formatter = ProgramFormatter(text: text)
    return formatter.format(program)
  }

  /// A syntax tree as text, without the comments of the text that it may have come from.
  public static func print(_ program: Program) -> String {
    var formatter = ProgramFormatter(text: nil)
    return formatter.format(program)
  }
}

/// The formatter at work on one program.
struct ProgramFormatter {
  private let printer: SyntaxPrinter
  /// Those not written yet, in the order of the text.
  private var comments: [Comment]
  private let bytes: [UInt8]
  private var output = ""
  /// The end of what was last taken from the text.
  private var lastEnd = 0

  init(text: String?) {
    printer = SyntaxPrinter(source: text)
    bytes = text.map { Array($0.utf8) } ?? []
    comments = text.map { Lexer.tokenize($0).comments } ?? []
  }

  mutating func format(_ program: Program) -> String {
    for statement in program.statements {
      writeComments(before: statement.span.lower)
      keepEmptyLine(before: statement.span.lower)
      let lines = StatementLayout(
        statement, printer: printer, comments: takeComments(of: statement))
      for line in lines.lines { output += line + "\n" }
      lastEnd = max(lastEnd, statement.span.upper)
      if let trailing = takeTrailingComment() {
        output.removeLast()
        output += "  " + trailing.text + "\n"
      }
    }
    writeComments(before: .max)
    return output
  }

  /// Comments on lines of their own.
  private mutating func writeComments(before offset: Int) {
    while let comment = comments.first, comment.span.lower < offset {
      comments.removeFirst()
      keepEmptyLine(before: comment.span.lower)
      output += comment.text + "\n"
      lastEnd = comment.span.upper
    }
  }

  private mutating func takeComments(of statement: Statement) -> [Comment] {
    let inside = comments.prefix { $0.span.lower < statement.span.upper }
    comments.removeFirst(inside.count)
    return Array(inside)
  }

  /// A comment on the line on which the last statement ends.
  private mutating func takeTrailingComment() -> Comment? {
    guard let comment = comments.first, !comment.startsLine,
      !bytes[lastEnd..<comment.span.lower].contains(UInt8(ascii: "\n"))
    else { return nil }
    comments.removeFirst()
    lastEnd = comment.span.upper
    return comment
  }

  /// Writes an empty line where the text has one or more.
  private mutating func keepEmptyLine(before offset: Int) {
    guard !output.isEmpty, offset > lastEnd, offset <= bytes.count else { return }
    let lineEnds = bytes[lastEnd..<offset].count { $0 == UInt8(ascii: "\n") }
    if lineEnds > 1 { output += "\n" }
  }
}
