/// An expression over the columns of a relation.
public struct Column: Hashable, Sendable {
  let wire: WireExpression

  /// A column by its name; dots lead into structs.
  public static func named(_ name: String) -> Column {
    Column(wire: .with { $0.unresolvedAttribute.unparsedIdentifier = name })
  }

  /// An expression in SQL, as `price / 1000`
  public static func sql(_ text: String) -> Column {
    Column(wire: .with { $0.expressionString.expression = text })
  }

  public static func literal(_ value: Literal) -> Column {
    Column(wire: .with { $0.literal = value.wire })
  }

  /// A function by its name in SQL
  public static func call(_ function: String, _ arguments: Column...) -> Column {
    Column(
      wire: .with {
        $0.unresolvedFunction.functionName = function
        $0.unresolvedFunction.arguments = arguments.map(\.wire)
      })
  }

  /// All columns
  public static let all = Column(wire: .with { $0.unresolvedStar = .init() })

  /// The column under another name.
  ///
  /// - Parameter metadata: JSON that goes with it, as MLlib's attributes.
  public func aliased(_ name: String, metadata: String? = nil) -> Column {
    Column(
      wire: .with {
        $0.alias.expr = wire
        $0.alias.name = [name]
        if let metadata { $0.alias.metadata = metadata }
      })
  }
}

/// Text is SQL, as in `relation.selecting("make", "avg(price) as mean")`.
extension Column: ExpressibleByStringLiteral {
  public init(stringLiteral value: String) { self = .sql(value) }
}

extension Column {
  /// A column to sort by.
  public struct Order: Hashable, Sendable {
    public enum Nulls: Hashable, Sendable { case first, last }

    let wire: WireExpression.SortOrder

    init(_ column: Column, isAscending: Bool, nulls: Nulls) {
      wire = .with {
        $0.child = column.wire
        $0.direction = isAscending ? .ascending : .descending
        $0.nullOrdering = nulls == .first ? .sortNullsFirst : .sortNullsLast
      }
    }
  }

  public func ascending(nulls: Order.Nulls = .first) -> Order {
    Order(self, isAscending: true, nulls: nulls)
  }

  public func descending(nulls: Order.Nulls = .last) -> Order {
    Order(self, isAscending: false, nulls: nulls)
  }
}
