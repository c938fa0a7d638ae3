import StoaPlan

/// The values of one row with the names of their columns.
public struct NamedRow: Sendable {
  /// As many as there are values.
  public let names: [String]
  public let values: [Value]

  public init(names: [String], values: [Value]) {
    self.names = names
    self.values = values
  }

  public init(_ values: [String: Value]) {
    names = Array(values.keys)
    self.values = Array(values.values)
  }

  /// The value of a column; nil where there is none of that name.
  ///
  /// One by one, as a row that is written out has few columns: to hash the names takes longer.
  public subscript(name: String) -> Value? {
    names.firstIndex(of: name).map { values[$0] }
  }
}
