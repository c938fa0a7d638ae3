import StoaLanguage

/// Writes what the user should know beside the answer.
enum NoticeRenderer {
  static func render(_ sentence: String, drawing: Drawing) -> String {
    let text = Sanitizer.sanitize(sentence)
    return Paragraph.lines("note: \(text)", width: drawing.width, indent: 6)
      .map { drawing.style(.faint, $0) }.joined(separator: "\n")
  }
}
