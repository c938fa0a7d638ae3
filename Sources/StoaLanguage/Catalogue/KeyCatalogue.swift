/// Keys of the prompt and what they do.
public struct KeyEntry: Hashable, Sendable {
  /// As they are written on a keyboard, with commas between those that do the same.
  public var keys: String
  /// In a sentence without a full stop.
  public var help: String
}

/// The table of keys; the line is edited with those of emacs.
public enum KeyCatalogue {
  public static let all: [KeyEntry] = [
    KeyEntry(
      keys: "Enter",
      help: "runs the entry, or begins a line where it is not complete (after `|`, in an open "
        + "bracket)"),
    KeyEntry(keys: "Alt-Enter", help: "begins a line in any case"),
    KeyEntry(
      keys: "Tab",
      help: "completes the word; where there are several ways, shows them with what they are"),
    KeyEntry(
      keys: "Up, Down",
      help: "the line above or below in the entry, then the entry before or after in the history, "
        + "of those that begin with what is typed"),
    KeyEntry(keys: "Ctrl-R, Ctrl-S", help: "search in the history, backwards and forwards"),
    KeyEntry(keys: "F2, Alt-V", help: "shows the entry stage by stage, as `:view` does"),
    KeyEntry(keys: "Ctrl-A, Ctrl-E, Home, End", help: "begin and end"),
    KeyEntry(keys: "Ctrl-Left, Ctrl-Right, Alt-B, Alt-F", help: "word by word"),
    KeyEntry(
      keys: "Ctrl-W, Alt-Backspace, Ctrl-K, Ctrl-U", help: "cut a word, the rest, the line"),
    KeyEntry(keys: "Ctrl-L", help: "clears the screen"),
    KeyEntry(
      keys: "Ctrl-C",
      help: "drops the entry; while a cell runs, stops it; twice, gives up waiting for it"),
    KeyEntry(keys: "Ctrl-D", help: "leaves, on an empty line"),
    KeyEntry(keys: "Ctrl-Z", help: "suspends; `fg` goes on"),
  ]
}
