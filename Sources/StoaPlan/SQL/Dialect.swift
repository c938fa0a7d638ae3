/// How an engine writes SQL, as data; the printer has no branch on an engine's name.
///
/// Templates have `{0}`, `{1}` for the arguments, `{*}` for all of them separated by commas, and
/// `{type}` for the type of the result. A function is looked up as `name:type` with the type of
/// its first argument, then as `name/count` with the number of its arguments, then as `name`.
public struct Dialect: Hashable, Sendable {
  public var name: String
  /// The quote around an identifier, doubled inside it.
  public var identifierQuote: String
  /// What a parameter begins with; its number follows.
  public var parameterPrefix: String
  /// Types as they are written in a cast; a decimal has `{p}` and `{s}`.
  public var types: [String: String]
  /// Scalar functions and operators. `{1f}` is argument 1 as a format of times.
  public var functions: [String: String]
  /// A number of rows, after `LIMIT` and `OFFSET`.
  public var rowCount: String
  /// Aggregates. `{order}` is where the order of the frame goes, `{tail}` where a filter and a
  /// window go.
  public var aggregates: [String: String]
  /// How the aggregates that depend on the order of the rows are written where `{order}` cannot
  /// tell it: `{row}` is the row's number in its group.
  public var numberedAggregates: [String: String]
  /// Window functions, and aggregates that are written otherwise over a window.
  public var windows: [String: String]
  /// What a window function is ordered by where the program gives no order; empty where it needs
  /// none.
  public var windowOrder: String
  /// The query of a range: `{0}` first, `{1}` last, `{2}` step, `{name}` the column.
  public var range: String
  /// The words between the sides of an asof join; where the engine has none, it is written as a
  /// window over both sides, with the function `struct`.
  public var asofJoin: String?
  /// The engine's codes for the codes of a format of times, such as `%Y`; nil where they are the
  /// same.
  public var timeCodes: [String: String]?
}
