import StoaLanguage

/// Calls of every function with arguments of every type that it takes.
public enum TypedCalls {
  /// A frame with a column of each type, a row with values and one without.
  public static let frame = """
    typed = table (b bool, i int, x float, m decimal, s string, d date, t timestamp, u duration) [
      (true, 2, 0.5, 1, "a", @2024-01-31, @2024-01-31T10:00:00, 90m),
      (null, null, null, null, null, null, null, null)]

    """

  /// A function's name, and programs that call it; some of them the binder refuses.
  public static let all: [(function: String, programs: [String])] =
    FunctionCatalogue.all.map { entry in
      (entry.name, calls(of: entry).flatMap { programs(of: entry, $0) })
    }

  private static func programs(of entry: FunctionEntry, _ call: String) -> [String] {
    let window = "typed | derive r = \(call) by b sort i"
    if entry.isWindow { return [window] }
    return entry.isAggregate
      ? ["typed | summarize r = \(call)", window] : ["typed | select r = \(call)"]
  }

  /// Calls with each number of arguments; from the third on, an argument is like the second.
  private static func calls(of entry: FunctionEntry) -> [String] {
    let least = entry.parameters.filter { !$0.isOptional }.count
    let isRepeated = entry.parameters.contains(where: \.isRepeated)
    let most = isRepeated ? entry.parameters.count + 1 : entry.parameters.count
    return (least...most).flatMap { count in
      let kinds = (0..<count).map { entry.parameters[min($0, entry.parameters.count - 1)] }
      guard count > 0 else { return ["\(entry.name)()"] }
      return arguments(kinds[0].kind, entry).flatMap { first in
        guard count > 1 else { return ["\(entry.name)(\(first))"] }
        return arguments(kinds[1].kind, entry).map { second in
          let rest = kinds.dropFirst(2).map { parameter in
            let fitting = arguments(parameter.kind, entry)
            return fitting.contains(second) ? second : fitting[0]
          }
          return "\(entry.name)(\(([first, second] + rest).joined(separator: ", ")))"
        }
      }
    }
  }

  private static func arguments(_ kind: FunctionEntry.Kind, _ entry: FunctionEntry) -> [String] {
    switch kind {
    case .any: ["i", "b", "x", "m", "s", "d", "t", "u"]
    case .number: entry.name == "quantile" ? ["i", "x", "m", "0.5"] : ["i", "x", "m"]
    case .int: ["i"]
    case .bool: ["b"]
    case .text: ["s"]
    case .date: ["d"]
    case .timestamp: ["t"]
    case .duration: ["u", "1d"]
    case .time: ["d", "t"]
    case .ordered: ["i", "b", "x", "m", "s", "d", "t", "u"]
    case .measurable: ["i", "x", "m", "d", "t", "u", "7d"]
    case .word: [entry.name == "trunc" ? "\"month\"" : "\"%Y\""]
    case .wholeNumber: ["2"]
    }
  }
}
