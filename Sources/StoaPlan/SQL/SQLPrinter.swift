/// Prints a plan as one query in a dialect; values become parameters, never text.
public struct SQLPrinter {
  /// The SQL of a relation that only the engine can name, with its parameters numbered from
  /// `{0}` on, so that it can be put anywhere in a query.
  public struct Fragment: Hashable, Sendable {
    public var text: String
    public var parameters: [SQLQuery.Parameter]

    public init(text: String, parameters: [SQLQuery.Parameter] = []) {
      self.text = text
      self.parameters = parameters
    }
  }

  let dialect: Dialect
  let leaf: (Plan) throws -> Fragment

  /// Makes a printer; `leaf` gives what stands after `FROM` for a file, a materialized frame and
  /// a query in the engine's own SQL.
  public init(dialect: Dialect, leaf: @escaping (Plan) throws -> Fragment) {
    self.dialect = dialect
    self.leaf = leaf
  }
}
