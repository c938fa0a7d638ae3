import StoaLanguage

/// Reads entries: what the user types until it is complete.
public protocol LineEditor: Sendable {
  /// Reads one entry.
  func read(prompt: Prompt, assistant: EntryAssistant) async -> Entry
  /// Adds an entry to what the arrow keys bring back.
  func remember(_ source: String) async
  /// Lets the editor know of a signal; does nothing where no entry is being read.
  func notify(_ signal: ShellSignal)
  /// Gives the terminal back as it was found.
  func close() async
}

/// What knows the language of the entries.
public struct EntryAssistant: Sendable {
  /// Whether a line break ends an entry; where it does not, the entry goes on in a new line.
  public var isComplete: @Sendable (String) -> Bool
  /// What may stand at a cursor, after so many bytes of an entry.
  public var completion: @Sendable (String, Int) async -> Completion

  public init(
    isComplete: @escaping @Sendable (String) -> Bool,
    completion: @escaping @Sendable (String, Int) async -> Completion = { _, offset in
      Completion(replacing: SourceSpan(offset, offset), candidates: [])
    }
  ) {
    self.isComplete = isComplete
    self.completion = completion
  }
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
