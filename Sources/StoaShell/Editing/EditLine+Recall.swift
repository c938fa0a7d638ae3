import CEditLine

/// A walk through the entries that begin with what was typed.
struct HistoryRecall: Hashable, Sendable {
  let prefix: String
  /// The place of the entry that is shown among all; their number where what was typed is.
  private(set) var place: Int
  private(set) var shown: String

  /// Begins a walk behind the last entry.
  init(prefix: String, count: Int) {
    (self.prefix, place, shown) = (prefix, count, prefix)
  }

  /// Goes to the next entry that begins so, towards the first or the last; behind the last is what
  /// was typed. Returns whether there was one to go to.
  mutating func move(_ step: Int, in entries: [String]) -> Bool {
    var next = place + step
    while entries.indices.contains(next), !entries[next].hasPrefix(prefix) || entries[next] == shown
    {
      next += step
    }
    guard next >= 0, next <= entries.count, place != entries.count || step < 0 else { return false }
    place = next
    shown = next < entries.count ? entries[next] : prefix
    return true
  }
}

extension EditLine {
  /// Moves to the line above, to the entry before that begins with what stands before the cursor,
  /// or, where nothing is typed, to the entry before.
  func up(_ editor: OpaquePointer?) -> UInt8 {
    step(editor, -1, \.before, KeyBindings.lineAbove, KeyBindings.earlierEntry)
  }

  func down(_ editor: OpaquePointer?) -> UInt8 {
    step(editor, 1, \.after, KeyBindings.lineBelow, KeyBindings.laterEntry)
  }

  private func step(
    _ editor: OpaquePointer?, _ step: Int, _ side: KeyPath<Surroundings, String>,
    _ within: String, _ beyond: String
  ) -> UInt8 {
    guard let editor else { return UInt8(CC_ERROR) }
    let text = surroundings(editor)
    if text[keyPath: side].contains("\n") {
      KeyBindings.push(within, to: editor)
      return UInt8(CC_NORM)
    }
    let entry = margin.removed(from: text.before + text.after)
    if recall?.shown != entry {
      // An entry that stands there whole was walked to; one that was typed in part is sought.
      recall =
        step < 0 && !entry.isEmpty && text.after.isEmpty && !entries.contains(entry)
        ? HistoryRecall(prefix: entry, count: entries.count) : nil
    }
    guard recall != nil else {
      KeyBindings.push(beyond, to: editor)
      return UInt8(CC_NORM)
    }
    guard recall?.move(step, in: entries) == true, let found = recall?.shown else {
      return UInt8(CC_ERROR)
    }
    el_cursor(editor, Int32(text.after.unicodeScalars.count))
    el_deletestr(editor, Int32((text.before + text.after).unicodeScalars.count))
    return insert(found, editor)
  }
}
