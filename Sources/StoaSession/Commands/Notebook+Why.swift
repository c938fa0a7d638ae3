import Foundation
import StoaEngine
import StoaLanguage

extension Notebook {
  /// `:why`: the last error at length.
  func explainLastFailure(_ cell: inout CellState) {
    guard let failure = lastFailure else {
      return emit(.text("nothing has failed in this session"), &cell)
    }
    emit(.failure(failure), &cell)
    emit(.text(Self.explanation(of: failure)), &cell)
  }

  /// What kind of error it is, what the engine said, and the form of the words around it.
  static func explanation(of failure: CellFailure) -> String {
    var parts: [String] = []
    for diagnostic in failure.diagnostics.prefix(3) {
      parts.append("The kind of this error is `\(diagnostic.code)`.")
    }
    if let error = failure.engineError {
      parts.append(Self.meaning(of: error.kind))
      if let detail = error.detail { parts.append("What the engine said:\n\n\(detail)") }
    }
    if let span = failure.diagnostics.first?.span {
      parts += words(around: span, in: failure.source).compactMap { word in
        HelpText.help(for: word)
      }
    }
    return parts.joined(separator: "\n\n").trimmingCharacters(in: .newlines)
  }

  /// The verb of the stage that a span is in, and the functions that are named in it.
  private static func words(around span: SourceSpan, in text: String) -> [String] {
    let named = Lexer.tokenize(text).tokens.compactMap { token -> String? in
      guard token.span.lower >= span.lower, token.span.upper <= span.upper,
        case .word(let word) = token.kind,
        FunctionCatalogue.all.contains(where: { $0.name == word })
      else { return nil }
      return word
    }
    let place = CompletionLocator.place(in: text, at: span.lower)
    guard case .argument(let verb, _) = place.kind else { return named }
    return [verb.rawValue] + named
  }

  private static func meaning(of kind: EngineError.Kind) -> String {
    switch kind {
    case .input: "Something that was given cannot be used: a file, an address, a value."
    case .query: "The query ran, and a value in it stopped it, as an overflow does."
    case .unsupported: "The engine that was chosen cannot do this; another may."
    case .cancelled: "It was stopped, and the session goes on as before it."
    case .resources: "Memory or disk was used up."
    case .unavailable: "The engine's library or its server is not there."
    case .connection: "The connection to the server, or its session there, is gone."
    case .fault: "This is a mistake in Stoa or in an engine, not in the program."
    }
  }
}
