/// What may stand after some tokens of a stage.
struct StagePlace {
  private let verb: VerbName?
  private let arguments: ArraySlice<Token>

  /// - Parameter stage: its tokens, one at least.
  init(_ stage: [Token]) {
    let words = stage.prefix(2).map { token -> String in
      if case .word(let word) = token.kind { word } else { "" }
    }
    let both = words.joined(separator: " ")
    if let verb = VerbName(rawValue: both) {
      self.verb = verb
      arguments = stage.dropFirst(2)
    } else {
      verb = words.first.flatMap(VerbName.init)
      arguments = stage.dropFirst()
    }
  }

  var kind: CompletionPlace.Kind {
    // The first word of a verb of two.
    guard let verb else { return .verb }
    guard let argument = argument(verb) else { return .nothing }
    return .argument(verb, argument)
  }

  private var last: Token.Kind? { arguments.last?.kind }

  private func argument(_ verb: VerbName) -> CompletionPlace.Argument? {
    switch verb {
    case .join, .asofJoin, .union, .except, .intersect:
      if arguments.isEmpty { return .frame }
      return last == .word("kind") ? .joinKind : .expression
    case .predict:
      if arguments.isEmpty { return .model }
      return last == .word("in") ? .frame : .expression
    case .fit, .tune, .crossValidate: return ofFit
    case .take, .skip, .describe, .count, .schema, .cache, .collect, .explain, .profile:
      return nil
    default: return .expression
    }
  }

  private var ofFit: CompletionPlace.Argument {
    guard case .word(let kind)? = arguments.first?.kind else { return .modelKind }
    guard let with = arguments.lastIndex(where: { $0.kind == .word("with") }) else {
      return .expression
    }
    let options = arguments[(with + 1)...]
    if last == .word("with") || last == .symbol(.comma), depth(options) == 0 {
      return .parameter(ofKind: kind)
    }
    let name = options.reversed().drop { $0.kind != .symbol(.assign) }.dropFirst().first?.kind
    if case .word(let parameter)? = name { return .value(ofKind: kind, parameter: parameter) }
    return .parameter(ofKind: kind)
  }

  /// How many brackets are open.
  private func depth(_ tokens: ArraySlice<Token>) -> Int {
    tokens.reduce(0) { depth, token in
      switch token.kind {
      case .symbol(.openBracket), .symbol(.openParenthesis): depth + 1
      case .symbol(.closeBracket), .symbol(.closeParenthesis): depth - 1
      default: depth
      }
    }
  }
}
