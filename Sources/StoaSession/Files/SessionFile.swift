/// A session file: the blocks of a program, in order, with what each printed when it was recorded.
public struct SessionFile: Hashable, Sendable {
  public enum Format: Hashable, Sendable {
    /// `name.stoa`: a program, nothing else.
    case plain
    /// `name.stoa.md`: Markdown with fenced blocks.
    case markdown
  }

  /// A fenced block opened by ```` ```stoa ````, or the whole of a plain file.
  public struct Block: Hashable, Sendable {
    public var source: String
    /// The line of the file where `source` begins, from 1.
    public var line: Int
    /// The closest heading above it, without its number signs.
    public var heading: String?
    public var attributes: Attributes
    /// What it printed when it was recorded, where an output block follows it.
    public var recorded: Recorded?
    /// The number of lines of the file up to the end of the block.
    var lastLine: Int
    /// Whether it is a fenced block, and not the whole of a plain file.
    public var isFenced: Bool
  }

  /// What stands in braces after ```` ```stoa ````.
  public struct Attributes: Hashable, Sendable {
    /// `name=…`: what the times of the block are labelled with.
    public var name: String?
    /// `cache=off`: the block's answers are computed.
    public var cache: Bool?
    /// `fails`: the block is there for its error; a block that does not fail is wrong.
    public var fails = false
  }

  /// An output block.
  public struct Recorded: Hashable, Sendable {
    public var text: String
    /// The line of the file where `text` begins, from 1.
    public var line: Int
    /// The lines of the whole block, its fences included, counted from 0.
    var lines: Range<Int>
  }

  public var path: String
  public var format: Format
  public var blocks: [Block]
  /// The whole text, line by line.
  var lines: [String]
}

/// Why a session file cannot be read, and where.
public struct SessionFileError: Error, Hashable, Sendable {
  public var path: String
  /// From 1; nil where the whole file is meant.
  public var line: Int?
  /// One sentence without a full stop.
  public var message: String
  public var hint: String?

  public init(path: String, line: Int?, message: String, hint: String? = nil) {
    self.path = path
    self.line = line
    self.message = message
    self.hint = hint
  }
}
