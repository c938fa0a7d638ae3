import StoaEngine
import StoaLanguage
import StoaPlan

extension Notebook {
  /// What may stand at a cursor, after so many bytes of a text that is being typed.
  ///
  /// Nothing is computed for it: columns come from the schema of the pipeline before the cursor,
  /// and where only a run or a cluster could tell them, there are none.
  public func completion(of text: String, at offset: Int) async -> Completion {
    let place = CompletionLocator.place(in: text, at: offset)
    let typed = Self.text(of: place.word, in: text)
    let all = await candidates(for: place, typed, in: text)
    let lowercased = typed.lowercased()
    let exact = all.filter { $0.text.hasPrefix(typed) }
    let fitting =
      exact.isEmpty ? all.filter { $0.text.lowercased().hasPrefix(lowercased) } : exact
    return Completion(replacing: place.word, candidates: fitting)
  }

  private func candidates(
    for place: CompletionPlace, _ typed: String, in text: String
  ) async -> [CompletionCandidate] {
    switch place.kind {
    case .nothing: return []
    case .statement: return frames + CompletionWords.statements
    case .source: return frames + CompletionWords.sources
    case .verb: return CompletionWords.verbs
    case .systemFrame: return CompletionWords.systemFrames
    case .path: return PathCompletion.candidates(for: typed)
    case .loadWords: return CompletionWords.loadWords
    case .loadOption: return CompletionWords.loadOptions
    case .command: return CompletionWords.commands
    case .commandArgument(let name): return commandArguments(name)
    case .argument(let verb, let argument):
      return await arguments(verb, argument, typed, place.pipeline, in: text)
    }
  }

  private func arguments(
    _ verb: VerbName, _ argument: CompletionPlace.Argument, _ typed: String,
    _ pipeline: SourceSpan?,
    in text: String
  ) async -> [CompletionCandidate] {
    switch argument {
    case .frame: return frames
    case .model: return bound(.model)
    case .modelKind: return CompletionWords.modelKinds
    case .joinKind: return JoinKind.allCases.map { CompletionCandidate($0.rawValue, .word) }
    case .parameter(let kind): return CompletionWords.parameters(ofKind: kind, verb)
    case .value(let kind, let parameter):
      return CompletionWords.values(ofKind: kind, parameter: parameter)
    case .expression:
      let schema = await schema(of: pipeline, in: text)
      let columns = (schema?.fields ?? []).map {
        CompletionCandidate(Name.spelled($0.name), .column, $0.type.description)
      }
      let near = columns + CompletionWords.clauses(of: verb) + bound(.param)
      // The functions are many: they come with their first letter.
      return typed.isEmpty ? near : near + CompletionWords.functions + CompletionWords.operators
    }
  }

  private var frames: [CompletionCandidate] { bound(.frame) }

  /// The names that stand for a kind of thing.
  private func bound(_ kind: CompletionCandidate.Kind) -> [CompletionCandidate] {
    environment.names.compactMap { name in
      switch environment.binding(named: name) {
      case .frame(let plan) where kind == .frame:
        let count = plan.schema.fields.count
        return CompletionCandidate(
          Name.spelled(name), .frame, "\(count) \(count == 1 ? "column" : "columns")")
      case .model(let model) where kind == .model:
        return CompletionCandidate(Name.spelled(name), .model, "predicts \(model.labelName)")
      case .param(_, let type) where kind == .param:
        return CompletionCandidate(Name.spelled(name), .param, type.description)
      default: return nil
      }
    }
  }

  private func commandArguments(_ name: String) -> [CompletionCandidate] {
    switch CommandCatalogue.find(name)?.argument {
    case .words(let words): words.map { CompletionCandidate($0, .word) }
    case .helpWord: CompletionWords.helpWords
    case .setting:
      SettingEntry.all.map { CompletionCandidate($0.name, .setting, $0.help) }
    case nil: []
    }
  }

  // MARK: The columns at a stage

  /// The columns of the pipeline that a span covers; nil where they are not known without work.
  private func schema(of span: SourceSpan?, in text: String) async -> Schema? {
    guard let span else { return nil }
    let written = Self.text(of: span, in: text)
    // A line that begins with `|` goes on from the last result.
    let pipeline = written.allSatisfy(\.isWhitespace) ? "_" : written
    guard case .success(let program) = Result(catching: { try Parser.parse(pipeline).get() }),
      let statement = program.statements.first, program.statements.count == 1
    else { return nil }
    let context = CompletionContext(environment: environment, engine: engine, schemas: schemas)
    guard
      case .pipeline(_, let bound)? = try? await Binder(text: pipeline, context: context)
        .bind(statement), case .frame(let plan) = bound.outcome
    else { return nil }
    return plan.schema
  }

  private static func text(of span: SourceSpan, in text: String) -> String {
    String(decoding: text.utf8.dropFirst(span.lower).prefix(span.upper - span.lower), as: UTF8.self)
  }
}
