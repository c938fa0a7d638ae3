import StoaLanguage

/// A setting as `:set` knows it: a row of the table of settings.
public struct SettingEntry: Sendable {
  public var name: String
  /// The values that it takes, in words.
  public var values: String
  /// What it does, in one line.
  public var help: String
  /// The text of its value.
  public var read: @Sendable (Settings) -> String
  /// Sets it from text; false where the text is no value of it.
  let write: @Sendable (inout Settings, String) -> Bool
}

extension SettingEntry {
  /// All settings, in the order in which `:set` shows them.
  public static let all: [SettingEntry] = [
    flag("cache", "answer from the result cache, and put answers there", \.cache),
    flag("warm", "keep a text file in columnar form when it is read a second time", \.warm),
    SettingEntry(
      name: "warm_memory", values: "a size, such as `512MB` or `2GB`",
      help: "how much of text files may be kept in columnar form",
      read: { ByteCount.text($0.warmBytes) },
      write: { settings, text in
        guard let bytes = ByteCount.parse(text) else { return false }
        settings.warmBytes = bytes
        return true
      }),
    SettingEntry(
      name: "fit_limit", values: "`off`, or a time such as `90s`, `30m` or `2h`",
      help: "after how long a fit on a cluster is stopped",
      read: { $0.fitLimit.map { "\($0.components.seconds)s" } ?? "off" },
      write: { settings, text in
        if text == "off" {
          settings.fitLimit = nil
          return true
        }
        guard case .duration(let micros)? = ParamText.value(text, as: .duration), micros > 0
        else { return false }
        settings.fitLimit = .microseconds(micros)
        return true
      }),
    optional("rows", "all", 1...1_000_000, "rows of a frame that are shown", \.rows),
    optional("width", "auto", 20...10_000, "terminal cells of a line", \.width),
    optional("digits", "all", 1...17, "significant digits of a float", \.digits),
    SettingEntry(
      name: "null", values: "a text of up to 20 characters",
      help: "what stands for a null in a table",
      read: { $0.null },
      write: { settings, text in
        let bare =
          text.count > 1 && text.first == "\"" && text.last == "\""
          ? String(text.dropFirst().dropLast()) : text
        guard bare.count <= 20, Sanitizer.sanitize(bare) == bare else { return false }
        settings.null = bare
        return true
      }),
    SettingEntry(
      name: "format",
      values: OutputFormat.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "),
      help: "the form of the answers",
      read: { $0.format.rawValue },
      write: { settings, text in
        guard let format = OutputFormat(rawValue: text) else { return false }
        settings.format = format
        return true
      }),
    SettingEntry(
      name: "pager", values: "`auto` or `off`",
      help: "show answers that are longer than the terminal in `$PAGER`, or `less`",
      read: { $0.pages ? "auto" : "off" },
      write: { settings, text in
        guard text == "auto" || text == "off" else { return false }
        settings.pages = text == "auto"
        return true
      }),
    SettingEntry(
      name: "timing", values: "`off`, `cells` or `steps`",
      help: "show the time of every cell, or of every step and named frame",
      read: { $0.timing.rawValue },
      write: { settings, text in
        guard let timing = Settings.Timing(rawValue: text) else { return false }
        settings.timing = timing
        return true
      }),
  ]

  private static func flag(
    _ name: String, _ help: String, _ path: WritableKeyPath<Settings, Bool> & Sendable
  ) -> SettingEntry {
    SettingEntry(
      name: name, values: "`on` or `off`", help: help,
      read: { $0[keyPath: path] ? "on" : "off" },
      write: { settings, text in
        guard text == "on" || text == "off" else { return false }
        settings[keyPath: path] = text == "on"
        return true
      })
  }

  private static func optional(
    _ name: String, _ word: String, _ range: ClosedRange<Int>, _ help: String,
    _ path: WritableKeyPath<Settings, Int?> & Sendable
  ) -> SettingEntry {
    SettingEntry(
      name: name, values: "`\(word)` or a number from \(range.lowerBound) to \(range.upperBound)",
      help: help,
      read: { $0[keyPath: path].map(String.init) ?? word },
      write: { settings, text in
        if text == word {
          settings[keyPath: path] = nil
          return true
        }
        guard let number = Int(text), range.contains(number) else { return false }
        settings[keyPath: path] = number
        return true
      })
  }
}
