/// Writes a syntax tree as text, in the one style of the language.
///
/// With the text that a tree was parsed from, numbers and times keep their spelling (`1_000`,
/// `24h`); without it they are written from their values.
public struct SyntaxPrinter: Sendable {
  /// The text that the spans of the tree are about.
  let source: [UInt8]?

  public init(source: String? = nil) {
    self.source = source.map { Array($0.utf8) }
  }

  private func slice(_ span: SourceSpan) -> Substring? {
    guard let source, !span.isEmpty else { return nil }
    return Substring(decoding: source[span.lower..<span.upper], as: UTF8.self)
  }

  /// A number or a time as it was written, its sign next to it.
  func spelling(of span: SourceSpan) -> String? {
    guard let text = slice(span), let word = text.split(whereSeparator: \.isWhitespace).last
    else { return nil }
    return (text.hasPrefix("-") && !word.hasPrefix("-") ? "-" : "") + word
  }

  /// A string in the quotes that need the fewest escapes; one over several lines is left as it is.
  func string(_ text: String, span: SourceSpan) -> String {
    guard text.contains(where: \.isNewline), let slice = slice(span),
      slice.contains(where: \.isNewline)
    else { return Quoted.string(text) }
    return String(slice)
  }

  func list<T>(_ items: [T], _ text: (T) -> String) -> String {
    items.map(text).joined(separator: ", ")
  }

  func name(_ identifier: Identifier) -> String { Name.spelled(identifier.text) }

  func string(_ literal: StringLiteral) -> String {
    literal.isParam
      ? Name.spelled(literal.text) : string(literal.text, span: literal.span)
  }

  /// A pipeline on one line.
  public func text(of pipeline: Pipeline) -> String {
    let stages = pipeline.stages.map { stage in "| \(pieces(of: stage).joined(separator: " "))" }
    let source = pieces(of: pipeline.source).joined(separator: " ")
    return ([source] + stages).filter { !$0.isEmpty }.joined(separator: " ")
  }
}
