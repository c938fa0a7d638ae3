/// A query in an engine's SQL, and the values of its parameters.
public struct SQLQuery: Hashable, Sendable {
  /// The text; parameters are `$1`, `$2`, … or `?`, as the dialect has it.
  public var text: String
  /// Their values with their types, in order.
  public var parameters: [Parameter]
  /// Whether its rows have an order, from a sort on.
  public var isOrdered: Bool

  public struct Parameter: Hashable, Sendable {
    public var value: Value
    public var type: DataType

    public init(_ value: Value, _ type: DataType) {
      self.value = value
      self.type = type
    }
  }

  public init(text: String, parameters: [Parameter] = [], isOrdered: Bool = false) {
    self.text = text
    self.parameters = parameters
    self.isOrdered = isOrdered
  }
}
