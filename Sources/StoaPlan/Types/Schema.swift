/// A column's name and type.
public struct Field: Hashable, Sendable {
  public var name: String
  public var type: DataType

  public init(_ name: String, _ type: DataType) {
    self.name = name
    self.type = type
  }
}

/// The columns of a frame, in order; no two have the same name.
public struct Schema: Hashable, Sendable {
  public var fields: [Field]

  public init(_ fields: [Field]) {
    self.fields = fields
  }

  public var names: [String] { fields.map(\.name) }

  /// The position of a column, or nil where there is none of that name.
  public func index(of name: String) -> Int? {
    fields.firstIndex { $0.name == name }
  }

  /// The type of a column, or nil where there is none of that name.
  public subscript(name: String) -> DataType? {
    fields.first { $0.name == name }?.type
  }
}
