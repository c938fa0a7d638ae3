/// How an engine writes SQL, as data; the printer has no branch on an engine's name.
public struct Dialect: Hashable, Sendable {
  public var name: String
  /// The quote around an identifier, doubled inside it.
  public var identifierQuote: String
  /// What a parameter begins with; its number follows.
  public var parameterPrefix: String
  /// Types as they are written in a cast.
  public var types: [DataTypeName: String]
  /// Functions by name, or by name and number of arguments as `round/2`: SQL with `{0}`, `{1}` for
  /// the arguments and `{*}` for all of them, separated by commas.
  public var functions: [String: String]
  /// Aggregates likewise; `{order}` is where an `ORDER BY` of the frame goes.
  public var aggregates: [String: String]

  /// The types that a dialect names.
  public enum DataTypeName: String, Hashable, Sendable, CaseIterable {
    case bool, int, float, decimal, string, date, timestamp, duration
  }
}
