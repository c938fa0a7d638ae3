/// All functions of the language, by category and in the order in which help shows them.
public enum FunctionCatalogue {
  public static let all: [FunctionEntry] =
    numbers + text + time + types + missing + geography + aggregates + windows

  /// The entry of a name, or nil where there is no such function.
  public static subscript(name: String) -> FunctionEntry? { byName[name] }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  /// Makes an entry; parameters are written as `x: number, [digits: int], rest: any…`.
  static func entry(
    _ name: String, _ parameters: String, _ result: FunctionEntry.Result, _ help: String,
    _ example: String, _ value: String, _ category: FunctionEntry.Category
  ) -> FunctionEntry {
    FunctionEntry(
      name: name, category: category, parameters: parse(parameters), result: result, help: help,
      example: FunctionEntry.Example(text: example, value: value))
  }

  private static func parse(_ text: String) -> [FunctionEntry.Parameter] {
    text.split(separator: ",").map { part in
      var word = part.filter { $0 != " " }
      let isOptional = word.hasPrefix("[")
      word.removeAll { $0 == "[" || $0 == "]" }
      let isRepeated = word.hasSuffix("…")
      word.removeAll { $0 == "…" }
      let pieces = word.split(separator: ":")
      guard pieces.count == 2, let kind = FunctionEntry.Kind(rawValue: String(pieces[1])) else {
        preconditionFailure("the catalogue has a parameter that cannot be read: \(part)")
      }
      return FunctionEntry.Parameter(
        name: String(pieces[0]), kind: kind, isOptional: isOptional, isRepeated: isRepeated)
    }
  }
}
