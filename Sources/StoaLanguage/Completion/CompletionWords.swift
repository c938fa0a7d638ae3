/// What the tables of the language have for a place: verbs, functions, kinds of models, options,
/// commands.
public enum CompletionWords {
  public static let verbs = VerbCatalogue.all.filter(\.isAvailable).map {
    CompletionCandidate($0.name.rawValue, .verb, $0.synopsis)
  }

  public static let sources = SourceCatalogue.all
    .filter { $0.name.first?.isLetter ?? false }
    .map { CompletionCandidate($0.name, .source, $0.synopsis) }

  public static let statements =
    sources + [CompletionCandidate("param", .source, "param NAME = VALUE")]

  public static let functions = FunctionCatalogue.all.map {
    CompletionCandidate($0.name + "(", .function, $0.signature)
  }

  public static let modelKinds = ModelCatalogue.all.map {
    CompletionCandidate($0.name, .word, $0.help)
  }

  public static let systemFrames = SystemFrameCatalogue.all.map {
    CompletionCandidate($0.name, .frame, $0.help)
  }

  public static let commands = CommandCatalogue.all.map {
    CompletionCandidate($0.name, .command, $0.help)
  }

  public static let loadOptions = OptionCatalogue.all.filter(\.appliesToLoad).map {
    CompletionCandidate("\($0.name) = ", .word, $0.values)
  }

  public static let loadWords = ["as", "with", "schema"].map { CompletionCandidate($0, .word) }

  /// The words that join the arguments of a verb: those of its form that are written small.
  public static func clauses(of verb: VerbName) -> [CompletionCandidate] {
    let separators: Set<Character> = [" ", "[", "]", "|", ",", "(", ")", "…"]
    let words = verb.synopsis.split { separators.contains($0) }.dropFirst(verb.words.count)
    var seen: Set<Substring> = []
    return words.filter { $0.allSatisfy { $0.isLowercase } && seen.insert($0).inserted }
      .map { CompletionCandidate(String($0), .word) }
  }

  /// The words of every expression.
  public static let operators = ["and", "or", "not", "in", "is", "between", "like"].map {
    CompletionCandidate($0, .word)
  }

  public static func parameters(ofKind kind: String, _ verb: VerbName) -> [CompletionCandidate] {
    let own: [ModelParameter] =
      switch verb {
      case .tune: ModelCatalogue.tuneOptions
      case .crossValidate: ModelCatalogue.foldOptions
      default: []
      }
    return (own + (ModelCatalogue.find(kind)?.parameters ?? [])).map {
      CompletionCandidate("\($0.name) = ", .word, $0.help)
    }
  }

  public static func values(ofKind kind: String, parameter: String) -> [CompletionCandidate] {
    let entry = ModelCatalogue.find(kind)?.parameters.first { $0.name == parameter }
    guard let entry else { return [] }
    if case .bool = entry.fallback {
      return ["true", "false"].map { CompletionCandidate($0, .word) }
    }
    return entry.choices.map { CompletionCandidate($0, .word) }
  }

  /// What `:help` explains.
  public static let helpWords =
    (verbs + sources + modelKinds + commands).map { CompletionCandidate($0.text, .word, $0.detail) }
    + FunctionCatalogue.all.map { CompletionCandidate($0.name, .word, $0.signature) }
}
