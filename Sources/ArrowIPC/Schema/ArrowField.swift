/// A column's name and type, or those of a part of a nested type.
public struct ArrowField: Hashable, Sendable {
  public var name: String
  public var type: ArrowType
  public var isNullable: Bool
  /// The parts of a nested type.
  public var children: [ArrowField]
  /// Free text, such as the name of an extension type.
  public var metadata: [String: String]

  public init(
    _ name: String, _ type: ArrowType, isNullable: Bool = true, children: [ArrowField] = [],
    metadata: [String: String] = [:]
  ) {
    self.name = name
    self.type = type
    self.isNullable = isNullable
    self.children = children
    self.metadata = metadata
  }
}

/// The columns of a stream.
public struct ArrowSchema: Hashable, Sendable {
  public var fields: [ArrowField]
  public var metadata: [String: String]

  public init(_ fields: [ArrowField], metadata: [String: String] = [:]) {
    self.fields = fields
    self.metadata = metadata
  }
}

extension ArrowField {
  /// Whether the children are those that the type asks for.
  func checkChildren() throws(ArrowError) {
    let fits: Bool
    switch type {
    case .list, .largeList, .fixedSizeList: fits = children.count == 1
    case .map:
      fits =
        children.count == 1 && children[0].type == .struct && children[0].children.count == 2
    case .struct: fits = true
    default: fits = children.isEmpty
    }
    guard fits else {
      throw ArrowError(.malformed, "the field \(name) of type \(type) has the wrong children")
    }
    for child in children { try child.checkChildren() }
  }
}
