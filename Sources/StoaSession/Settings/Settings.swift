import StoaLanguage

/// What the user may set, and what it is set to.
public struct Settings: Hashable, Sendable {
  /// Which times a cell shows.
  public enum Timing: String, Hashable, Sendable, CaseIterable {
    case off, cells, steps
  }

  /// Whether answers are taken from the result cache and put there.
  public var cache = true
  /// Whether a text file that is read a second time is kept in the engine's own form.
  public var warm = true
  /// Bytes of text files that may be kept so.
  public var warmBytes: Int64 = 2_000_000_000
  /// After how long a fit on a cluster is stopped; nil lets it take any time.
  public var fitLimit: Duration? = .seconds(7200)
  /// Rows of a frame that are shown; nil means all.
  public var rows: Int? = 20
  /// Cells a line; nil means the terminal's width.
  public var width: Int?
  /// Significant digits of a float; nil shows all.
  public var digits: Int? = 6
  /// What stands for a null in a table.
  public var null = "null"
  /// The form of the answers.
  public var format = OutputFormat.table
  /// Whether answers that are longer than the terminal go to a pager.
  public var pages = true
  /// `steps` turns step mode on as well.
  public var timing = Timing.off
  /// Whether a replay measures steps, whatever cells show.
  public var measuresSteps = false

  /// Whether every named frame is computed when it is bound, so that each is a measured step.
  public var isStepMode: Bool { measuresSteps || timing == .steps }

  /// Rows of a frame that are shown in the form of the answers; nil means all.
  public var shownRows: Int? { format.isAbridged ? rows : nil }

  public init() {}
}

/// Why a setting was not made.
public struct SettingError: Error, Hashable, Sendable {
  /// One sentence without a full stop.
  public var message: String
  public var hint: String?
}

extension Settings {
  /// Sets a setting from the text of its value; throws `SettingError`.
  public mutating func set(_ name: String, to text: String) throws(SettingError) {
    guard let entry = SettingEntry.all.first(where: { $0.name == name }) else {
      throw SettingError(
        message: "there is no setting `\(name)`",
        hint: Suggestion.didYouMean(
          Suggestion.nearest(to: name, among: SettingEntry.all.map(\.name)))
          ?? "`:set` lists the settings")
    }
    guard entry.write(&self, text) else {
      throw SettingError(
        message: "`\(text)` is no value of the setting `\(name)`",
        hint: "it takes \(entry.values)")
    }
  }
}
