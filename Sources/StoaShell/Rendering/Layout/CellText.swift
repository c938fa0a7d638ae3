import StoaLanguage

/// A piece of text that is safe for the terminal, with its width in terminal cells.
struct CellText: Hashable, Sendable {
  var text: String
  var width: Int
  var role: Style.Role

  /// Makes a text safe, and cuts it to a width; where something is cut off, `…` stands for it.
  init(_ raw: String, role: Style.Role = .plain, limit: Int, glyphs: Glyphs) {
    let (head, isCut) = Self.head(of: raw, limit: limit)
    let safe = Sanitizer.sanitize(head)
    let width = DisplayWidth.of(safe)
    if width <= limit, !isCut {
      (text, self.width) = (safe, width)
    } else {
      (text, self.width) = Self.cut(safe, to: limit, glyphs: glyphs)
    }
    self.role = role
  }

  private init(text: String, width: Int, role: Style.Role) {
    (self.text, self.width, self.role) = (text, width, role)
  }

  /// The text cut to a smaller width.
  func clipped(to limit: Int, glyphs: Glyphs) -> CellText {
    guard width > limit else { return self }
    let (text, width) = Self.cut(text, to: limit, glyphs: glyphs)
    return CellText(text: text, width: width, role: role)
  }

  /// No more of a long text than could be shown, so that a cell of a megabyte costs little and a
  /// flood of combining marks stays in its place.
  private static func head(of raw: String, limit: Int) -> (String, isCut: Bool) {
    let scalars = raw.unicodeScalars
    let most = (limit + 1) * 8
    guard let end = scalars.index(scalars.startIndex, offsetBy: most, limitedBy: scalars.endIndex),
      end != scalars.endIndex
    else { return (raw, false) }
    return (String(scalars[..<end]), true)
  }

  private static func cut(_ text: String, to limit: Int, glyphs: Glyphs) -> (String, Int) {
    guard limit > 0 else { return ("", 0) }
    let ellipsis = String(glyphs.ellipsis.prefix(limit))
    let room = limit - ellipsis.count
    let (kept, width) = DisplayWidth.prefix(of: text, columns: room)
    return (kept + ellipsis, width + ellipsis.count)
  }
}
