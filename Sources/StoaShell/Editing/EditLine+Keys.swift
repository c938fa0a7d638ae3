import CEditLine

/// What the keys of the shell do to the line that is edited.
extension EditLine {
  /// The text around the cursor.
  struct Surroundings {
    var before: String
    var after: String
  }

  func surroundings(_ editor: OpaquePointer) -> Surroundings {
    let line = el_wline(editor).pointee
    return Surroundings(
      before: String(wide: line.buffer, count: line.cursor - line.buffer),
      after: String(wide: line.cursor, count: line.lastchar - line.cursor))
  }

  func enter(_ editor: OpaquePointer?) -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    let text = surroundings(editor)
    if assistant.isComplete(margin.removed(from: text.before + text.after)) {
      KeyBindings.submit(editor)
      return UInt8(CC_NORM)
    }
    return insert("\n", editor)
  }

  /// Inserts text at the cursor, its lines behind the margin.
  func insert(_ text: String, _ editor: OpaquePointer?) -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    let result = margin.added(to: text).withWideCharacters { el_winsertstr(editor, $0) }
    return UInt8(result == 0 ? CC_REFRESH : CC_ERROR)
  }

  /// Ends the entry as a question for its view, on one line.
  func view(_ editor: OpaquePointer?) -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    let text = surroundings(editor)
    let entry = margin.removed(from: text.before + text.after)
    let lines = entry.split(separator: "\n").map { $0.drop(while: \.isWhitespace) }
    guard !lines.isEmpty, !entry.contains("#") else { return UInt8(CC_ERROR) }
    el_cursor(editor, Int32(text.after.unicodeScalars.count))
    el_deletestr(editor, Int32((text.before + text.after).unicodeScalars.count))
    let result = insert(":view " + lines.joined(separator: " "), editor)
    KeyBindings.submit(editor)
    return result
  }

  /// Shows that the entry is dropped, and ends it.
  func drop(_ editor: OpaquePointer?) -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    let after = surroundings(editor).after
    el_cursor(editor, Int32(after.unicodeScalars.count))
    _ = "^C".withWideCharacters { el_winsertstr(editor, $0) }
    KeyBindings.submit(editor)
    return UInt8(CC_REFRESH)
  }

  /// Reads up to the mark that ends a paste, and inserts it without its last line break.
  func paste(_ editor: OpaquePointer?) -> UInt8 {
    let end = Array("\u{1B}[201~".unicodeScalars)
    var pasted: [Unicode.Scalar] = []
    reading: while !pasted.ends(with: end) {
      switch input.next() {
      case .character(let value):
        if let scalar = Unicode.Scalar(value) { pasted.append(scalar) }
      case .signal(.interrupt), .signal(.hangUp), .signal(.terminate), .end: break reading
      case .signal: continue
      }
    }
    if pasted.ends(with: end) { pasted.removeLast(end.count) }
    return insert(Self.cleaned(pasted), editor)
  }

  /// Pasted text with line feeds between its lines and without other control characters.
  static func cleaned(_ pasted: [Unicode.Scalar]) -> String {
    var text = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in pasted {
      switch scalar {
      case "\r": text.append("\n")
      case "\n": if previous != "\r" { text.append("\n") }
      case "\t": text.append(scalar)
      case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}": break
      default: text.append(scalar)
      }
      previous = scalar
    }
    var result = String(text)
    if result.hasSuffix("\n") { result.removeLast() }
    return result
  }
}

extension Array where Element == Unicode.Scalar {
  fileprivate func ends(with other: [Unicode.Scalar]) -> Bool { suffix(other.count) == other[...] }
}
