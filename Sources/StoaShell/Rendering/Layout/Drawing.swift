/// The looks and the room that text is drawn with.
public struct Drawing: Hashable, Sendable {
  /// Terminal cells a line; nil means as wide as the content.
  public var width: Int?
  public var glyphs: Glyphs
  public var style: Style

  public init(width: Int?, glyphs: Glyphs, style: Style) {
    self.width = width.map { max($0, 8) }
    self.glyphs = glyphs
    self.style = style
  }

  /// The room for one piece of text.
  var limit: Int { width ?? 1_000 }

  func cell(_ text: String, _ role: Style.Role = .plain) -> CellText {
    CellText(text, role: role, limit: max(1, limit - 2), glyphs: glyphs)
  }
}

/// The characters that lines and marks are drawn with.
public struct Glyphs: Hashable, Sendable {
  var vertical: String
  var horizontal: String
  var crossing: String
  var ellipsis: String
  var times: String
  /// Eighths of a bar, from one to eight; where there is one alone, it is a whole.
  var bar: [String]

  public static let unicode = Glyphs(
    vertical: "│", horizontal: "─", crossing: "┼", ellipsis: "…", times: "×",
    bar: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"])
  public static let ascii = Glyphs(
    vertical: "|", horizontal: "-", crossing: "+", ellipsis: "...", times: "x", bar: ["#"])
}
