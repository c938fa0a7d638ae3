/// Prints a plan as one query in a dialect; values become parameters, never text.
///
/// Rows have an order from a `sort` on, which the query obeys at each `take` and at its end, also
/// where a later stage drops the column that it sorts by: such a column goes along hidden.
public struct SQLPrinter {
  /// The SQL of a relation that only the engine can name; its parameters are `{0}`, `{1}`, …
  public struct Fragment: Hashable, Sendable {
    public var text: String
    public var parameters: [SQLQuery.Parameter]
    /// A column beside those of the plan by which its rows have their order.
    public var order: String?

    public init(
      text: String, parameters: [SQLQuery.Parameter] = [], order: String? = nil
    ) {
      self.text = text
      self.parameters = parameters
      self.order = order
    }
  }

  /// A query whose rows a model scores outside of it.
  public struct ScoredQuery {
    public var text: String
    /// All parameters so far; the text uses some of them.
    public var parameters: [SQLQuery.Parameter]
    public var model: any PredictingModel
    /// Columns of the query
    public var features: [String]
    public var scoring: Scoring
    /// The columns of the query that go on.
    public var kept: [String]
  }

  let dialect: Dialect
  let leaf: (Plan) throws -> Fragment
  let scorer: ((inout ScoredQuery) throws -> String)?
  var parameters: [SQLQuery.Parameter] = []
  var hiddenCount = 0
  /// How the aggregates of the stage at hand see the rows.
  var aggregateOrder = AggregateOrder.none

  enum AggregateOrder {
    case none
    /// The words within the aggregate.
    case text(String)
    /// A column that numbers the rows of each group.
    case rowNumber(String)
  }

  private init(
    dialect: Dialect, leaf: @escaping (Plan) throws -> Fragment,
    scorer: ((inout ScoredQuery) throws -> String)?
  ) {
    self.dialect = dialect
    self.leaf = leaf
    self.scorer = scorer
  }

  /// Prints a plan; `leaf` gives what stands after `FROM` for a file and a materialized frame.
  ///
  /// `scorer` gives the name of a relation with the columns that go on and those that the scoring
  /// adds, in that order, and may add parameters; an engine without it scores by expressions alone.
  /// It throws what `leaf` and `scorer` throw, and a `PlanError` for what the dialect cannot say.
  public static func print(
    _ plan: Plan, dialect: Dialect, scorer: ((inout ScoredQuery) throws -> String)? = nil,
    leaf: @escaping (Plan) throws -> Fragment
  ) throws -> SQLQuery {
    var printer = SQLPrinter(dialect: dialect, leaf: leaf, scorer: scorer)
    let select = printer.finish(try printer.select(plan))
    return SQLQuery(
      text: select.text, parameters: printer.parameters, isOrdered: !select.order.isEmpty)
  }

  func quote(_ name: String) -> String { name.quoted(by: dialect.identifierQuote) }

  func type(_ type: DataType) -> String {
    switch type {
    case .bool: dialect.types["bool", default: ""]
    case .int: dialect.types["int", default: ""]
    case .float: dialect.types["float", default: ""]
    case .decimal(let precision, let scale):
      dialect.types["decimal", default: ""].replacing("{p}", with: String(precision))
        .replacing("{s}", with: String(scale))
    case .string, .null: dialect.types["string", default: ""]
    case .date: dialect.types["date", default: ""]
    case .timestamp: dialect.types["timestamp", default: ""]
    case .duration: dialect.types["duration", default: ""]
    case .other(let name): name
    }
  }

  mutating func parameter(_ value: Value, _ type: DataType) -> String {
    parameters.append(SQLQuery.Parameter(value, type))
    return dialect.parameterPrefix + String(parameters.count)
  }

  /// A name for a column that the user never sees.
  mutating func hiddenName(_ purpose: String) -> String {
    hiddenCount += 1
    return "__\(purpose)_\(hiddenCount)"
  }

  /// Puts the columns that are seen in order, and leaves the hidden ones out.
  private func finish(_ select: Select) -> Select {
    guard !select.order.isEmpty else { return select }
    if select.hidden.isEmpty, select.orderBy == orderText(select.order) { return select }
    var result = select.isLimited || !select.hidden.isEmpty ? select.nested : select
    if !select.hidden.isEmpty {
      result.items = select.columns.map { item($0, quote($0)) }
      result.hidden = []
    }
    result.orderBy = orderText(select.order)
    return result
  }

  func orderText(_ order: [Select.OrderItem]) -> String {
    order.map { quote($0.column) + ($0.descending ? " DESC" : "") + " NULLS LAST" }
      .joined(separator: ", ")
  }
}

/// What a plan asks that a dialect cannot say.
public struct PlanError: Error, Hashable, Sendable {
  public var message: String
}
