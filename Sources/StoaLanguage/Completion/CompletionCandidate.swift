/// What may stand where the cursor is.
public struct CompletionCandidate: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case verb, source, column, function, frame, model, param, word, file, command, setting
  }

  /// What is put into the text.
  public var text: String
  public var kind: Kind
  /// What is shown beside it: a type, a signature, or what it does.
  public var detail: String

  public init(_ text: String, _ kind: Kind, _ detail: String = "") {
    self.text = text
    self.kind = kind
    self.detail = detail
  }
}

/// What may stand at a cursor, and what of the text it takes the place of.
public struct Completion: Hashable, Sendable {
  /// The bytes before the cursor that are typed already.
  public var replacing: SourceSpan
  /// Best first.
  public var candidates: [CompletionCandidate]

  public init(replacing: SourceSpan, candidates: [CompletionCandidate]) {
    self.replacing = replacing
    self.candidates = candidates
  }

  /// What all candidates begin with.
  public var commonPrefix: String {
    guard var common = candidates.first?.text else { return "" }
    for candidate in candidates.dropFirst() { common = candidate.text.commonPrefix(with: common) }
    return common
  }
}

extension String {
  fileprivate func commonPrefix(with other: String) -> String {
    String(zip(self, other).prefix { $0 == $1 }.map(\.0))
  }
}
