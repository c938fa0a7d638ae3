import StoaEngine

/// Turns DuckDB's error texts into `EngineError`s.
///
/// A text begins with its class, as `Conversion Error: Could not convert …`; the first line is
/// the reason, the rest advice on DuckDB's own settings.
enum DuckDBError {
  /// What an error of each class means here.
  private static let kinds: [String: EngineError.Kind] = [
    "Out of Memory Error": .resources,
    "INTERRUPT Error": .cancelled,
    "IO Error": .input,
    "Permission Error": .input,
    "HTTP Error": .input,
    "Missing Extension Error": .unsupported,
    "Not implemented Error": .unsupported,
    "Conversion Error": .query,
    "Invalid Input Error": .query,
    "Out of Range Error": .query,
    "Divide by Zero Error": .query,
    "Binder Error": .query,
    "Parser Error": .query,
    "Syntax Error": .query,
    "Catalog Error": .query,
    "Constraint Error": .query,
    "Mismatch Type Error": .query,
    "INTERNAL Error": .fault,
    "FATAL Error": .fault,
  ]

  /// The error that a text of DuckDB's stands for.
  static func error(_ text: String) -> EngineError {
    if let error = fileError(text) { return error }
    let (name, rest) = split(text)
    let kind = kinds[name] ?? .query
    let reason = sentence(rest)
    switch kind {
    case .resources:
      return EngineError(
        .resources, "the query needs more memory than the \(limit(in: rest) ?? "limit") it may use",
        hint: "give it more with `STOA_MEMORY`, or select fewer columns first", detail: text)
    case .cancelled:
      return cancelled
    case _ where rest.contains("No space left on device"):
      return EngineError(
        .resources, "the disk is full", hint: "free some space, or write elsewhere", detail: text)
    case .fault:
      return EngineError(.fault, "DuckDB failed: \(reason)", detail: text)
    default:
      return EngineError(kind, reason, hint: hint(in: rest), detail: text)
    }
  }

  static let cancelled = EngineError(.cancelled, "stopped")

  /// The class of an error and what follows it.
  static func split(_ text: String) -> (name: String, rest: Substring) {
    guard let match = text.prefixMatch(of: #/([A-Za-z ]+ Error): /#) else { return ("", text[...]) }
    return (String(match.1), text[match.range.upperBound...])
  }

  /// The first line, in the voice of our own errors.
  private static func sentence(_ text: Substring) -> String {
    var line = text.prefix { $0 != "\n" }
    while let last = line.last, last == "." || last == "!" || last == " " { line.removeLast() }
    guard let first = line.first else { return "the query failed" }
    // A name or a constant at the beginning keeps its case.
    let second = line.dropFirst().first
    guard first.isUppercase, second?.isUppercase != true else { return String(line) }
    return first.lowercased() + line.dropFirst()
  }

  private static func limit(in text: Substring) -> String? {
    text.firstMatch(of: /([\d.]+ [KMGT]iB)\/([\d.]+ [KMGT]iB)/).map { String($0.2) }
  }

  private static func hint(in text: Substring) -> String? {
    if let match = text.firstMatch(of: /Did you mean "([^"]+)"/) {
      return "did you mean `\(match.1)`?"
    }
    if let match = text.firstMatch(of: /Candidate bindings: ("[^\n]+)/) {
      return "the columns near it are \(match.1.replacing("\"", with: "`"))"
    }
    return nil
  }
}
