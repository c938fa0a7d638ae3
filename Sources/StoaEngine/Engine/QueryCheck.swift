import StoaPlan

/// What is asked of a query in an engine's own SQL, whatever the engine.
public enum QueryCheck {
  /// What a query begins with everywhere, but for a bracket.
  private static let words: Set = ["select", "from", "with", "values", "table"]

  /// Throws an `EngineError` where a text begins another statement than a query; `words` are
  /// what a query may also begin with in that engine.
  public static func checkBeginning(of text: String, words: Set<String> = []) throws {
    let word = text.firstMatch(of: #/^(?:\s|--[^\n]*\n|/\*[\s\S]*?\*/)*(\w*)/#)?.1 ?? ""
    guard word.isEmpty || Self.words.union(words).contains(word.lowercased()) else {
      throw EngineError(
        .query, "`sql` takes a query, and `\(word)` begins another statement",
        hint: "begin it with `select`, `from` or `with`")
    }
  }

  /// Throws an `EngineError` where two columns of a query have one name.
  public static func checkNames(_ names: [String]) throws {
    var seen: Set<String> = []
    if let twice = names.first(where: { !seen.insert($0).inserted }) {
      throw EngineError(
        .query, "the query gives two columns of the name `\(twice)`",
        hint: "name one of them with `as`")
    }
  }
}
