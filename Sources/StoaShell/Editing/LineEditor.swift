/// Reads entries: what the user types until it is complete.
public protocol LineEditor: Sendable {
  /// Reads one entry. `isComplete` says whether a line break ends it; where it does not, the
  /// entry goes on in a new line.
  func read(
    prompt: Prompt, isComplete: @escaping @Sendable (String) -> Bool
  ) async -> Entry
  /// Adds an entry to what the arrow keys bring back.
  func remember(_ source: String) async
  /// Lets the editor know of a signal; does nothing where no entry is being read.
  func notify(_ signal: ShellSignal)
  /// Gives the terminal back as it was found.
  func close() async
}

/// What stands before the text that is typed.
public struct Prompt: Hashable, Sendable {
  public var text: String
  public var style: Style

  public init(_ text: String, style: Style = .none) {
    self.text = text
    self.style = style
  }
}

/// What came of a prompt.
public enum Entry: Hashable, Sendable {
  /// A complete entry, or one that the user ended.
  case source(String)
  /// Ctrl-C: what was typed is dropped.
  case interrupted
  /// Ctrl-D, or the end of the input.
  case end
  /// The terminal is gone.
  case hungUp
}
