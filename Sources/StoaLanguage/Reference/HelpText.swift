/// The texts of `:help`, made from the tables.
public enum HelpText {
  /// What there is, in a screen.
  public static let overview: String = {
    var text = """
      A pipeline begins with a source and goes through stages, left to right:

        load "cars.csv" | where price > 1000 | summarize mean(price) by make

      A name is given with `=`; a line that begins with `|` goes on from the last
      result, `_`.


      """
    text += topic(
      "Sources", SourceCatalogue.all.filter { $0.name.first?.isLetter == true }.map(\.name))
    for category in Verb.Category.allCases {
      let verbs = VerbCatalogue.all.filter { $0.category == category }
      text += topic(category.rawValue, verbs.map(\.name.rawValue))
    }
    for category in FunctionEntry.Category.allCases {
      let functions = FunctionCatalogue.all.filter { $0.category == category }
      text += topic(category.title, functions.map(\.name))
    }
    text += topic("Models", ModelCatalogue.all.map { "fit \($0.name)" })
    text += topic("Shell", CommandCatalogue.all.map { ":\($0.name)" })
    return text
      + "\n`:help WORD` explains one of them, `:help \(keysTopic)` the keys of the prompt.\n"
  }()

  /// What a word means: a verb, a source, a function, a kind of model, an option, a command, the
  /// keys, or a word of another language. Nil where there is nothing of that name.
  public static func help(for word: String) -> String? {
    let word = word.trimmingBlanks.lowercased()
    if word.hasPrefix(":") { return command(String(word.dropFirst())) }
    if word == keysTopic { return keys }
    let found = [
      verbs(word), source(word), function(word), model(word), parameter(word), option(word),
      systemFrame(word), command(word),
    ].compactMap(\.self)
    if !found.isEmpty { return found.joined(separator: "\n") }
    return ForeignVerbs.find(word).map { "\($0.hint)\n" }
  }

  private static let keysTopic = "keys"

  private static let keys = KeyCatalogue.all.map { "\($0.keys)\n  \($0.help)\n" }.joined()

  /// The word for which there is help that is most like this one.
  public static func nearest(to word: String) -> String? {
    Suggestion.nearest(to: word.lowercased(), among: topics)
  }

  /// Every word for which there is help, for completion.
  public static let topics: [String] =
    VerbCatalogue.all.map(\.name.rawValue) + SourceName.allCases.map(\.rawValue)
    + FunctionCatalogue.all.map(\.name) + ModelCatalogue.all.map(\.name)
    + CommandCatalogue.all.map { ":\($0.name)" } + OptionCatalogue.all.map(\.name) + [keysTopic]

  // MARK: - One table each

  /// `drop` is also about `drop missing`.
  private static func verbs(_ word: String) -> String? {
    let verbs = VerbCatalogue.all.filter { $0.name.rawValue == word || $0.name.words[0] == word }
    guard !verbs.isEmpty else { return nil }
    return verbs.map { entry($0.synopsis, $0.help + $0.remark, examples: $0.examples) }
      .joined(separator: "\n")
  }

  private static func source(_ word: String) -> String? {
    let sources = SourceCatalogue.all.filter { $0.name == word }
    return sources.first.map { entry($0.synopsis, $0.help, examples: $0.examples) }
  }

  private static func function(_ word: String) -> String? {
    FunctionCatalogue[word].map { function in
      let help = function.help.hasSuffix(".") ? String(function.help.dropLast()) : function.help
      return entry(
        function.signature, help,
        examples: ["\(function.example.text)  # \(function.example.value)"])
    }
  }

  private static func model(_ word: String) -> String? {
    ModelCatalogue.find(word).map { kind in
      var text = entry(
        "fit \(kind.name) LABEL ~ TERM + … [with PARAMETER = VALUE, …]",
        kind.help, examples: [])
      for parameter in kind.parameters {
        text += "  \(parameter.name) = \(parameter.fallback)  \(parameter.help)\n"
      }
      return text
    }
  }

  private static func parameter(_ word: String) -> String? {
    let kinds = ModelCatalogue.all.filter { $0.parameters.contains { $0.name == word } }
    guard let parameter = kinds.first?.parameters.first(where: { $0.name == word }) else {
      return nil
    }
    let names = kinds.map(\.name).joined(separator: ", ")
    return entry(
      "\(parameter.name) = \(parameter.fallback)", "\(parameter.help) (`fit`: \(names))",
      examples: [])
  }

  private static func option(_ word: String) -> String? {
    OptionCatalogue.all.first { $0.name == word }.map { option in
      let verbs = [option.appliesToLoad ? "load" : nil, option.appliesToSave ? "save" : nil]
      return entry(
        "with \(option.name) = \(option.values)",
        "\(option.help) (\(verbs.compactMap(\.self).joined(separator: ", ")))", examples: [])
    }
  }

  private static func systemFrame(_ word: String) -> String? {
    SystemFrameCatalogue.all.first { "$\($0.name)" == word }.map {
      entry("$\($0.name)", $0.help, examples: [])
    }
  }

  private static func command(_ word: String) -> String? {
    CommandCatalogue.find(word).map { entry($0.synopsis, $0.help, examples: []) }
  }

  // MARK: - Layout

  private static func entry(_ synopsis: String, _ help: String, examples: [String]) -> String {
    let shown = examples.map { "    \($0)\n" }.joined()
    return "\(synopsis)\n  \(help)\n" + (shown.isEmpty ? "" : "\n\(shown)")
  }

  /// A heading with words behind it, over lines of at most 80 columns.
  private static func topic(_ heading: String, _ words: [String]) -> String {
    let indent = 16
    var lines: [String] = []
    var line = "  \(heading)".padded(to: indent)
    for word in words {
      if DisplayWidth.of(line) + word.count + 2 > 80 {
        lines.append(line)
        line = "".padded(to: indent)
      }
      line += (DisplayWidth.of(line) > indent ? "  " : "") + word
    }
    return (lines + [line]).joined(separator: "\n") + "\n"
  }
}

extension String {
  func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - DisplayWidth.of(self)))
  }

  var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension FunctionEntry.Category {
  /// As a heading.
  var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
}

extension Verb {
  /// What is to be said of one that is not there yet.
  var remark: String { isAvailable ? "" : "; not in this version" }
}

extension ModelParameter.Default: CustomStringConvertible {
  /// As a program has it.
  public var description: String {
    switch self {
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .float(let value): "\(value)"
    case .word(let word): word
    case .requiredInts: "[INT, …]"
    case .randomInt: "INT"
    }
  }
}
