/// A verb of the language: what a stage that begins with it does.
public struct Verb: Hashable, Sendable {
  public enum Category: String, Hashable, Sendable, CaseIterable {
    case rows = "Rows"
    case columns = "Columns"
    case groups = "Groups"
    case frames = "Frames together"
    case looking = "Looking"
    case models = "Models"
    case keeping = "Keeping"
  }

  public var name: VerbName
  public var category: Category
  /// Its form: capitals stand for what the reader puts in, brackets for what may be left out.
  public var synopsis: String
  /// What it does, in a sentence without a full stop.
  public var help: String
  /// Programs that run on the frames of `ExampleFrames`.
  public var examples: [String]
  /// Whether this version does it; others are refused when the program is checked.
  public var isAvailable: Bool

  init(
    _ name: VerbName, _ category: Category, _ synopsis: String, _ help: String,
    examples: [String], isAvailable: Bool = true
  ) {
    self.name = name
    self.category = category
    self.synopsis = synopsis
    self.help = help
    self.examples = examples
    self.isAvailable = isAvailable
  }

  /// The stage of the first example.
  var shortExample: String {
    let example = examples[0]
    guard let range = example.firstRange(of: "| \(name.rawValue)") else { return example }
    return String(example[range.lowerBound...].dropFirst(2))
  }
}

/// The table of verbs, which the parser, the help, completion, the messages and the reference
/// page read.
public enum VerbCatalogue {
  /// Every verb once, by category.
  public static let all: [Verb] =
    rowVerbs + columnVerbs + groupVerbs + frameVerbs + lookingVerbs + modelVerbs + keepingVerbs

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// The entry of a verb.
  public static func verb(_ name: VerbName) -> Verb {
    guard let verb = byName[name] else { preconditionFailure("no entry for \(name.rawValue)") }
    return verb
  }

  /// Whether a verb begins with that word.
  static func isVerb(_ word: String) -> Bool { firstWords.contains(word) }

  private static let firstWords = Set(VerbName.allCases.map { String($0.words[0]) })
}

/// Words that join the arguments of a verb.
public enum ClauseWords {
  public static let all: Set<String> = [
    "and", "or", "not", "in", "is", "between", "like", "by", "on", "kind", "seed", "with", "as",
    "desc", "rows", "where", "step", "schema", "title", "log", "overwrite", "top", "values", "into",
    "within", "of", "missing", "sort",
  ]
}
