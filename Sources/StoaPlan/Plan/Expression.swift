import StoaLanguage

/// An expression whose names and types are resolved.
public indirect enum Expression: Hashable, Sendable {
  case column(String, DataType)
  case literal(Value, DataType)
  /// A scalar function or an operator, by its name in the function catalogue.
  case call(String, [Expression], DataType)
  case cast(Expression, DataType)
  /// `case(c1, a, c2, b, else)` and `if(c, a, b)`
  case conditional([ConditionalBranch], otherwise: Expression, DataType)
  case isNull(Expression)
  case isIn(Expression, [Expression])
  /// An aggregate over a group, or over the rows of a window.
  case aggregate(AggregateCall)
  /// A window function, or an aggregate over a window; allowed in `Plan.window` alone.
  case window(WindowCall)

  /// The type of its value.
  public var type: DataType {
    switch self {
    case .column(_, let type), .literal(_, let type), .call(_, _, let type), .cast(_, let type),
      .conditional(_, _, let type):
      type
    case .isNull, .isIn: .bool
    case .aggregate(let call): call.type
    case .window(let call): call.type
    }
  }
}

/// A condition and the value where it is the first that is true.
public struct ConditionalBranch: Hashable, Sendable {
  public var condition: Expression
  public var value: Expression

  public init(condition: Expression, value: Expression) {
    self.condition = condition
    self.value = value
  }
}

/// An aggregate function, its arguments and the rows that it counts.
public struct AggregateCall: Hashable, Sendable {
  /// Its name in the function catalogue.
  public var function: String
  public var arguments: [Expression]
  public var filter: Expression?
  public var type: DataType

  public init(
    function: String, arguments: [Expression], filter: Expression? = nil, type: DataType
  ) {
    self.function = function
    self.arguments = arguments
    self.filter = filter
    self.type = type
  }
}

/// A function over the rows of a window; the window is that of the `Plan.window` it stands in.
public struct WindowCall: Hashable, Sendable {
  /// Its name in the function catalogue: `row_number`, `lag`, or an aggregate.
  public var function: String
  public var arguments: [Expression]
  public var filter: Expression?
  /// Nil means: for an aggregate, up to the current row where the window is sorted, else all its
  /// rows; for `first` and `last`, all its rows.
  public var frame: WindowFrame?
  public var type: DataType

  public init(
    function: String, arguments: [Expression], filter: Expression? = nil,
    frame: WindowFrame? = nil, type: DataType
  ) {
    self.function = function
    self.arguments = arguments
    self.filter = filter
    self.frame = frame
    self.type = type
  }
}

/// An expression to sort by; nulls come last in both directions.
public struct SortKey: Hashable, Sendable {
  public var value: Expression
  public var descending: Bool

  public init(_ value: Expression, descending: Bool = false) {
    self.value = value
    self.descending = descending
  }
}

/// A column to be, and how it is computed.
public struct NamedExpression: Hashable, Sendable {
  public var name: String
  public var value: Expression

  public init(_ name: String, _ value: Expression) {
    self.name = name
    self.value = value
  }
}
