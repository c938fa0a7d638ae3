import GRDB

/// What to look for in the sources of cells.
///
/// A text is found anywhere in a source, small and capital ASCII letters alike. A text with `*`
/// (any characters) or `?` (one character) is a glob, in which letters' case matters; it too may
/// match anywhere in the source.
struct HistoryPattern {
  var condition: String
  var argument: String

  init(_ text: String) {
    if text.contains(where: { $0 == "*" || $0 == "?" }) {
      condition = "source GLOB ?"
      argument = "*" + text.replacing("[", with: "[[]") + "*"
    } else {
      condition = #"source LIKE ? ESCAPE '\'"#
      let literal = text.reduce(into: "") { result, character in
        if "%_\\".contains(character) { result.append("\\") }
        result.append(character)
      }
      argument = "%" + literal + "%"
    }
  }
}
