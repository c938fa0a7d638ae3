/// One function of the language: what parser, binder, help, completion and the reference page
/// know of it.
public struct FunctionEntry: Hashable, Sendable {
  public enum Category: String, Hashable, Sendable, CaseIterable {
    case numbers, text, time, types, missing, geography, aggregates, windows
  }

  /// What an argument may be.
  public enum Kind: String, Hashable, Sendable {
    case any, number, int, bool, text, date, timestamp, duration
    /// A date or a timestamp
    case time
    /// A number, text, date, timestamp or duration: what can be put in order
    case ordered
    /// A number, a date, a timestamp or a duration
    case measurable
    /// A text that must be written out in the program, such as a unit or a format
    case word
    /// An int that must be written out in the program
    case wholeNumber
  }

  public struct Parameter: Hashable, Sendable {
    public var name: String
    public var kind: Kind
    public var isOptional: Bool
    /// Whether any number of further arguments of this kind may follow.
    public var isRepeated: Bool
  }

  /// The type of the result.
  public enum Result: Hashable, Sendable {
    case bool, int, float, string, date, timestamp, duration, list
    /// That of an argument, by position
    case same(Int)
    /// What all arguments from a position on can be written as
    case common(from: Int)
    /// Decided by the binder
    case special
  }

  public var name: String
  public var category: Category
  public var parameters: [Parameter]
  public var result: Result
  /// One line.
  public var help: String
  /// An expression and its value, both as the language writes them.
  public var example: Example

  public struct Example: Hashable, Sendable {
    public var text: String
    public var value: String
  }

  /// The name with its parameters, as `round(x, [digits])`.
  public var signature: String {
    let list = parameters.map { parameter in
      let name = parameter.name + (parameter.isRepeated ? ", …" : "")
      return parameter.isOptional ? "[\(name)]" : name
    }
    return "\(name)(\(list.joined(separator: ", ")))"
  }

  public var isAggregate: Bool { category == .aggregates }
  /// Whether it is a function of a window alone.
  public var isWindow: Bool { category == .windows }
}
