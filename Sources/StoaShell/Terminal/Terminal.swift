/// Where the shell is read and written: what it can show, how large it is, and the way to write.
///
/// The size, the kind of the device, the locale and `TERM` are asked here and nowhere else.
public protocol Terminal: Sendable {
  /// How large it is at this moment.
  var size: TerminalSize { get }
  var capabilities: TerminalCapabilities { get }
  /// Writes text at once.
  func write(_ text: String)
}

/// Columns and rows of terminal cells.
public struct TerminalSize: Hashable, Sendable {
  public var columns: Int
  public var rows: Int

  /// What a terminal has that does not say.
  public static let standard = TerminalSize(columns: 80, rows: 24)

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// What can be shown and asked.
public struct TerminalCapabilities: Hashable, Sendable {
  /// Whether a person types here.
  public var readsFromTerminal: Bool
  /// Whether a person reads here.
  public var writesToTerminal: Bool
  /// Whether the cursor can be moved and lines can be taken back.
  public var movesCursor: Bool
  /// Whether colours are welcome.
  public var isStyled: Bool
  public var isUnicode: Bool

  public init(
    readsFromTerminal: Bool, writesToTerminal: Bool, movesCursor: Bool, isStyled: Bool,
    isUnicode: Bool
  ) {
    self.readsFromTerminal = readsFromTerminal
    self.writesToTerminal = writesToTerminal
    self.movesCursor = movesCursor
    self.isStyled = isStyled
    self.isUnicode = isUnicode
  }

  /// Finds out what a device can do.
  ///
  /// Colours are off where `NO_COLOR` is set (no-color.org), where `TERM` is `dumb` or missing,
  /// and where no terminal reads; `CLICOLOR_FORCE` sets them on all the same.
  public init(
    readsFromTerminal: Bool, writesToTerminal: Bool, environment: [String: String], codeset: String
  ) {
    func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
    let term = environment["TERM"] ?? ""
    let isDumb = term.isEmpty || term == "dumb"
    self.readsFromTerminal = readsFromTerminal
    self.writesToTerminal = writesToTerminal
    movesCursor = writesToTerminal && !isDumb
    let isForced = isSet("CLICOLOR_FORCE") && environment["CLICOLOR_FORCE"] != "0"
    isStyled = !isSet("NO_COLOR") && (isForced || (writesToTerminal && !isDumb))
    isUnicode = codeset.uppercased().replacing("-", with: "") == "UTF8"
  }
}
