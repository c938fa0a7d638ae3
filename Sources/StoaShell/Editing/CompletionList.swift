import StoaLanguage

/// The lines that show what may stand at a cursor: a word and what it is each, or, where they are
/// many, words alone, side by side.
struct CompletionList {
  let lines: [String]

  /// - Parameter rows: the most lines.
  init(_ candidates: [CompletionCandidate], columns: Int, rows: Int, glyphs: Glyphs) {
    func fitted(_ line: String) -> String {
      CellText(line, limit: max(columns - 1, 1), glyphs: glyphs).text
    }
    let words = candidates.map { Sanitizer.sanitize($0.text) }
    let widest = words.map(DisplayWidth.of).max() ?? 0
    if candidates.count <= rows {
      lines = zip(words, candidates).map { word, candidate in
        let padding = String(repeating: " ", count: widest - DisplayWidth.of(word))
        return fitted(
          candidate.detail.isEmpty ? "  \(word)" : "  \(word)\(padding)  \(candidate.detail)")
      }
      return
    }
    let each = widest + 2
    let across = max((columns - 1) / each, 1)
    let shown = words.prefix(across * (rows - 1))
    let down = (shown.count + across - 1) / across
    var lines = (0..<down).map { row in
      stride(from: row, to: shown.count, by: down).map { index in
        "  " + shown[index]
          + String(repeating: " ", count: each - 2 - DisplayWidth.of(shown[index]))
      }.joined()
    }
    if shown.count < words.count {
      lines.append("  \(glyphs.ellipsis) and \(words.count - shown.count) more")
    }
    self.lines = lines.map(fitted)
  }
}
